"""Background programs that `up` starts and `down` ends: kept in the state folder, found again, never mistaken.

Each program carries a token in its environment and so does every process it makes; ending it ends whatever carries
the token, also when the program itself crashed or its number has become another program's.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil

from database.settings import REPOSITORY, settings

_TOKEN = "JOBLEDGER_STARTED_AS"  # noqa: S105 the name of a variable
_GRACE = 15.0
_SERVER_ERRORS = 500
# They outlive this process on purpose; while it lives, Popen reaps those that end.
_started: list[subprocess.Popen[bytes]] = []


class StartError(RuntimeError):
    """Something could not be started; the message says what to do next."""


@dataclass(frozen=True, slots=True)
class Program:
    """One background program. `address` (http: or tcp:) is what answers once it is ready; none where nothing can be
    asked.
    """

    name: str
    command: Sequence[str]
    address: str | None = None

    @property
    def log(self) -> Path:
        """What it prints."""
        return settings().home / "logs" / f"{self.name}.log"

    @property
    def _note(self) -> Path:
        return settings().home / "run" / f"{self.name}.json"

    @property
    def running(self) -> bool:
        """Whether the program we started still runs."""
        note = self.note()
        return note is not None and _token(_process(int(note["pid"]))) == note["token"]

    @property
    def root(self) -> str:
        """Where it is reached; where the running one is, if it was started with another port."""
        note = self.note()
        parts = urlsplit(note["address"] if note and self.running else self.address or "")
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def answers(self) -> bool:
        """Whether it runs and its address is answered without a server error."""
        if self.address is None or not self.running:
            return False
        if self.address.startswith("tcp:"):
            return _accepts(self.root)
        try:
            response = httpx.get(self.root + urlsplit(self.address).path, timeout=5, trust_env=False)
        except httpx.HTTPError:
            return False
        return response.status_code < _SERVER_ERRORS

    def start(self, environment: Mapping[str, str] | None = None) -> None:
        """Start it as a session of its own, so that closing the terminal leaves it running."""
        token = secrets.token_hex(16)
        for folder in (self.log.parent, self._note.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 our own commands
                self.command,
                cwd=REPOSITORY,
                env={**os.environ, **(environment or {}), _TOKEN: token},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        _started.append(process)
        note = {"token": token, "pid": str(process.pid), "address": self.address or ""}
        self._note.write_text(json.dumps(note), encoding="utf-8")

    def wait(self, seconds: float) -> None:
        """Wait until it answers. Raises StartError, naming the log, when it ends or stays silent."""
        until = time.monotonic() + seconds
        while not self.answers:
            if not self.running:
                raise StartError(f"{self.name} ended while starting: {self._last_words()} (all of it: {self.log})")
            if time.monotonic() > until:
                raise StartError(f"{self.name} did not answer at {self.root} in {seconds:.0f} s; see {self.log}")
            time.sleep(0.3)

    def forget(self) -> None:
        """Drop what is kept of it, once it has ended."""
        self._note.unlink(missing_ok=True)

    def note(self) -> dict[str, str] | None:
        """What was kept when it was last started: its token, number and address."""
        try:
            note: dict[str, str] = json.loads(self._note.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return note

    def _last_words(self) -> str:
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1].strip() if lines else "it said nothing"


def stop(programs: Sequence[Program]) -> list[str]:
    """End programs and everything they started, all at once; returns the names of those of which anything ran."""
    tokens = {note["token"]: program.name for program in programs if (note := program.note())}
    found: set[str] = set()
    for send in (signal.SIGTERM, signal.SIGKILL):
        bearers = [process for process in psutil.process_iter() if _token(process) in tokens]
        found |= {tokens[token] for process in bearers if (token := _token(process)) in tokens}
        for process in bearers:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(send)
        _, alive = psutil.wait_procs(bearers, timeout=_GRACE)
        if not alive:
            break
    for program in programs:
        program.forget()
    return [program.name for program in programs if program.name in found]


def free_port() -> int:
    """A port that nothing holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check_port(port: int, purpose: str, variable: str) -> None:
    """Raise StartError, naming the port, who holds it if known, and the way out, when `port` is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StartError(
                f"port {port}, wanted for {purpose}, is taken{_holder(port)}. "
                f"Stop what uses it, or choose another: make up {variable}={port + 1}"
            ) from error


def _holder(port: int) -> str:
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
                return f" by {psutil.Process(connection.pid).name()} (pid {connection.pid})"
    return ""


def _process(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None


def _token(process: psutil.Process | None) -> str | None:
    try:
        return process.environ().get(_TOKEN) if process else None
    except (psutil.Error, OSError):
        return None


def _accepts(root: str) -> bool:
    parts = urlsplit(root)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=5).close()
    except OSError:
        return False
    return True
