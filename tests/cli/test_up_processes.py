"""Test background programs: recorded, stopped with all they started, and never mistaken for others."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cli.processes import Program, StartError, stop

# Starts a child of its own, tells its number through the log, and waits.
PARENT = (
    "import subprocess, sys;"
    "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']);"
    "print(child.pid, flush=True);"
    "child.wait()"
)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))


@pytest.fixture
def program() -> Iterator[Program]:
    programs = Program("patient", [sys.executable, "-c", PARENT])
    programs.start()
    yield programs
    stop([programs])


def find_child(program: Program) -> psutil.Process:
    while not (line := program.log_path.read_text()).endswith("\n"):
        os.sched_yield()
    return psutil.Process(int(line))


def get_record_path(tmp_path: Path) -> Path:
    return tmp_path / "run" / "patient.json"


def test_it_is_found_again_and_ends_with_its_children(program: Program) -> None:
    child = find_child(program)
    assert Program("patient", []).is_running
    assert stop([program]) == ["patient"]
    assert not child.is_running()
    assert not program.is_running
    assert stop([program]) == []


def test_what_a_crashed_program_left_is_ended_too(program: Program, tmp_path: Path) -> None:
    child = find_child(program)
    parent = psutil.Process(int(json.loads(get_record_path(tmp_path).read_text())["pid"]))
    parent.kill()
    parent.wait(10)
    assert not program.is_running
    assert stop([program]) == ["patient"]
    assert not child.is_running()


def test_a_number_that_became_another_programs_is_left_alone(tmp_path: Path) -> None:
    get_record_path(tmp_path).parent.mkdir()
    get_record_path(tmp_path).write_text(json.dumps({"token": "gone", "pid": str(os.getppid()), "address": ""}))
    program = Program("patient", [])
    assert not program.is_running
    assert stop([program]) == []
    assert psutil.pid_exists(os.getppid())


def test_a_program_that_ends_while_starting_is_reported_with_its_last_words() -> None:
    program = Program("hasty", [sys.executable, "-c", "print('no disk left')"], "http://127.0.0.1:9/")
    program.start()
    with pytest.raises(StartError, match=r"hasty ended while starting: no disk left \(full log: .*hasty\.log\)"):
        program.wait(30)
