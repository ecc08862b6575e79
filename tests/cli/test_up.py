"""Test what a newcomer sees when `make up` cannot start."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from cli.processes import StartError, check_port
from database.settings import REPOSITORY


def setup_with(folder: Path, pythons: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a copy of scripts/setup.sh where only these Pythons (name: shell script) can be found."""
    (folder / "scripts").mkdir()
    shutil.copy(REPOSITORY / "scripts" / "setup.sh", folder / "scripts")
    (folder / "requirements.lock").touch()
    tools = folder / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname", "cmp", "rm", "mkdir", "cp"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    for name, script in pythons.items():
        (tools / name).write_text(f"#!/bin/sh\n{script}\n")
        (tools / name).chmod(0o755)
    return subprocess.run(
        [str(folder / "scripts" / "setup.sh")],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_that_is_too_old_is_named_with_the_way_out(tmp_path: Path) -> None:
    old = 'case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac'
    result = setup_with(tmp_path, {"python3": old})
    assert result.returncode == 1
    assert "needs Python 3.11 or later; found Python 3.9.2" in result.stderr
    assert "make up PYTHON=" in result.stderr


def test_no_python_at_all_is_said(tmp_path: Path) -> None:
    result = setup_with(tmp_path, {})
    assert result.returncode == 1
    assert "found no python3 at all" in result.stderr


def test_a_python_without_venv_is_told_which_package_to_install(tmp_path: Path) -> None:
    bare = 'case "$*" in *venv*) exit 1;; --version) echo "Python 3.12.1";; esac'
    result = setup_with(tmp_path, {"python3": bare})
    assert result.returncode == 1
    assert "python3-venv" in result.stderr


def test_nothing_is_installed_without_its_hash(tmp_path: Path) -> None:
    # A Python that notes what pip is to install, and installs nothing.
    script = (
        'case "$*" in *"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;;'
        ' *"pip install"*) echo "$*" >>calls; exit 1;; esac'
    )
    assert setup_with(tmp_path, {"python3": script}).returncode == 1
    calls = (tmp_path / "calls").read_text().splitlines()
    assert [call.split()[-1] for call in calls] == ["scripts/uv.txt", "requirements.lock"]
    assert all("--require-hashes" in call for call in calls)
    uv, *hashes = (REPOSITORY / "scripts" / "uv.txt").read_text().replace("\\", "").split()
    assert uv.startswith("uv==")
    assert hashes
    assert all(text.startswith("--hash=sha256:") for text in hashes)


def test_a_taken_port_is_named_with_its_holder_and_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(StartError) as caught:
            check_port(port, "the app", "APP_PORT")
    message = str(caught.value)
    assert f"port {port} for the app is in use" in message
    assert f"(pid {os.getpid()})" in message
    assert f"make up APP_PORT={port + 1}" in message


def test_a_free_port_is_fine() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    check_port(port, "the app", "APP_PORT")
