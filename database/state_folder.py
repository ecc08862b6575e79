"""The state folder's permissions: no other account of the machine reads what is in it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

# The account that runs root's database server has to pass through folders, of which it can list none.
FOLDER_MODE = 0o711 if os.geteuid() == 0 else 0o700
_FILE_MODE = 0o600
PRIVATE_UMASK = 0o077
# PostgreSQL keeps the permissions of its own folder, which for root belongs to another account.
_SERVER_FOLDER_NAME = "postgres"


def create_private_folder(folder: Path) -> Path:
    """Return the folder after creating it, and parents that are missing, so that other accounts cannot read it."""
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        missing.mkdir(exist_ok=True)
        missing.chmod(FOLDER_MODE)
    return folder


def open_private_log(path: Path) -> BinaryIO:
    """Open a log for appending, which from then on only this account can read; create it and its folder if missing."""
    create_private_folder(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _FILE_MODE)
    os.fchmod(descriptor, _FILE_MODE)
    return os.fdopen(descriptor, "ab")


def restrict_state_folder(home: Path) -> None:
    """Take from other accounts what an earlier version, or a program of another maker, let them read."""
    create_private_folder(home).chmod(FOLDER_MODE)
    for folder, folder_names, file_names in os.walk(home):
        if Path(folder) == home and _SERVER_FOLDER_NAME in folder_names:
            folder_names.remove(_SERVER_FOLDER_NAME)
            (home / _SERVER_FOLDER_NAME).chmod(FOLDER_MODE)
        for path in (Path(folder, name) for name in (*folder_names, *file_names)):
            with contextlib.suppress(FileNotFoundError):  # a running program removed it
                if not path.is_symlink():
                    path.chmod(FOLDER_MODE if path.is_dir() else path.stat().st_mode & 0o700)
