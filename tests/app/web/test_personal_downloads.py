"""Files of a person, asked for with and without a live session: whoever is there at that moment decides."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from starlette.routing import Route

from app.accounts import sessions
from app.analytics import csv_tables
from app.applications import files, records
from app.applications.new_application import NewApplication
from app.router import SCREENS
from app.routes import ROUTES
from database.clock import now
from database.sessions import auth_session, user_session
from tests.app.accounts.visitor import PASSWORD, Visitor, letters_to, link_in, member
from tests.app.browser import serving
from tests.app.stream import Stream
from tests.database.ledgers import add_all_rows, open_listing

APP = Path(__file__).resolve().parents[3] / "app"
EMAIL = "ada@example.org"
# Routes with files of a person, besides those that `build_download_route` makes.
OTHER_ROUTES = {"/auth/file", "/applications/archive", "/applications/print"}
TABLES = ("standing", "funnel", "flow", "waiting", "groups", "by-day", "interviews")


@dataclass(frozen=True)
class Owned:
    """A person's browser, their account, and the addresses of their files with a word that each holds."""

    visitor: Visitor
    user_id: UUID
    files: dict[str, str]


@pytest.fixture
def ada(owner: psycopg.Connection) -> Owned:
    """Someone with a row of everything."""
    open_listing(owner)
    return fill(owner, member(EMAIL), EMAIL)


def fill(owner: psycopg.Connection, visitor: Visitor, email: str) -> Owned:
    """Give an account a row of everything and an application that was sent, with a file."""
    user_id = one(owner, "select id from users where email = %s", email)
    add_all_rows(owner, user_id)
    owner.execute("""update ops.application_imports set columns = '{"headings": ["Title"]}'""")
    owner.execute("""update ops.import_rejects set cells = '{"cells": ["Rejected Baker"]}'""")
    owner.execute("update job_comparison_sets set title = 'Two offers'")
    owner.execute("delete from ops.application_files")  # of which no content is stored
    with user_session(user_id, writes=True) as session:
        entry = NewApplication(title="Secret Baker", company="Globex", applied_at=now())
        file = files.store(session, records.add(session, entry), "cv.txt", b"I bake bread.")
    import_id = one(owner, "select id from ops.application_imports where user_id = %s", user_id)
    set_id = one(owner, "select id from job_comparison_sets where user_id = %s", user_id)
    exports = {f"/applications/export?format={name}": "Secret Baker" for name in ("json", "csv", "history")}
    tables = {f"/analytics/csv?table={name}&by=company": "," for name in TABLES} | {
        "/analytics/csv?table=groups&by=company": "Globex"
    }
    others = {
        f"/applications/rejected-rows?import={import_id}": "Rejected Baker",
        f"/comparisons/csv?set={set_id}": "Baker",
        f"/auth/file?id={file.id}": "I bake bread.",
        "/applications/archive": "PK",
        "/applications/print": "Secret Baker",
    }
    return Owned(visitor, user_id, exports | tables | others)


def one(owner: psycopg.Connection, query: str, value: object) -> UUID:
    row = owner.execute(query.encode(), [value]).fetchone()
    assert row
    return UUID(str(row[0]))


def test_every_file_is_sent_to_its_owner_and_kept_in_no_cache(ada: Owned) -> None:
    for path, word in ada.files.items():
        answer = ada.visitor.open(path)
        assert answer.status_code == 200, path
        assert word.encode() in answer.content, path
        assert answer.headers["cache-control"] == "no-store", path
        if path != "/applications/print":
            assert answer.headers["content-disposition"].startswith("attachment; filename"), path


def test_every_route_that_sends_files_is_tried_here(ada: Owned) -> None:
    made = {route.path for route in ROUTES if isinstance(route, Route) and route.name == "send_download"}
    assert made | OTHER_ROUTES == {path.partition("?")[0] for path in ada.files}
    assert set(TABLES) == set(csv_tables._TABLE_BUILDERS)


def _end_all(ada: Owned, _clock: Callable[..., object]) -> None:
    with auth_session() as session:
        assert sessions.end_all(session, ada.user_id)


def _sign_out(ada: Owned, _clock: Callable[..., object]) -> None:
    assert ada.visitor.send("/auth/sign-out").status_code == 303


def _change_password(ada: Owned, _clock: Callable[..., object]) -> None:
    """In the same browser, whose token is renewed: a copy of the old one opens nothing."""
    ada.visitor.send("/auth/password", current=PASSWORD, password="quite another password")


