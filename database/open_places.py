"""Where root's embedded server lives when the checkout is in a folder closed to other accounts, such as /root.

PostgreSQL does not run as root, and the account it runs as may not pass such a folder. Rather than opening the
person's folders, its programs and data are kept under /var/lib/jobledger.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from hashlib import sha256
from pathlib import Path

OPEN = Path("/var/lib/jobledger")
_POINTER = "place"


def open_place(folder: Path) -> Path:
    """Where the data of `folder` is: the place it names (`remember`), itself, or, if it is closed, a place in OPEN."""
    pointer = folder / _POINTER
    if pointer.exists():
        return Path(pointer.read_text())
    if (folder / "data").exists() or not _closed(folder):
        return folder
    return OPEN / sha256(bytes(folder.resolve())).hexdigest()[:16]


def remember(folder: Path, place: Path) -> None:
    """Note in `folder` where its data is, so that it is found also after the folder was moved or opened."""
    pointer = folder / _POINTER
    if place != folder and not pointer.exists():
        folder.mkdir(parents=True, exist_ok=True)
        pointer.write_text(str(place))


def open_programs(package: Path) -> Path:
    """`package`, or a copy of it (and of the libraries beside it) that every account may run."""
    if not _closed(package):
        return package
    version = next(package.parent.glob(f"{package.name}-*.dist-info")).name
    copy = OPEN / "programs" / version
    if not copy.exists():
        for folder in (OPEN, copy.parent):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711)  # passable also under a strict umask
        draft = Path(tempfile.mkdtemp(dir=copy.parent))
        for part in (package.name, f"{package.name}.libs"):
            shutil.copytree(package.parent / part, draft / part, symlinks=True)
        draft.chmod(0o755)
        draft.rename(copy)
    return copy / package.name


def _closed(path: Path) -> bool:
    """Whether root's server account could not pass a folder on the way to `path`."""
    if os.geteuid() != 0:
        return False
    return any(not folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents if folder.exists())
