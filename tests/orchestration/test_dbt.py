"""How dbt is called: its arguments and its environment, as values."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

from orchestration import dbt
from tests.database.servers import TestDatabase


def test_a_build_leaves_the_unit_tests_of_the_sql_to_make_test() -> None:
    assert dbt.build_arguments("build") == ["build", "--exclude-resource-type", "unit_test"]
    assert dbt.build_arguments("test") == ["test", "--exclude-resource-type", "unit_test"]
    assert dbt.build_arguments("parse") == ["parse"]


def test_arguments_keep_what_is_asked_for_in_order() -> None:
    assert dbt.build_arguments("run", "--fail-fast", select=["core", "marts"], full_refresh=True) == [
        "run",
        "--full-refresh",
        "--select",
        "core",
        "marts",
        "--fail-fast",
    ]


def test_environment_names_the_server_as_the_profile_reads_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    server = make_url("postgresql+psycopg://jobledger_pipeline:s%40cret@127.0.0.1:5433/ledger")
    variables = dbt.build_environment(server)
    assert {name: value for name, value in variables.items() if name.startswith("JOBLEDGER_DBT_")} == {
        "JOBLEDGER_DBT_HOST": "127.0.0.1",
        "JOBLEDGER_DBT_PORT": "5433",
        "JOBLEDGER_DBT_USER": "jobledger_pipeline",
        "JOBLEDGER_DBT_PASSWORD": "s@cret",
        "JOBLEDGER_DBT_DBNAME": "ledger",
    }
    profile = (dbt.PROFILES_FOLDER / "profiles.yml").read_text(encoding="utf-8")
    for name in variables:
        if name.startswith("JOBLEDGER_DBT_"):
            assert name in profile


def test_a_server_behind_a_socket_is_reached_by_its_folder() -> None:
    server = make_url("postgresql+psycopg://owner@/ledger?host=/run/postgresql&port=5434")
    variables = dbt.build_environment(server)
    assert variables["JOBLEDGER_DBT_HOST"] == "/run/postgresql"
    assert variables["JOBLEDGER_DBT_PORT"] == "5434"


def test_dbt_reports_to_nobody_and_leaves_the_checkout_clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    monkeypatch.delenv("PYTHONPYCACHEPREFIX")
    variables = dbt.build_environment()
    assert variables["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
    assert Path(variables["DBT_TARGET_PATH"]).is_relative_to(tmp_path)
    assert Path(variables["DBT_LOG_PATH"]).is_relative_to(tmp_path)
    assert Path(variables["PYTHONPYCACHEPREFIX"]).is_relative_to(tmp_path)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "/var/cache/python")
    assert dbt.build_environment()["PYTHONPYCACHEPREFIX"] == "/var/cache/python", (
        "bytecode that is there already is used"
    )


def test_the_manifest_is_parsed_again_only_after_a_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    parsed: list[Path] = []

    def parse(target: Path) -> None:
        parsed.append(target)
        (target / "manifest.json").write_text("{}", encoding="utf-8")

    monkeypatch.setattr(dbt, "_parse_project", parse)
    kept = dbt.prepare_manifest()
    assert dbt.prepare_manifest() == kept
    assert len(parsed) == 1

    os.utime(kept, (0, 0))
    dbt.prepare_manifest()
    assert len(parsed) == 2


def test_bytecode_that_a_full_disk_cut_off_fails_one_run_only(
    database: TestDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    monkeypatch.delenv("PYTHONPYCACHEPREFIX")
    assert dbt.run_dbt("--help") == 0
    (compiled,) = (tmp_path / "dbt" / "python").rglob("dbt/cli/main.*.pyc")
    compiled.write_bytes(compiled.read_bytes()[:1000])
    assert [dbt.run_dbt("--help"), dbt.run_dbt("--help")] == [1, 0]


def test_a_command_ends_with_the_exit_status_of_dbt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    for arguments, status in ((["--version"], 0), (["no-such-command"], 2)):
        command = [dbt.find_executable(), *arguments]
        variables = {**os.environ, **dbt.build_environment()}
        process = subprocess.run(command, env=variables, cwd=tmp_path, check=False, capture_output=True)
        assert process.returncode == status


def test_the_command_line_runs_the_dbt_executable_of_this_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    monkeypatch.setattr("database.engine.url", lambda _role: make_url("postgresql+psycopg://pipeline@server/ledger"))
    commands: list[list[str]] = []

    def run(command: list[str | Path], **_options: object) -> subprocess.CompletedProcess[str]:
        commands.append([str(argument) for argument in command])
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", run)
    assert dbt.run_dbt("build", "--full-refresh") == 3
    ((program, *arguments),) = commands
    assert Path(program) == Path(sys.executable).with_name("dbt")
    assert arguments[-4:] == [*dbt.build_arguments("build"), "--full-refresh"]


def test_a_project_that_dbt_cannot_parse_is_an_error_in_the_words_of_dbt(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))

    def fail(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 2, "Compilation Error in model pay", "")

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(dbt.DbtProjectError, match="Compilation Error in model pay"):
        dbt.prepare_manifest()
    assert not list((tmp_path / "dbt").iterdir())
