"""Manage the background programs that `up` starts and `down` stops: recorded in the state folder and never mistaken for
others.

Each program carries a token in its environment, and so does every process it starts; stopping it stops every process
with the token, even when the program itself crashed or its pid now belongs to another program.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil

from app.kit.i18n import _
from database.settings import REPOSITORY, settings
from database.state_folder import PRIVATE_UMASK, create_private_folder, open_private_log

_TOKEN_VARIABLE = "JOBLEDGER_STARTED_AS"  # noqa: S105 the name of a variable
_STOP_TIMEOUT = 15.0
_MAX_SOCKET_PATH = 100  # bytes; Linux allows 107, macOS 103
_FIRST_SERVER_ERROR_STATUS = 500
# They outlive this process on purpose; while it runs, Popen reaps those that end.
_started_processes: list[subprocess.Popen[bytes]] = []


class StartError(RuntimeError):
    """A program could not be started; the message says what to do next."""


@dataclass(frozen=True, slots=True)
class Program:
    """One background program. `address` (http: or unix:) responds once it is ready; None where there is nothing to
    call.
    """

    name: str
    command: Sequence[str]
    address: str | None = None

    @property
    def log_path(self) -> Path:
        """Return the file with its output."""
        return settings().home / "logs" / f"{self.name}.log"

    @property
    def _process_record_path(self) -> Path:
        return settings().home / "run" / f"{self.name}.json"

    @property
    def is_running(self) -> bool:
        """Return whether the program we started still runs."""
        record = self.read_record()
        return record is not None and _read_token(_find_process(int(record["pid"]))) == record["token"]

    @property
    def root_url(self) -> str:
        """Return its address; that of the running one, if it was started with another port."""
        record = self.read_record()
        address = record["address"] if record and self.is_running else self.address or ""
        if address.startswith("unix:"):
            return address
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_responding(self) -> bool:
        """Return whether it runs and its address responds without a server error."""
        if self.address is None or not self.is_running:
            return False
        if self.address.startswith("unix:"):
            return _accepts_connection(self.root_url)
        try:
            response = httpx.get(self.root_url + urlsplit(self.address).path, timeout=5, trust_env=False)
        except httpx.HTTPError:
            return False
        return response.status_code < _FIRST_SERVER_ERROR_STATUS

    def start(self, environment: Mapping[str, str] | None = None) -> None:
        """Start it in its own session, so that closing the terminal leaves it running."""
        token = secrets.token_hex(16)
        create_private_folder(self._process_record_path.parent)
        with open_private_log(self.log_path) as log_file:
            process = subprocess.Popen(  # noqa: S603 our own commands
                self.command,
                cwd=REPOSITORY,
                env={**os.environ, **(environment or {}), _TOKEN_VARIABLE: token},
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                umask=PRIVATE_UMASK,
            )
        _started_processes.append(process)
        record = {"token": token, "pid": str(process.pid), "address": self.address or ""}
        self._process_record_path.write_text(json.dumps(record), encoding="utf-8")

    def wait(self, seconds: float) -> None:
        """Wait until it responds. Raises StartError, naming the log, when it ends or does not respond."""
        deadline = time.monotonic() + seconds
        while not self.is_responding:
            if not self.is_running:
                raise StartError(
                    _("{name} ended while starting: {line} (full log: {log})").format(
                        name=self.name, line=self._read_last_line(), log=self.log_path
                    )
                )
            if time.monotonic() > deadline:
                raise StartError(
                    _("{name} did not respond at {url} within {seconds:.0f} s; see {log}").format(
                        name=self.name, url=self.root_url, seconds=seconds, log=self.log_path
                    )
                )
            time.sleep(0.3)

    def delete_record(self) -> None:
        """Delete its record, once it has ended."""
        self._process_record_path.unlink(missing_ok=True)

    def read_record(self) -> dict[str, str] | None:
        """Return the record of its last start: its token, pid and address."""
        try:
            record: dict[str, str] = json.loads(self._process_record_path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return record

    def _read_last_line(self) -> str:
        lines = [line for line in self.log_path.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1].strip() if lines else _("no output")


def stop(programs: Sequence[Program]) -> list[str]:
    """Stop programs and everything they started at once; return the names of those of which anything ran."""
    program_name_by_token = {record["token"]: program.name for program in programs if (record := program.read_record())}
    stopped_names: set[str] = set()
    for stop_signal in (signal.SIGTERM, signal.SIGKILL):
        processes = [process for process in psutil.process_iter() if _read_token(process) in program_name_by_token]
        stopped_names |= {
            program_name_by_token[token]
            for process in processes
            if (token := _read_token(process)) in program_name_by_token
        }
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(stop_signal)
        _, surviving_processes = psutil.wait_procs(processes, timeout=_STOP_TIMEOUT)
        if not surviving_processes:
            break
    for program in programs:
        program.delete_record()
    return [program.name for program in programs if program.name in stopped_names]


def choose_socket_path(name: str) -> Path:
    """Return the path of a socket that this account alone can connect to.

    It is in the state folder, or in a folder of the system's where the path would be longer than sockets allow.
    """
    folder = create_private_folder(settings().home / "run")
    if len(os.fsencode(folder / name)) > _MAX_SOCKET_PATH:
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"jobledger-{os.getuid()}-{digest}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            raise StartError(_("{folder} belongs to another account; remove it").format(folder=folder))
    folder.chmod(0o700)
    return folder / name


def check_port(port: int, purpose: str, variable: str) -> None:
    """Raise StartError, naming the port, its holder if known, and what to do, when `port` is in use."""
    with socket.socket() as probe_socket:
        probe_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe_socket.bind(("127.0.0.1", port))
        except OSError as error:
            raise StartError(
                _(
                    "port {port} for {purpose} is in use{holder}. Stop that program, or choose another: {command}"
                ).format(
                    port=port,
                    purpose=purpose,
                    holder=_describe_port_holder(port),
                    command=f"make up {variable}={port + 1}",
                )
            ) from error


def _describe_port_holder(port: int) -> str:
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
                return f" by {psutil.Process(connection.pid).name()} (pid {connection.pid})"
    return ""


def _find_process(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None


def _read_token(process: psutil.Process | None) -> str | None:
    try:
        return process.environ().get(_TOKEN_VARIABLE) if process else None
    except (psutil.Error, OSError):
        return None


def _accepts_connection(root_url: str) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(root_url.removeprefix("unix:"))
        except OSError:
            return False
    return True
