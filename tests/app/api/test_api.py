"""The read API and the calendar's address over HTTP: whose they are, what they return, and that nothing else does."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import ProgrammingError

from app.api import keys
from app.api.description import build_description
from app.applications import records, stages, timeline
from app.applications.new_application import NewApplication
from app.kit.tables import job_alerts, saved_searches
from app.saved.service import save
from database.clock import now
from database.models import ApiToken, User
from database.sessions import auth_session, user_session
from tests.app.accounts.visitor import Visitor
from tests.app.applications.conftest import STEADY
from tests.app.ledger import NOW
from tests.app.people import Person, person

LISTS = ("applications", "events", "saved-jobs", "searches", "alerts")


def create_key(owner: Person, name: str = "A script", *, ends: datetime | None = None, scopes: Any = LISTS) -> str:
    """A key of someone's."""
    with auth_session() as session:
        return keys.create(session, owner.id, name, scopes, ends, now())


@pytest.fixture
def key(ada: Person) -> str:
    """A key of Ada's, who has something of everything."""
    with user_session(ada.id, writes=True) as session:
        for number in range(5):
            application_id = records.add(session, NewApplication(title=f"Job {number}", applied_at=NOW, created_at=NOW))
        timeline.write(
            session, application_id, "interview", NOW, {"round": "1"}, [{"url": "https://a.example", "name": "a"}]
        )
        records.delete(session, [records.add(session, NewApplication(title="Deleted"))], NOW)
        save(session, STEADY.id, NOW)
        kept = insert(saved_searches).values(user_id=ada.id, name="Mine", query="python").returning(saved_searches.c.id)
        search_id = session.scalars(kept).one()
        session.execute(insert(job_alerts).values(saved_search_id=search_id, frequency="daily"))
    return create_key(ada)


def ask(path: str, key: str | None = None, *, browser: Visitor | None = None) -> Any:
    browser = browser or Visitor(f"2001:db8:{uuid4().hex[:4]}::1")
    return browser.open(path, **({"Authorization": f"Bearer {key}"} if key else {}))


def check_response(answer: Any, path: str) -> None:
    """Check a response against the description."""
    response_description = build_description()["paths"][path]["get"]["responses"][str(answer.status_code)]
    kind = answer.headers["Content-Type"]
    schema = response_description["content"][kind]["schema"] | {"components": build_description()["components"]}
    Draft202012Validator(schema).validate(answer.json())
    assert set(response_description.get("headers", {})) <= {
        name.title().replace("Www", "WWW") for name in answer.headers
    }


def test_the_description_is_valid_and_open(ada: Person) -> None:
    answer = ask("/api/v1/openapi.json")
    validate(answer.json())
    assert set(answer.json()["paths"]) == {f"/{name}" for name in LISTS}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_as_described_and_only_ones_own(name: str, key: str) -> None:
    answer = ask(f"/api/v1/{name}", key)
    assert answer.status_code == 200
    check_response(answer, f"/{name}")
    assert answer.json()["items"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers
    bob = person(f"bob-{uuid4().hex}@example.org")
    other = create_key(bob)
    assert ask(f"/api/v1/{name}", other).json() == {"items": [], "next": None}
    assert "Deleted" not in answer.text


def test_pages_hold_each_item_once_also_when_all_are_of_one_moment(key: str) -> None:
    values, path = [], "/api/v1/applications?limit=2"
    while path:
        answer = ask(path, key).json()
        values += [item["title"] for item in answer["items"]]
        path = answer["next"]
    assert sorted(values) == [f"Job {number}" for number in range(5)]
    assert all(item["created_at"].endswith("Z") for item in answer["items"])


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "", "²", "9" * 5000, "1_0"])
def test_a_bad_limit_is_a_problem(limit: str, key: str) -> None:
    answer = ask(f"/api/v1/events?limit={limit}", key)
    assert (answer.status_code, answer.json()["title"]) == (400, "Bad parameter")
    check_response(answer, "/events")


@pytest.mark.parametrize("after", ["", "x", "1_2", "9" * 17 + "_" + "0" * 32])
def test_a_bad_place_is_a_problem(after: str, key: str) -> None:
    answer = ask(f"/api/v1/events?after={after}", key)
    assert answer.status_code == 400
    check_response(answer, "/events")


