"""Folders that the embedded server's account can enter when root's checkout is in a closed folder, such as /root.

PostgreSQL does not run as root, and its account may not enter such a folder. Instead of changing the permissions of
root's folders, programs and data live under /var/lib/jobledger.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from hashlib import sha256
from pathlib import Path

from database.state_folder import create_private_folder

ACCESSIBLE_ROOT = Path("/var/lib/jobledger")
_POINTER_FILE_NAME = "place"


def find_folder_readable_by_server(folder: Path) -> Path:
    """Return where the data of `folder` is: as recorded, else `folder` itself or, if closed, in ACCESSIBLE_ROOT."""
    pointer_file = folder / _POINTER_FILE_NAME
    if pointer_file.exists():
        return Path(pointer_file.read_text())
    if (folder / "data").exists() or not _is_closed_to_server(folder):
        return folder
    return ACCESSIBLE_ROOT / sha256(bytes(folder.resolve())).hexdigest()[:16]


def record_data_folder(folder: Path, data_folder: Path) -> None:
    """Record in `folder` where its data is, so that it is found when the folder is moved or its permissions change."""
    pointer_file = folder / _POINTER_FILE_NAME
    if data_folder != folder and not pointer_file.exists():
        create_private_folder(folder)
        pointer_file.write_text(str(data_folder))


def ensure_programs_readable_by_server(package: Path) -> Path:
    """Return `package`, or a copy of it and its libraries that every account may run."""
    if not _is_closed_to_server(package):
        return package
    version = next(package.parent.glob(f"{package.name}-*.dist-info")).name
    copied_package = ACCESSIBLE_ROOT / "programs" / version
    if not copied_package.exists():
        for folder in (ACCESSIBLE_ROOT, copied_package.parent):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711)  # also under a strict umask
        draft_folder = Path(tempfile.mkdtemp(dir=copied_package.parent))
        for part in (package.name, f"{package.name}.libs"):
            shutil.copytree(package.parent / part, draft_folder / part, symlinks=True)
        draft_folder.chmod(0o755)
        draft_folder.rename(copied_package)
    return copied_package / package.name


def _is_closed_to_server(path: Path) -> bool:
    """Return whether a parent folder of `path` is closed to the server's account."""
    if os.geteuid() != 0:
        return False
    return any(not folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents if folder.exists())
