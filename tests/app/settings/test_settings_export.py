"""Downloading one's data: everything of one's own, nothing of anyone else's, no secret, no formula."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from uuid import UUID

import psycopg
import pytest

from app.applications import files
from app.settings import export
from database.sessions import user_session
from database.settings import settings
from tests.app.accounts.visitor import Visitor, member
from tests.database.ledgers import OWNED_TABLES, add_all_rows, open_listing

# The archive names a table without its schema.
EXPORTED = tuple(table.removeprefix("ops.") for table in OWNED_TABLES)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]  # noqa: RUF001 - the wide sign is meant


def download(visitor: Visitor) -> zipfile.ZipFile:
    answer = visitor.send("/auth/export")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="jobledger-2026-11-20.zip"'
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["content-length"]) == len(answer.content)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    return archive


def account(owner: psycopg.Connection, email: str) -> UUID:
    row = owner.execute("select id from users where email = %s", [email]).fetchone()
    assert row
    return UUID(str(row[0]))


def test_every_table_is_in_it_and_only_ones_own_rows(owner: psycopg.Connection) -> None:
    ada = member("ada@example.org")
    member("bob@example.org")
    open_listing(owner)
    add_all_rows(owner, account(owner, "ada@example.org"))
    add_all_rows(owner, account(owner, "bob@example.org"))
    owner.execute(
        "insert into analytics_snapshots (period_start, period_end, metric, value)"
        " values ('2026-03-01', '2026-03-01', 'active_jobs', 1)"
    )
    archive = download(ada)
    everything = json.loads(archive.read("jobledger.json"))
    assert {table: len(everything[table]) for table in EXPORTED} == dict.fromkeys(EXPORTED, 1)
    assert everything["saved_jobs"][0]["job_title"] == "Baker"
    assert everything["account"][0]["email"] == "ada@example.org"
    assert {"sign_up", "login_success"} <= {line["event"] for line in everything["security_events"]}
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"bob@example.org" not in whole
    assert str(account(owner, "bob@example.org")).encode() not in whole
    for table in EXPORTED:
        assert len(list(csv.DictReader(io.StringIO(archive.read(f"{table}.csv").decode("utf-8-sig"))))) == 1


def test_no_secret_is_in_it(owner: psycopg.Connection) -> None:
    ada = member("ada@example.org")
    ada_id = [account(owner, "ada@example.org")]
    owner.execute(
        "insert into ops.api_tokens (user_id, name, token_hash, scopes) values (%s, 'mine', 'hash-of-a-key', '{}')",
        ada_id,
    )
    owner.execute(
        "insert into ops.totp_secrets (user_id, secret_encrypted, last_step) values (%s, 'sealed-app', 0)", ada_id
    )
    owner.execute("insert into ops.calendar_feeds (user_id, token_hash) values (%s, 'hash-of-a-feed')", ada_id)
    owner.execute("update user_auth_providers set access_token_encrypted = 'sealed-token', scopes = '{user:email}'")
    archive = download(ada)
    whole = b"".join(archive.read(name) for name in archive.namelist())
    secrets = owner.execute(
        "select password_hash from users union all select session_token_hash from sessions"
        " union all select token_hash from email_verification_tokens union all select 'sealed-token'"
        " union all select secret_encrypted from ops.totp_secrets"
        " union all select token_hash from ops.api_tokens union all select token_hash from ops.calendar_feeds"
    ).fetchall()
    assert len(secrets) >= 6
    for (secret,) in secrets:
        assert secret.encode() not in whole
    assert b"user:email" in whole


def test_texts_reach_a_spreadsheet_as_texts_and_the_json_as_they_are(owner: psycopg.Connection) -> None:
    ada = member("ada@example.org")
    for name in FORMULAS:
        owner.execute(
            "insert into saved_searches (user_id, name, company_exclude, salary_min) values (%s, %s, %s, -5)",
            [account(owner, "ada@example.org"), name, [name, 'a "quoted"\nline']],
        )
    archive = download(ada)
    exact = {row["name"] for row in json.loads(archive.read("jobledger.json"))["saved_searches"]}
    assert exact == set(FORMULAS)
    rows = list(csv.DictReader(io.StringIO(archive.read("saved_searches.csv").decode("utf-8-sig"), newline="")))
    assert {row["name"] for row in rows} == {f"'{name}" for name in FORMULAS}
    assert {row["salary_min"] for row in rows} == {"-5"}
    assert all(json.loads(row["company_exclude"])[1] == 'a "quoted"\nline' for row in rows)


def test_it_is_logged_and_limited(owner: psycopg.Connection) -> None:
    ada = member("ada@example.org")
    statuses = [ada.send("/auth/export").status_code for _ in range(7)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    logged = owner.execute("select count(*) from auth_events where event = 'data_exported'").fetchone()
    assert logged == (statuses.count(200),)


def test_a_get_downloads_nothing(owner: psycopg.Connection) -> None:
    ada = member("ada@example.org")
    assert ada.open("/auth/export").headers["content-type"].startswith("text/html")
    assert owner.execute("select count(*) from auth_events where event = 'data_exported'").fetchone() == (0,)


def test_every_table_that_row_level_security_guards_is_exported(owner: psycopg.Connection) -> None:
    guarded = owner.execute("select tablename from pg_policies where policyname = 'own_rows'").fetchall()
    assert {model.__tablename__ for model in export.EXPORTED_MODELS} == {name for (name,) in guarded} >= set(EXPORTED)


@pytest.mark.parametrize("path", ["/auth/export"])
def test_a_stranger_gets_nothing(path: str) -> None:
    stranger = Visitor()
    own = {"Origin": stranger.home, "Sec-Fetch-Site": "same-origin"}
    answer = stranger.post(path, {"token": stranger.token("/auth/sign-in")}, own)
    assert answer.headers["location"].startswith("/auth/sign-in")


def test_attached_files_are_in_it_also_when_one_is_lost(owner: psycopg.Connection) -> None:
    ada = member("ada@example.org")
    [application] = owner.execute(
        "insert into job_applications (user_id) values (%s) returning id", [account(owner, "ada@example.org")]
    ).fetchone() or [None]
    with user_session(account(owner, "ada@example.org"), writes=True) as session:
        kept = files.store(session, application, "../My CV (1).txt", b"I bake bread.")
    archive = download(ada)
    [name] = [one for one in archive.namelist() if one.startswith("files/")]
    assert name == f"files/{kept.id}-My_CV_1_.txt"
    assert archive.read(name) == b"I bake bread."
    (settings().home / "files" / str(kept.id)).unlink()
    assert download(ada).read(f"{name}.missing.txt").startswith(b"This file could not be read")