def test_no_key_a_wrong_a_revoked_and_an_old_one_and_a_cookie_open_nothing(ada: Person, key: str) -> None:
    old, revoked = create_key(ada, "Old", ends=now()), create_key(ada, "Gone")
    with auth_session() as session:
        gone = next(key.id for key in keys.list_keys(session, ada.id) if key.name == "Gone")
        assert not keys.revoke(session, uuid4(), gone)
        assert keys.revoke(session, ada.id, gone)
    browser = Visitor("192.0.2.77")
    browser.plant(ada.token)
    for token in (None, "wrong", old, revoked, key[:-1], "é"):
        answer = ask("/api/v1/applications", token, browser=browser) if token != "é" else ask("/api/v1/applications")
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        check_response(answer, "/applications")
    with auth_session() as session:
        session.execute(update(User).where(User.id == ada.id).values(deleted_at=now()))
    assert ask("/api/v1/applications", key).status_code == 401


def test_many_wrong_keys_have_to_wait_while_a_right_one_goes_on(key: str) -> None:
    browser = Visitor("198.51.100.3")
    answers = [ask("/api/v1/alerts", f"wrong-{number}", browser=browser) for number in range(40)]
    assert answers[-1].status_code == 429
    check_response(answers[-1], "/alerts")
    assert ask("/api/v1/alerts", key, browser=browser).status_code == 200


def test_a_key_in_a_hurry_has_to_wait(key: str) -> None:
    browser = Visitor("198.51.100.4")
    answers = [ask("/api/v1/alerts", key, browser=browser).status_code for _ in range(125)]
    assert answers[:120] == [200] * 120
    assert answers[-1] == 429


def test_the_last_use_is_kept_once_a_minute(ada: Person, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def used() -> Any:
        with auth_session() as session:
            return session.scalars(select(ApiToken.last_used_at).where(ApiToken.user_id == ada.id)).one()

    ask("/api/v1/alerts", key)
    assert used() == NOW
    for seconds, expected in ((59, NOW), (61, NOW + timedelta(seconds=61))):
        monkeypatch.setenv("JOBLEDGER_NOW", (NOW + timedelta(seconds=seconds)).isoformat())
        ask("/api/v1/alerts", key)
        assert used() == expected


def test_keys_are_named_and_few_and_kept_as_hashes(ada: Person) -> None:
    with auth_session() as session:
        with pytest.raises(keys.ApiKeyError, match="name"):
            keys.create(session, ada.id, " ", LISTS, None, now())
        with pytest.raises(keys.ApiKeyError, match="list"):
            keys.create(session, ada.id, "Of nothing", (), None, now())
        tokens = [keys.create(session, ada.id, f"K{number}", LISTS, None, now()) for number in range(keys.MAX_KEYS)]
        with pytest.raises(keys.ApiKeyError, match="Revoke one"):
            keys.create(session, ada.id, "One more", LISTS, None, now())
        hashes = session.scalars(select(ApiToken.token_hash)).all()
    assert len({*tokens}) == keys.MAX_KEYS
    assert not [token for token in tokens if token in json.dumps(list(hashes))]


def test_a_key_reads_the_lists_of_its_scopes_and_no_other(ada: Person) -> None:
    key = create_key(ada, scopes=["alerts", "searches"])
    answers = {name: ask(f"/api/v1/{name}", key) for name in LISTS}
    assert {name for name, answer in answers.items() if answer.status_code == 200} == {"alerts", "searches"}
    assert answers["events"].status_code == 403
    check_response(answers["events"], "/events")


def test_a_key_ends_after_half_a_year_without_use(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    used, unused = create_key(ada), create_key(ada)
    for days, token, status in ((179, used, 200), (180, unused, 401), (358, used, 200), (538, used, 401)):
        monkeypatch.setenv("JOBLEDGER_NOW", (NOW + timedelta(days=days)).isoformat())
        assert ask("/api/v1/alerts", token).status_code == status


def test_the_app_itself_makes_no_key_and_no_calendar_address(ada: Person) -> None:
    """Only the role that signs people in does, on the pages that ask who is there."""
    statements = (
        "insert into ops.api_tokens (user_id, name, token_hash, scopes) values (:id, 'x', 'x', '{}')",
        "insert into ops.calendar_feeds (user_id, token_hash) values (:id, 'x')",
    )
    for statement in statements:
        with pytest.raises(ProgrammingError, match="permission denied"), user_session(ada.id, writes=True) as session:
            session.execute(text(statement), {"id": ada.id})


def test_other_addresses_of_the_api_say_so_as_a_problem() -> None:
    answer = ask("/api/v1/users")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.fixture
def varied(ada: Person) -> str:
    """A key of someone with applications that differ."""
    with user_session(ada.id, writes=True) as session:
        places = {stage.name: stage.id for stage in stages.ensure_stages(session)}
        stages.rename(session, places["Ghosted"], "Silent 100%")
        for number, (title, company, name) in enumerate(
            (("Baker", "Globex", "Applied"), ("Cook", "GLOBEX Süd", "Silent 100%"), ("Waiter", "100%_Hooli", "Offer"))
        ):
            day = NOW - timedelta(days=10 * number)
            application_id = records.add(
                session, NewApplication(title=title, company=company, applied_at=day, created_at=day)
            )
            records.move(session, [application_id], places.get(name, places["Ghosted"]), day)
        timeline.write(session, application_id, "interview", NOW, {"round": "1"})
    return create_key(ada)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", "Waiter Cook Baker"),
        ("stage=silent%20100%25", "Cook"),
        ("outcome=ghosted", "Cook"),
        ("outcome=withdrawn", ""),
        ("status=offer", "Waiter"),
        ("status=applied", "Cook Baker"),
        ("company=globex", "Cook Baker"),
        ("company=100%25_", "Waiter"),
        ("company=_", "Waiter"),
        ("applied_from=2026-11-10", "Cook Baker"),
        ("applied_to=2026-11-10", "Waiter Cook"),
        ("applied_from=2026-11-10&applied_to=2026-11-10", "Cook"),
        ("changed_since=2026-11-20T12:00:00Z", "Baker"),
        ("changed_since=2026-11-10T13:00:00+01:00", "Cook Baker"),
        ("company=globex&status=applied&stage=Applied", "Baker"),
    ],
)
def test_applications_are_narrowed_down_and_pages_keep_to_it(varied: str, asked: str, titles: str) -> None:
    values: list[str] = []
    path = f"/api/v1/applications?limit=1&{asked}"
    while path:
        answer = ask(path, varied)
        check_response(answer, "/applications")
        values += [item["title"] for item in answer.json()["items"]]
        path = answer.json()["next"]
    assert sorted(values) == sorted(titles.split())


