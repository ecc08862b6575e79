"""Test that no other account of the machine reads the state folder or what is in it."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from cli.processes import Program, stop
from cli.starting import hold_state_lock, redirect_output
from database.embedded.cluster import Cluster
from database.settings import load_or_create_secret
from database.state_folder import restrict_state_folder

# Root's server runs as another account, which passes through folders without listing them.
PASSAGE = 0o011 if os.geteuid() == 0 else 0


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("JOBLEDGER_HOME", str(home))
    return home


def list_readable(home: Path) -> list[str]:
    """Return what other accounts may read, write or, except for the server's way, enter."""
    paths = [home, *home.rglob("*")]
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in paths if not path.is_symlink()}
    return [str(path) for path, mode in modes.items() if mode & 0o077 & ~(PASSAGE if path.is_dir() else 0)]


def test_what_up_and_its_programs_make_is_private(home: Path) -> None:
    earlier_umask = os.umask(0o022)
    script = "import pathlib, os; f = pathlib.Path(os.environ['JOBLEDGER_HOME'], 'made'); f.mkdir(); (f / 'x').touch()"
    program = Program("busy", [sys.executable, "-c", script])
    try:
        with hold_state_lock():
            (home / "note").touch()
        program.start()
        while not (home / "made" / "x").exists():
            os.sched_yield()
        with redirect_output(home / "logs" / "run.log"):
            pass
        load_or_create_secret(home / "deeper" / "key")
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(earlier_umask)
        stop([program])
    assert {"run", "logs", "made", "note", "deeper"} == {path.name for path in home.iterdir()}
    assert list_readable(home) == []


def test_what_an_earlier_version_left_is_mended_at_the_start(home: Path) -> None:
    for folder in ("run", "logs", "dagster/storage/1", "dbt/target", "postgres/data"):
        (home / folder).mkdir(parents=True)
    for file in ("logs/app.log", "dagster/storage/1/out.log", "secret_key"):
        (home / file).touch(mode=0o644)
    (home / "script").touch(mode=0o755)
    (home / "link").symlink_to("/etc/hostname")
    (home / "postgres" / "data").chmod(0o750)
    assert len(list_readable(home)) > len(list(home.iterdir()))
    with hold_state_lock():
        pass
    assert list_readable(home) == [str(home / "postgres" / "data")]
    assert stat.S_IMODE((home / "script").stat().st_mode) == 0o700
    restrict_state_folder(home)


def test_the_servers_folder_is_made_private(home: Path) -> None:
    cluster = Cluster(home / "postgres", home / "no-programs")
    with cluster._hold_lock():
        pass
    assert list_readable(home) == []
