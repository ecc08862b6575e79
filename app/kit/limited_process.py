"""Run a function in a process of its own, with limits of memory and time. Which functions: those that read uploads.

The process is forked from a server that has loaded their modules and no settings. It has no connection to the database
and no secret in its environment, and what it returns is trusted no more than the file.
"""

from __future__ import annotations

import io
import logging
import os
import pickle
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import is_dataclass
from enum import Enum
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from app.kit.i18n import N_, _

LOG = logging.getLogger(__name__)
Result = TypeVar("Result")

MEMORY_BYTES = 700 * 2**20
CPU_SECONDS = 120
SECONDS = 300.0
PROCESSES = 2
LIMIT_TEXT = N_("This file takes too much memory or time to read. Split it, or remove what you do not need.")
_OPEN_FILES = 64
_MAX_ANSWER_BYTES = 400 * 2**20
_CONTEXT = get_context("forkserver")
_TURNS = threading.BoundedSemaphore(PROCESSES)
# What an answer may be made of, besides our dataclasses and enumerations and what pickle builds in.
_ACCEPTED_TYPES = frozenset(
    ["datetime.datetime", "datetime.date", "datetime.timezone", "datetime.timedelta", "uuid.UUID"]
)
_OUR_PREFIXES = ("app.applications.", "database.models.")


class LimitReached(Exception):
    """The function took too much memory or time. The text tells a person what to do."""


def preload(*modules: str) -> None:
    """Start the server that the processes are forked from: with these modules, without this process's environment."""
    _CONTEXT.set_forkserver_preload(list(modules))
    with _without_secrets():
        process = _CONTEXT.Process(target=int)
        process.start()
    process.join()


def run(
    function: Callable[..., Result],
    *arguments: Any,
    errors: Sequence[type[Exception]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Return what a function returns. With `progress`, its last argument is called with finished and all rows.

    Raises what the function raised if it is one of `errors`, and LimitReached. Waits while PROCESSES others run.
    """
    with _TURNS:
        ours, theirs = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_work, args=(theirs, progress is not None, function, *arguments), daemon=True)
        process.start()
        theirs.close()
        try:
            return _read_result(ours, errors, progress)  # type: ignore[no-any-return]
        finally:
            process.kill()
            process.join()
            ours.close()


def _read_result(
    channel: Connection, errors: Sequence[type[Exception]], progress: Callable[[int, int], None] | None
) -> Any:
    until = time.monotonic() + SECONDS
    while channel.poll(max(0.0, until - time.monotonic())):
        try:
            kind, *content = _Answer(io.BytesIO(channel.recv_bytes(_MAX_ANSWER_BYTES))).load()
        except (EOFError, OSError) as error:  # it was killed, or says too much
            raise LimitReached(_(LIMIT_TEXT)) from error
        if kind == "result":
            return content[0]
        if kind == "progress" and progress:
            progress(int(content[0]), int(content[1]))
        elif kind == "error":
            name, text = content
            raise next((one for one in errors if one.__name__ == name), _UnexpectedError)(text)
        elif kind == "limit":
            break
    raise LimitReached(_(LIMIT_TEXT))


class _UnexpectedError(Exception):
    """The function failed in a way that its caller does not expect."""


class _Answer(pickle.Unpickler):
    """Reads what the process sent, without making anything but data."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        """Return an accepted type. Raises UnpicklingError for any other."""
        if module_name.startswith(_OUR_PREFIXES) and "." not in global_name:
            found = getattr(import_module(module_name), global_name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        elif f"{module_name}.{global_name}" in _ACCEPTED_TYPES:
            return getattr(import_module(module_name), global_name)
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is not accepted")

    def persistent_load(self, pid: Any) -> ZoneInfo:
        """Return the time zone of this name."""
        return ZoneInfo(str(pid))


class _AnswerWriter(pickle.Pickler):
    """Writes time zones by name, where pickle would have the reader call a function."""

    def persistent_id(self, obj: Any) -> str | None:
        """Return the name of a time zone, None for anything else."""
        return obj.key if isinstance(obj, ZoneInfo) else None


def _work(channel: Connection, has_progress: bool, function: Callable[..., Any], *arguments: Any) -> None:  # noqa: FBT001
    """Run the function in the new process, and send what comes of it."""
    os.nice(10)  # pages that people wait for go first
    _limit_resources()

    def send(*answer: Any) -> None:
        written = io.BytesIO()
        _AnswerWriter(written, pickle.HIGHEST_PROTOCOL).dump(answer)
        channel.send_bytes(written.getbuffer())

    reporter = [_Reporter(send)] if has_progress else []
    try:
        send("result", function(*arguments, *reporter))
    except MemoryError:
        send("limit")
    except Exception as error:  # noqa: BLE001 - whatever a file can cause
        send("error", type(error).__name__, str(error))


class _Reporter:
    """Sends the progress, a hundred times at most."""

    def __init__(self, send: Callable[..., None]) -> None:
        self._send = send
        self._percent = -1

    def __call__(self, finished: int, total: int) -> None:
        percent = 100 * finished // (total or 1)
        if percent != self._percent:
            self._percent = percent
            self._send("progress", finished, total)


def _limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":  # macOS has no such limit
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - before anything else is loaded
            loaded_bytes = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (loaded_bytes + MEMORY_BYTES,) * 2)


@contextmanager
def _without_secrets() -> Iterator[None]:
    """Leave only what Python itself reads in the environment during the block, for a process that starts in it."""
    environment = dict(os.environ)
    for name in environment:
        if not name.startswith(("PYTHON", "PATH", "LANG", "LC_", "TMPDIR")):
            del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(environment)
