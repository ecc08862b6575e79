"""Test the command contract: what each command prints, changes and rejects, and its exit status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psycopg
import pytest
from cryptography.fernet import Fernet
from typer.testing import CliRunner, Result

from cli.main import app
from database.secrets import decrypt
from sandbox.server import RunningSandbox, serve
from tests.database.servers import TestDatabase

pytestmark = pytest.mark.usefixtures("database")


def run(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, words, input=stdin)


def set_adzuna_credentials() -> Result:
    return run("sources", "set", "adzuna", "--credential", "app_id", "--credential", "app_key", stdin="me\ns3cret\n")


def join_output(result: Result) -> str:
    return " ".join(result.stderr.split())


@pytest.fixture
def market() -> Iterator[RunningSandbox]:
    with serve(listings=300, at="2026-11-01") as running:
        yield running


def follow(market: RunningSandbox, code: str) -> None:
    """Follow every board the market has of a source."""
    with urlopen(f"{market.url}/_boards/{code}") as answer:
        boards = json.load(answer)
    run("sources", "set", code, "--base-url", market.base_url(code))
    run("boards", "add", code, *boards)


def fetch_value(database: TestDatabase, query: str) -> Any:
    with psycopg.connect(database.libpq_url("owner")) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


@pytest.mark.parametrize("role", ["owner", "pipeline", "auth", "app", "analyst"])
def test_every_role_has_an_address_that_works(role: str) -> None:
    address = run("db", "url", "--role", role).stdout.strip()
    with psycopg.connect(address) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_an_unknown_role_is_a_usage_error() -> None:
    assert run("db", "url", "--role", "boss").exit_code == 2


def test_migrating_twice_changes_nothing() -> None:
    assert run("db", "migrate").exit_code == 0
    assert "up to date" in run("db", "migrate").stdout


def test_sources_are_listed_with_what_they_lack() -> None:
    rows = {row["code"]: row for row in json.loads(run("sources", "list", "--json").stdout)}
    assert {"adzuna", "usajobs", "greenhouse", "lever", "ashby"} <= rows.keys()
    assert rows["adzuna"]["credentials_missing"] == ["app_id", "app_key"]
    assert rows["greenhouse"]["credentials_missing"] == []


def test_credentials_are_stored_encrypted_and_never_printed(database: TestDatabase) -> None:
    assert set_adzuna_credentials().exit_code == 0
    stored = fetch_value(database, "select credentials from job_sources where code = 'adzuna'")
    assert "s3cret" not in json.dumps(stored)
    assert decrypt(stored["app_key"]) == "s3cret"
    assert "s3cret" not in run("sources", "list", "--json").stdout


def test_setting_one_thing_leaves_the_rest(database: TestDatabase) -> None:
    run("sources", "set", "lever", "--base-url", "http://127.0.0.1:9/x/")
    run("sources", "set", "lever", "--inactive")
    assert fetch_value(database, "select base_url from job_sources where code = 'lever'") == "http://127.0.0.1:9/x"
    assert fetch_value(database, "select is_active from job_sources where code = 'lever'") is False


@pytest.mark.parametrize(
    ("words", "status", "reason"),
    [
        (("sources", "set", "monster", "--active"), 2, "no source 'monster'"),
        (("sources", "set", "adzuna", "--credential", "app_key=s3cret"), 2, "takes the name alone (app_key)"),
        (("sources", "set", "adzuna", "--credential", "app_key"), 2, "no line for the credential app_key"),
        (("sources", "set", "adzuna", "--credential", "password"), 1, "no credential 'password'"),
        (("sources", "set", "lever", "--base-url", "ftp://x"), 1, "not an http or https address"),
        (("boards", "add", "monster", "x"), 2, "no source 'monster'"),
        (("boards", "add", "adzuna", "gb?colour=red"), 1, "colour"),
        (("ingest", "--source", "monster"), 2, "no source 'monster'"),
        (("ingest",), 1, "jobledger boards add"),
        (("ingest", "--source", "greenhouse", "--board", "nobody"), 2, "no board 'nobody'"),
        (("explain", "00000000-0000-8000-8000-000000000000"), 1, "no listing has the id"),
        (("explain", "not-an-id"), 2, "valid UUID"),
    ],
)
def test_bad_input_gets_a_reason_and_a_status(words: tuple[str, ...], status: int, reason: str) -> None:
    result = run(*words)
    assert result.exit_code == status
    assert reason in join_output(result)
    assert "Traceback" not in result.output
    assert "s3cret" not in result.output


def test_a_setting_that_cannot_be_taken_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBLEDGER_SECRET_KEY", "s3cret")
    result = run("sources", "list")
    assert result.exit_code == 1
    assert "JOBLEDGER_SECRET_KEY: " in join_output(result)
    assert "at least 16" in join_output(result)
    assert "s3cret" not in result.output
    monkeypatch.setenv("APP_PORT", "none")
    assert "APP_PORT" in join_output(run("down"))
    assert run("serve").exit_code == 2


def test_a_database_that_does_not_answer_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    result = run("boards", "list")
    assert result.exit_code == 1
    assert "is DATABASE_URL right?" in join_output(result)


def test_credentials_of_another_secret_key_say_what_to_restore(monkeypatch: pytest.MonkeyPatch) -> None:
    set_adzuna_credentials()
    run("boards", "add", "adzuna", "gb")
    monkeypatch.setattr("database.secrets._build_fernet", lambda: Fernet(Fernet.generate_key()))
    result = run("ingest", "--source", "adzuna")
    assert result.exit_code == 1
    assert "restore JOBLEDGER_SECRET_KEY" in join_output(result)


def test_boards_are_added_once() -> None:
    assert "2 of 2" in run("boards", "add", "greenhouse", "acme", "globex").stdout
    assert "0 of 1" in run("boards", "add", "greenhouse", "acme").stdout
    assert [row["slug"] for row in json.loads(run("boards", "list", "--json").stdout)] == ["acme", "globex"]


def test_a_file_of_boards_is_imported_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "boards.csv"
    file.write_text("code,slug,name\ngreenhouse,acme,Acme Ltd\nmonster,x,\nlever,,\n")
    rejected = run("boards", "import", str(file))
    assert rejected.exit_code == 1
    assert "line 3" in join_output(rejected)
    assert "line 4" in join_output(rejected)
    assert json.loads(run("boards", "list", "--json").stdout) == []
    file.write_text('code,slug,name\ngreenhouse,acme,"Acme, Ltd"\nashby,Some Board.io,\n')
    assert run("boards", "import", str(file)).exit_code == 0
    names = {row["slug"]: row["name"] for row in json.loads(run("boards", "list", "--json").stdout)}
    assert names == {"acme": "Acme, Ltd", "Some Board.io": None}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\xff"], ids=["empty", "other columns", "not UTF-8"])
def test_a_file_that_is_no_list_of_boards_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "boards.csv"
    file.write_bytes(text.encode("latin-1"))
    assert run("boards", "import", str(file)).exit_code == 1


def test_a_provider_that_fails_fails_its_boards_and_no_others(market: RunningSandbox, database: TestDatabase) -> None:
    run("sources", "set", "greenhouse", "--base-url", market.base_url("greenhouse"))
    run("boards", "add", "greenhouse", "no-such-board")
    follow(market, "ashby")
    result = run("ingest", "--json")
    assert result.exit_code == 1
    assert "no-such-board" in join_output(result)
    assert fetch_value(database, "select count(*) from landing.presence where is_open") > 0
    assert fetch_value(database, "select sync_status from ats_organizations where slug = 'no-such-board'") == "failed"


def test_what_a_program_reads_holds_nothing_else_also_when_a_provider_was_asked_twice(market: RunningSandbox) -> None:
    follow(market, "lever")
    market.app.faults.add({"match": "/lever/", "kind": "status", "status": 503, "times": 1})
    result = run("ingest", "--json")
    assert [report["source"] for report in json.loads(result.stdout)] == ["lever"]


def test_a_listing_is_explained_back_to_its_stored_answer(market: RunningSandbox, database: TestDatabase) -> None:
    follow(market, "lever")
    assert run("run").exit_code == 0
    listing = fetch_value(database, "select id from job_listings limit 1")
    trace = json.loads(run("explain", str(listing), "--json").stdout)
    (version,) = trace["versions"]
    (event,) = trace["events"]
    (fetch,) = trace["runs"]
    assert version["payload_hash"] == event["payload_hash"] == trace["listing"]["payload_hash"]
    assert version["ingest_run_id"] == event["ingest_run_id"] == fetch["id"]
    assert version["payload"]["id"] == trace["listing"]["external_id"]
    text = run("explain", str(listing)).stdout
    assert version["payload_hash"] in text
    assert version["archive_id"] in text
    assert fetch["id"] in text
