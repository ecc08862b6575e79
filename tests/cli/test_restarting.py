"""Test that a supervised program that ends is started again, and ends when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cli.processes import choose_socket_path


@pytest.fixture
def supervisor() -> Iterator[subprocess.Popen[bytes]]:
    program = [sys.executable, "-c", "import signal; signal.pause()"]
    with subprocess.Popen([sys.executable, "-m", "cli.restarting", *program], stdout=subprocess.PIPE) as process:
        yield process
        process.kill()


def wait_for_child(process: subprocess.Popen[bytes], *, other_than: int = 0) -> int:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for child in psutil.Process(process.pid).children():
            if child.pid != other_than and child.status() != psutil.STATUS_ZOMBIE:
                return child.pid
        time.sleep(0.05)
    raise AssertionError("no program runs")


def test_a_program_that_is_gone_is_started_again(supervisor: subprocess.Popen[bytes]) -> None:
    first = wait_for_child(supervisor)
    psutil.Process(first).kill()
    second = wait_for_child(supervisor, other_than=first)
    psutil.Process(second).kill()
    assert wait_for_child(supervisor, other_than=second)
    assert supervisor.poll() is None


def test_it_ends_with_its_program_when_told_to(supervisor: subprocess.Popen[bytes]) -> None:
    child = wait_for_child(supervisor)
    supervisor.send_signal(signal.SIGTERM)
    supervisor.wait(timeout=20)
    assert not psutil.pid_exists(child)


def test_a_socket_is_out_of_reach_of_others_also_where_the_state_folder_is_deep(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for home in (tmp_path, tmp_path / ("deep" * 30)):
        monkeypatch.setenv("JOBLEDGER_HOME", str(home))
        path = choose_socket_path("code.sock")
        assert len(str(path)) <= 100
        assert path.parent.stat().st_mode & 0o077 == 0
        assert choose_socket_path("code.sock") == path