def _reset_password(ada: Owned, clock: Callable[..., object]) -> None:
    clock(minutes=20)
    elsewhere = Visitor("192.0.2.77")
    elsewhere.send("/auth/forgot", email=EMAIL)
    elsewhere.follow(link_in(letters_to(EMAIL)[0], "/auth/reset"))
    assert elsewhere.send("/auth/reset", password="quite another password").status_code == 303


def _delete_account(ada: Owned, _clock: Callable[..., object]) -> None:
    ada.visitor.send("/auth/delete", current=PASSWORD)


def _wait_for_expiry(_ada: Owned, clock: Callable[..., object]) -> None:
    clock(days=15)


@pytest.mark.parametrize(
    "end", [_end_all, _sign_out, _change_password, _reset_password, _delete_account, _wait_for_expiry]
)
def test_an_ended_session_downloads_nothing(
    ada: Owned, clock: Callable[..., object], end: Callable[[Owned, Callable[..., object]], None]
) -> None:
    open_page = Visitor()
    open_page.plant(ada.visitor.session_token)
    assert open_page.open("/applications/export?format=json").status_code == 200
    end(ada, clock)
    for path in ada.files:
        refuses(open_page, path)


def test_who_is_not_signed_in_downloads_nothing(ada: Owned) -> None:
    for path in ada.files:
        refuses(Visitor(), path)


def refuses(visitor: Visitor, path: str) -> None:
    answer = visitor.open(path)
    assert (answer.status_code, answer.content) == (303, b""), path
    assert answer.headers["location"].startswith("/auth/sign-in?next="), path
    assert answer.headers["cache-control"] == "no-store", path


def test_anothers_files_are_not_found_and_ones_own_are_sent_instead(ada: Owned) -> None:
    bob = member("bob@example.org")
    for path, word in ada.files.items():
        answer = bob.open(path)
        is_of_one_thing = any(name in path for name in ("import=", "set=", "id="))
        assert answer.status_code == (404 if is_of_one_thing else 200), path
        if word not in {"PK", ","}:
            assert word.encode() not in answer.content, path


@pytest.mark.parametrize(
    "path",
    [
        "/applications/export",
        "/applications/export?format=xml",
        "/applications/rejected-rows?import=1",
        "/comparisons/csv",
        "/analytics/csv?table=users",
    ],
)
def test_an_unknown_file_is_not_found(ada: Owned, path: str) -> None:
    assert ada.visitor.open(path).status_code == 404


def test_no_screen_hands_rows_of_a_person_to_streamlits_downloads() -> None:
    """Streamlit answers /media/ without a cookie, so only the market's counts go there."""
    stored_by = re.compile(r"\bst\.(download_button|image|audio|video|pdf|pyplot)\(")
    texts = {str(path.relative_to(APP)): path.read_text("utf-8") for path in APP.rglob("*.py")}
    assert [path for path, text in texts.items() if stored_by.search(text)] == ["kit/ui/panel.py"]
    assert [path for path, text in texts.items() if re.search(r"\bpanel\.render_heading\b", text)] == [
        "market/ui/panel.py"
    ]
    imports = re.compile(r"app\.kit\.ui\.panel import .*\brender_heading\b")
    assert [path for path, text in texts.items() if imports.search(text)] == []


async def draw_screens(address: str, ada: Owned) -> str:
    """Return what Streamlit draws for someone with a row of everything, on all screens but the market's."""
    async with Stream(address, {"jl_session": ada.visitor.session_token or ""}) as page:
        drawn = [await page.visit(screen.path) for screen in SCREENS if screen.path != "market"]
        return "".join([*drawn, *[await page.visit("applications", f"do={view}") for view in ("import", "export")]])


@pytest.mark.timeout(120)
def test_no_screen_leaves_a_file_of_a_person_where_no_cookie_is_needed(ada: Owned) -> None:
    """Streamlit answers /media/ to whoever knows the address, and a deferred download to any page that is open."""
    with serving() as address:
        drawn = asyncio.run(draw_screens(address, ada))
    for path in ("/comparisons/csv", "/analytics/csv", "/applications/export", "/applications/rejected-rows"):
        assert path in drawn, path
    assert "Secret Baker" in drawn
    assert "/media/" not in drawn
    assert "download_button" not in drawn
