"""Test that no secret is in the arguments of a process, where every account of the machine can read it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import psycopg

from database.secrets import decrypt
from tests.database.servers import TestDatabase

COMMAND = [sys.executable, "-c", "from cli.main import app; app(prog_name='jobledger')"]


def read_terminal(terminal: int) -> str:
    output = b""
    try:
        while part := os.read(terminal, 4096):
            output += part
    except OSError:  # Linux ends a closed terminal with an error
        pass
    return output.decode()


def test_psql_gets_the_password_in_its_environment(database: TestDatabase) -> None:
    # `\!` runs a shell below psql, which shows how psql was called.
    statements = ["-c", "select current_user", "-c", r"\! cat /proc/$PPID/cmdline"]
    words = ["db", "psql", "--role", "app", "--", "-At", *statements]
    result = subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=True, timeout=60)
    password = str(database.url("app").password)
    assert result.stdout.startswith("jobledger_app\n")
    assert "user=jobledger_app" in result.stdout
    assert password not in result.stdout


def test_a_credential_is_typed_unseen(database: TestDatabase) -> None:
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(COMMAND[0], [*COMMAND, "sources", "set", "adzuna", "--credential", "app_key"])  # noqa: S606 our own command
    shown = os.read(terminal, 4096).decode()
    while "app_key: " not in shown:
        shown += os.read(terminal, 4096).decode()
    os.write(terminal, b"s3cret\n")
    shown += read_terminal(terminal)
    assert os.waitpid(pid, 0)[1] == 0, shown
    assert "s3cret" not in shown
    with psycopg.connect(database.libpq_url("owner")) as connection:
        row = connection.execute("select credentials->>'app_key' from job_sources where code = 'adzuna'").fetchone()
    assert row is not None
    assert decrypt(row[0]) == "s3cret"
