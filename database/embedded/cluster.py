"""A private PostgreSQL cluster in a folder: create, start, find and stop it. Which folder JobLedger uses: server.py.

The server is a process of its own: it outlives the process that started it, and every process shares it.
"""

from __future__ import annotations

import contextlib
import fcntl
import shutil
import socket
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import stamina
from sqlalchemy import URL

from database.embedded.server_account import (
    ServerAccount,
    ServerError,
    ensure_reachable_by_account,
    find_server_account,
    run_as_account,
)
from database.settings import load_or_create_secret
from database.state_folder import FOLDER_MODE, create_private_folder

OWNER_ROLE = "jobledger_owner"
HOST = "127.0.0.1"

# A quarter of the memory, as PostgreSQL advises, and at most a gigabyte: builds were no quicker with four. The kernel
# caches the rest.
_SHARED_BUFFERS_MB = min(max(psutil.virtual_memory().total // 4 // 2**20, 128), 1024)
# No unix socket, since its path must not exceed about 100 bytes. No replication, so that COPY into a table of the same
# transaction skips the log. Page images in the log are not compressed: that takes six times as long as writing them.
# No jit: it costs more than it saves on queries of milliseconds.
SERVER_OPTIONS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": f"{_SHARED_BUFFERS_MB}MB",
    "effective_cache_size": f"{max(_SHARED_BUFFERS_MB, 1024)}MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
_PORT_LINE_INDEX = 3  # of postmaster.pid, whose last line is the state
_MAX_LOG_BYTES = 10 * 1024 * 1024
_PORT_RANGE = range(20_000, 30_000)  # below the ports that outgoing connections are given


@dataclass(frozen=True)
class Cluster:
    """A cluster in `folder`, run by the programs in `binaries`. `options` are added to SERVER_OPTIONS at each start."""

    folder: Path
    binaries: Path
    initdb_options: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """Return PostgreSQL's data folder, which only the server's account may read. The path is resolved."""
        return self.folder.resolve() / "data"

    @property
    def log(self) -> Path:
        """Return the path of the server's log."""
        return self.data / "server.log"

    def start(self) -> int:
        """Start the server unless it runs, and return its port. The first start creates the cluster.

        Raises ServerError with advice when it cannot.
        """
        port = self.port()
        if port is not None:
            return port
        with self._hold_lock():
            port = self.port()
            return port if port is not None else self._start_server()

    def stop(self) -> None:
        """Disconnect all clients and stop the server, if it runs."""
        if not self.data.exists():
            return
        with self._hold_lock():
            if self._find_server_process() is not None:
                run_as_account(
                    self._find_account(), self.binaries / "pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data)
                )

    def port(self) -> int | None:
        """Return the port of the running server; None when it does not run or is not ready yet."""
        lines = self._read_pid_file()
        is_server_ready = bool(lines) and lines[-1].strip() == "ready"
        return int(lines[_PORT_LINE_INDEX]) if is_server_ready and self._find_server_process() is not None else None

    def url(self, database: str) -> URL:
        """Start the server if necessary, and return the address of `database` for its owner."""
        port = self.start()
        password = load_or_create_secret(self.folder / "owner_password")
        return URL.create("postgresql+psycopg", OWNER_ROLE, password, HOST, port, database)

    def _start_server(self) -> int:
        if self._find_server_process() is not None:
            return self._wait_until_ready()
        account = self._find_account()
        ensure_reachable_by_account(account, self.data, self.binaries / "postgres")
        if not self.data.exists():
            self._initialise(account)
        self._remove_stale_pid_file()
        if self.log.exists() and self.log.stat().st_size > _MAX_LOG_BYTES:
            self.log.unlink()
        while True:
            port = self._choose_port()
            try:
                self._run_server(account, port)
            except ServerError:
                if _is_free_port(port):
                    raise
            else:
                return port

    def _run_server(self, account: ServerAccount, port: int) -> None:
        options = {**SERVER_OPTIONS, **self.options, "port": str(port)}
        switches = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        start_arguments = ("start", "-w", "-t", "120", "-D", str(self.data), "-l", str(self.log), "-o", switches)
        try:
            run_as_account(account, self.binaries / "pg_ctl", *start_arguments)
        except ServerError as error:
            last_lines = self.log.read_text(errors="replace").splitlines()[-5:] if self.log.exists() else [str(error)]
            raise ServerError(f"PostgreSQL did not start in {self.folder}: {' / '.join(last_lines)}") from error

    def _initialise(self, account: ServerAccount) -> None:
        """Create the data folder under another name and rename it, so that a failed attempt leaves nothing behind."""
        draft_folder = self.folder / "data.new"
        shutil.rmtree(draft_folder, ignore_errors=True)
        draft_folder.mkdir(mode=0o700)
        account.take_ownership(draft_folder)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, prefix="password.", encoding="ascii") as file:
            file.write(load_or_create_secret(self.folder / "owner_password"))
            file.flush()
            account.take_ownership(Path(file.name))
            run_as_account(
                account,
                self.binaries / "initdb",
                "-D",
                str(draft_folder),
                "-U",
                OWNER_ROLE,
                "-E",
                "UTF8",
                "--auth=scram-sha-256",
                f"--pwfile={file.name}",
                *self.initdb_options,
            )
        draft_folder.rename(self.data)

    def _choose_port(self) -> int:
        """Return the port of the last start, or else a free one, and store it for the next start."""
        port_file = self.folder / "port"
        last_port = int(port_file.read_text()) if port_file.exists() else None
        if last_port is not None and _is_free_port(last_port):
            return last_port
        offset = zlib.crc32(bytes(self.folder)) % len(_PORT_RANGE)
        candidate_ports = (_PORT_RANGE[(offset + step) % len(_PORT_RANGE)] for step in range(len(_PORT_RANGE)))
        port = next(candidate_port for candidate_port in candidate_ports if _is_free_port(candidate_port))
        port_file.write_text(str(port))
        return port

    def _read_pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):
            return []

    def _find_server_process(self) -> psutil.Process | None:
        """Return the server's process; None when the number in the pid file belongs to another program by now."""
        lines = self._read_pid_file()
        if not lines:
            return None
        try:
            process = psutil.Process(int(lines[0]))
            return process if str(self.data) in process.cmdline() else None
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return None

    def _wait_until_ready(self) -> int:
        for attempt in stamina.retry_context(on=ServerError, attempts=None, timeout=120, wait_max=0.5):
            with attempt:
                port = self.port()
                if port is None:
                    raise ServerError(f"PostgreSQL in {self.folder} is not ready; see {self.log}")
                return port
        raise ServerError(f"PostgreSQL in {self.folder} never became ready; see {self.log}")

    def _remove_stale_pid_file(self) -> None:
        """Remove the pid file of a killed server, once the last of its processes has ended.

        PostgreSQL refuses to start when the number in it belongs to another program or to a process not yet reaped.
        """
        for attempt in stamina.retry_context(on=ServerError, attempts=None, timeout=60, wait_max=0.5):
            with attempt:
                orphan_pids = [
                    process.pid for process in psutil.process_iter(["cwd"]) if self._runs_in_data_folder(process)
                ]
                if orphan_pids:
                    raise ServerError(f"processes of a killed PostgreSQL still hold {self.data}: {orphan_pids}")
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _runs_in_data_folder(self, process: psutil.Process) -> bool:
        return bool(process.info["cwd"] == str(self.data))

    def _find_account(self) -> ServerAccount:
        return find_server_account(self.data if self.data.exists() else None)

    @contextlib.contextmanager
    def _hold_lock(self) -> Iterator[None]:
        """Hold the lock under which one process at a time starts or stops the server."""
        try:
            _create_folder_with_lock(self.folder)
            lock = (self.folder / "lock").open("w")
        except PermissionError as error:
            raise ServerError(
                f"{self.folder} is not yours to write: run as the user who made it, or set JOBLEDGER_HOME to a folder "
                "of your own"
            ) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _is_free_port(port: int) -> bool:
    with socket.socket() as probe_socket:
        probe_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe_socket.bind((HOST, port))
        except OSError:
            return False
    return True


def _create_folder_with_lock(folder: Path) -> None:
    """Create a folder, with its lock file, that no account can read but the server's can enter, whatever the umask.

    It appears complete, by a rename: a folder without its lock could be replaced by another process's.
    """
    while missing := [path for path in (folder, *folder.parents) if not path.exists()]:
        draft_folder = Path(tempfile.mkdtemp(prefix=f".{missing[-1].name[:32]}.", dir=missing[-1].parent))
        inner_folder = draft_folder / folder.relative_to(missing[-1])
        create_private_folder(inner_folder)
        draft_folder.chmod(FOLDER_MODE)
        (inner_folder / "lock").touch(mode=0o600)
        try:
            draft_folder.rename(missing[-1])
        except OSError:
            shutil.rmtree(draft_folder)  # another process was first
            if not missing[-1].is_dir():
                raise
