"""Temporary servers for tests and checks; their data is deleted at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from database import server
from database.cluster import Cluster

# Nothing here has to survive a power cut, and no table lives long enough to be worth vacuuming.
FAST_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "128MB",
}
# One hash for each sign-in instead of 4,096, which take longer than the sign-in itself. Known from PostgreSQL 16 on.
ONE_HASH = {"scram_iterations": "1"}
_PREFIX = "jobledger-scratch-"


@contextlib.contextmanager
def scratch_cluster(binaries: Path | None = None, initdb: Sequence[str] = server.INITDB) -> Iterator[Cluster]:
    """Give a cluster in a temporary folder, started when its address is first needed and removed at the end.

    It is made by the programs in `binaries`, by the embedded server's when there are none.
    """
    remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)  # root's server account must be able to enter
    try:
        yield scratch_in(folder, binaries, initdb)
    finally:
        _remove(folder)


def scratch_in(folder: Path, binaries: Path | None = None, initdb: Sequence[str] = server.INITDB) -> Cluster:
    """Return the scratch cluster of a folder, for the processes that share it."""
    if binaries is not None:
        return Cluster(folder / "postgres", binaries, tuple(initdb), FAST_OPTIONS)
    settings = [f"--set={name}={value}" for name, value in ONE_HASH.items()]
    return Cluster(folder / "postgres", server.binaries(), (*initdb, *settings), FAST_OPTIONS | ONE_HASH)


def remove_abandoned() -> None:
    """Stop and remove scratch clusters whose process was killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        process_id = folder.name.removeprefix(_PREFIX).split("-")[0]
        if process_id.isdecimal() and not psutil.pid_exists(int(process_id)) and os.access(folder, os.W_OK):
            _remove(folder)


def _remove(folder: Path) -> None:
    scratch_in(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)
