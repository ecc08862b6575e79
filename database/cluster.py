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

from database.server_account import Account, ServerError, account_for, check_reach, run
from database.settings import load_or_create_secret

OWNER = "jobledger_owner"
HOST = "127.0.0.1"

# A quarter of the memory, as PostgreSQL advises, and at most a gigabyte: builds were no quicker with four. The kernel
# caches the rest.
_SHARED_MB = min(max(psutil.virtual_memory().total // 4 // 2**20, 128), 1024)
# No unix socket, since its path must not exceed about 100 bytes. No replication, so that COPY into a table of the same
# transaction skips the log. Page images in the log are not compressed: that takes six times as long as writing them.
# No jit: it costs more than it saves on queries of milliseconds.
OPTIONS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": f"{_SHARED_MB}MB",
    "effective_cache_size": f"{max(_SHARED_MB, 1024)}MB",
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
_PORT_LINE = 3  # of postmaster.pid, whose last line is the state
_LOG_LIMIT = 10 * 1024 * 1024
_PORTS = range(20_000, 30_000)  # below the ports that outgoing connections are given


@dataclass(frozen=True)
class Cluster:
    """A cluster in `folder`, run by the programs in `binaries`. `options` are added to OPTIONS at each start."""

    folder: Path
    binaries: Path
    initdb: tuple[str, ...] = ()
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
        with self._locked():
            port = self.port()
            return port if port is not None else self._launch()

    def stop(self) -> None:
        """Disconnect all clients and stop the server, if it runs."""
        if not self.data.exists():
            return
        with self._locked():
            if self._process() is not None:
                run(self._account(), self.binaries / "pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))

    def port(self) -> int | None:
        """Return the port of the running server; None when it does not run or is not ready yet."""
        lines = self._pid_file()
        is_ready = bool(lines) and lines[-1].strip() == "ready"
        return int(lines[_PORT_LINE]) if is_ready and self._process() is not None else None

    def url(self, database: str) -> URL:
        """Start the server if necessary, and return the address of `database` for its owner."""
        port = self.start()
        password = load_or_create_secret(self.folder / "owner_password")
        return URL.create("postgresql+psycopg", OWNER, password, HOST, port, database)

    def _launch(self) -> int:
        if self._process() is not None:
            return self._await_ready()
        account = self._account()
        check_reach(account, self.data, self.binaries / "postgres")
        if not self.data.exists():
            self._initialise(account)
        self._remove_stale_pid_file()
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.unlink()
        while True:
            port = self._free_port()
            try:
                self._run_server(account, port)
            except ServerError:
                if _is_free(port):
                    raise
            else:
                return port

    def _run_server(self, account: Account, port: int) -> None:
        options = {**OPTIONS, **self.options, "port": str(port)}
        switches = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        start = ("start", "-w", "-t", "120", "-D", str(self.data), "-l", str(self.log), "-o", switches)
        try:
            run(account, self.binaries / "pg_ctl", *start)
        except ServerError as error:
            last_lines = self.log.read_text(errors="replace").splitlines()[-5:] if self.log.exists() else [str(error)]
            raise ServerError(f"PostgreSQL did not start in {self.folder}: {' / '.join(last_lines)}") from error

    def _initialise(self, account: Account) -> None:
        """Create the data folder under another name and rename it, so that a failed attempt leaves nothing behind."""
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        account.take_over(draft)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, prefix="password.", encoding="ascii") as file:
            file.write(load_or_create_secret(self.folder / "owner_password"))
            file.flush()
            account.take_over(Path(file.name))
            run(
                account,
                self.binaries / "initdb",
                "-D",
                str(draft),
                "-U",
                OWNER,
                "-E",
                "UTF8",
                "--auth=scram-sha-256",
                f"--pwfile={file.name}",
                *self.initdb,
            )
        draft.rename(self.data)

    def _free_port(self) -> int:
        """Return the port of the last start, or else a free one, and store it for the next start."""
        port_file = self.folder / "port"
        last_port = int(port_file.read_text()) if port_file.exists() else None
        if last_port is not None and _is_free(last_port):
            return last_port
        offset = zlib.crc32(bytes(self.folder)) % len(_PORTS)
        candidates = (_PORTS[(offset + step) % len(_PORTS)] for step in range(len(_PORTS)))
        port = next(candidate for candidate in candidates if _is_free(candidate))
        port_file.write_text(str(port))
        return port

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):
            return []

    def _process(self) -> psutil.Process | None:
        """Return the server's process; None when the number in the pid file belongs to another program by now."""
        lines = self._pid_file()
        if not lines:
            return None
        try:
            process = psutil.Process(int(lines[0]))
            return process if str(self.data) in process.cmdline() else None
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return None

    def _await_ready(self) -> int:
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
                orphans = [process.pid for process in psutil.process_iter(["cwd"]) if self._works_here(process)]
                if orphans:
                    raise ServerError(f"processes of a killed PostgreSQL still hold {self.data}: {orphans}")
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _works_here(self, process: psutil.Process) -> bool:
        return bool(process.info["cwd"] == str(self.data))

    def _account(self) -> Account:
        return account_for(self.data if self.data.exists() else None)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock under which one process at a time starts or stops the server."""
        try:
            _create_with_lock(self.folder)
            lock = (self.folder / "lock").open("w")
        except PermissionError as error:
            raise ServerError(
                f"{self.folder} is not yours to write: run as the user who made it, or set JOBLEDGER_HOME to a folder "
                "of your own"
            ) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _create_with_lock(folder: Path) -> None:
    """Create a folder, with its lock file, that the server's account can enter, also under a strict umask.

    It appears complete, by a rename: a folder without its lock could be replaced by another process's.
    """
    while missing := [path for path in (folder, *folder.parents) if not path.exists()]:
        draft = Path(tempfile.mkdtemp(prefix=f".{missing[-1].name[:32]}.", dir=missing[-1].parent))
        inner = draft / folder.relative_to(missing[-1])
        inner.mkdir(parents=True, exist_ok=True)
        (inner / "lock").touch()
        for path in draft.glob("**/"):
            path.chmod(0o711)
        try:
            draft.rename(missing[-1])
        except OSError:
            shutil.rmtree(draft)  # another process was first
            if not missing[-1].is_dir():
                raise