def test_events_and_saved_jobs_are_narrowed_down(key: str) -> None:
    events = ask("/api/v1/events?type=interview", key).json()["items"]
    assert [event["type"] for event in events] == ["interview"]
    of_one = ask(f"/api/v1/events?application={events[0]['application_id']}", key).json()["items"]
    assert {one["kind"] for one in of_one} == {"created", "interview"}
    assert ask("/api/v1/events?changed_since=2199-01-01T00:00:00Z", key).json()["items"] == []
    assert len(ask("/api/v1/saved-jobs?is_open=true&company=northwind", key).json()["items"]) == 1
    assert ask("/api/v1/saved-jobs?is_open=false", key).json()["items"] == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("applications?status=ghosted", "`status` must be one of planned, applied"),
        ("applications?stage=%20", "`stage` must be a text of 1 to 200"),
        (f"applications?company={'x' * 201}", "`company` must be a text"),
        ("applications?applied_from=31.03.2026", "`applied_from` must be a day such as 2026-03-31"),
        ("applications?applied_to=9999-12-31", "`applied_to` must be a day from 1900-01-01"),
        ("applications?changed_since=2026-03-31T12:00", "with its zone"),
        ("applications?changed_since=0001-01-01T00:00:00%2B14:00", "with its zone"),
        ("applications?state=applied", "Unknown parameter `state`. Valid parameters: `limit`, `after`, `stage`"),
        ("applications?status=applied&status=offer", "can be given once"),
        ("events?application=7", "`application` must be an id"),
        ("alerts?status=applied", "Valid parameters: `limit`, `after`."),
    ],
)
def test_a_filter_that_makes_no_sense_is_a_problem_that_says_what_does(key: str, path: str, words: str) -> None:
    answer = ask(f"/api/v1/{path}", key)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    check_response(answer, f"/{path.partition('?')[0]}")
