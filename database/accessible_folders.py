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

ACCESSIBLE = Path("/var/lib/jobledger")
_POINTER = "place"


def accessible_folder(folder: Path) -> Path:
    """Return where the data of `folder` is: as recorded, else `folder` itself or, if it is closed, in ACCESSIBLE."""
    pointer = folder / _POINTER
    if pointer.exists():
        return Path(pointer.read_text())
    if (folder / "data").exists() or not _is_closed(folder):
        return folder
    return ACCESSIBLE / sha256(bytes(folder.resolve())).hexdigest()[:16]


def record_folder(folder: Path, data_folder: Path) -> None:
    """Record in `folder` where its data is, so that it is found when the folder is moved or its permissions change."""
    pointer = folder / _POINTER
    if data_folder != folder and not pointer.exists():
        folder.mkdir(parents=True, exist_ok=True)
        pointer.write_text(str(data_folder))


def accessible_programs(package: Path) -> Path:
    """Return `package`, or a copy of it and its libraries that every account may run."""
    if not _is_closed(package):
        return package
    version = next(package.parent.glob(f"{package.name}-*.dist-info")).name
    copy = ACCESSIBLE / "programs" / version
    if not copy.exists():
        for folder in (ACCESSIBLE, copy.parent):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711)  # also under a strict umask
        draft = Path(tempfile.mkdtemp(dir=copy.parent))
        for part in (package.name, f"{package.name}.libs"):
            shutil.copytree(package.parent / part, draft / part, symlinks=True)
        draft.chmod(0o755)
        draft.rename(copy)
    return copy / package.name


def _is_closed(path: Path) -> bool:
    """Return whether a parent folder of `path` is closed to the server's account."""
    if os.geteuid() != 0:
        return False
    return any(not folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents if folder.exists())
