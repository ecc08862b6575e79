"""Temporary servers for tests and checks; their data is deleted at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from database.embedded import server
from database.embedded.cluster import Cluster

# Nothing here has to survive a power cut, and no table lives long enough to be worth vacuuming.
FAST_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "128MB",
}
# One hash for each sign-in instead of 4,096, which take longer than the sign-in itself. Known from PostgreSQL 16 on.
SINGLE_SCRAM_ITERATION_OPTIONS = {"scram_iterations": "1"}
_FOLDER_PREFIX = "jobledger-scratch-"


@contextlib.contextmanager
def scratch_cluster(
    binaries: Path | None = None, initdb_options: Sequence[str] = server.INITDB_OPTIONS
) -> Iterator[Cluster]:
    """Give a cluster in a temporary folder, started when its address is first needed and removed at the end.

    It is made by the programs in `binaries`, by the embedded server's when there are none.
    """
    remove_abandoned_clusters()
    folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER_PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)  # root's server account must be able to enter
    try:
        yield build_scratch_cluster(folder, binaries, initdb_options)
    finally:
        _remove_cluster(folder)


def build_scratch_cluster(
    folder: Path, binaries: Path | None = None, initdb_options: Sequence[str] = server.INITDB_OPTIONS
) -> Cluster:
    """Return the scratch cluster of a folder, for the processes that share it."""
    if binaries is not None:
        return Cluster(folder / "postgres", binaries, tuple(initdb_options), FAST_OPTIONS)
    settings = [f"--set={name}={value}" for name, value in SINGLE_SCRAM_ITERATION_OPTIONS.items()]
    return Cluster(
        folder / "postgres",
        server.binaries(),
        (*initdb_options, *settings),
        FAST_OPTIONS | SINGLE_SCRAM_ITERATION_OPTIONS,
    )


def remove_abandoned_clusters() -> None:
    """Stop and remove scratch clusters whose process was killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER_PREFIX}*-*"):
        process_id = folder.name.removeprefix(_FOLDER_PREFIX).split("-")[0]
        if process_id.isdecimal() and not psutil.pid_exists(int(process_id)) and os.access(folder, os.W_OK):
            _remove_cluster(folder)


def _remove_cluster(folder: Path) -> None:
    build_scratch_cluster(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)
