"""A server for a few minutes, for tests and checks: quick, private, and gone afterwards with all its data."""

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

# Nothing here has to survive a power cut.
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "128MB"}
_PREFIX = "jobledger-scratch-"


@contextlib.contextmanager
def scratch_cluster(binaries: Path | None = None, initdb: Sequence[str] = server.INITDB) -> Iterator[Cluster]:
    """A cluster in a temporary folder of its own, started when first asked for its address, removed at the end.

    It is made by the programs in `binaries`, the embedded server's when none are named.
    """
    remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)  # the account that runs a server for root must pass
    try:
        yield scratch_in(folder, binaries, initdb)
    finally:
        _remove(folder)


def scratch_in(folder: Path, binaries: Path | None = None, initdb: Sequence[str] = server.INITDB) -> Cluster:
    """The scratch cluster of a folder, for the processes that share it."""
    return Cluster(folder / "postgres", binaries or server.binaries(), tuple(initdb), QUICK)


def remove_abandoned() -> None:
    """Stop and remove the scratch clusters whose process was killed before it could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        maker = folder.name.removeprefix(_PREFIX).split("-")[0]
        if maker.isdecimal() and not psutil.pid_exists(int(maker)) and os.access(folder, os.W_OK):
            _remove(folder)


def _remove(folder: Path) -> None:
    scratch_in(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)
