"""Send what attackers send to the account pages: forms of other sites, invented hosts, redirects, scripts and SQL."""

from __future__ import annotations

import logging

import psycopg
import pytest

from app.routes import ROUTES
from app.web import links
from tests.app.accounts.visitor import PASSWORD, Visitor, letters_to, link_in, member

EMAIL = "ada@example.org"
# Mail programs unsubscribe with one POST of their own, by the letter's link alone (RFC 8058): tests/app/alerts.
UNSUBSCRIBE = "/auth/unsubscribe"
POSTS = sorted({route.path for route in ROUTES if "POST" in (route.methods or set())} - {UNSUBSCRIBE})
# Suggestions are public and need no form of ours: they are nobody's data.
GETS = sorted({route.path for route in ROUTES if "GET" in (route.methods or set())} - {"/suggest"})
NASTY = """<script>alert(1)</script>"'`{{7*7}}${7*7}<img src=x onerror=alert(1)>'; drop table users; --"""


def own(visitor: Visitor) -> dict[str, str]:
    return {"Origin": visitor.home, "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def ada() -> Visitor:
    return member(EMAIL)


def test_a_form_without_our_token_does_nothing(ada: Visitor, owner: psycopg.Connection) -> None:
    """Cross-site request forgery, on every form there is, by someone whose victim is signed in."""
    before = owner.execute("select md5(string_agg(u::text, '')) from users as u").fetchone()
    others = Visitor().token("/auth/sign-in")
    for path in POSTS:
        for fields in ({}, {"token": ""}, {"token": "x" * 64}, {"token": others}, {"token": "é" * 64}):
            answer = ada.post(path, {"password": PASSWORD, "email": "eve@example.org", **fields}, own(ada))
            assert answer.status_code == 403, (path, fields)
    assert ada.is_signed_in()
    assert owner.execute("select md5(string_agg(u::text, '')) from users as u").fetchone() == before


def test_a_form_sent_from_elsewhere_does_nothing_even_with_the_token(ada: Visitor) -> None:
    for path in POSTS:
        token = {"token": ada.token("/auth/sign-out")}
        for headers in (
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "null"},
            {"Origin": "http://jobs.example.evil.example"},
            {"Origin": "http://jobs.example:81"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site"},
            {},
        ):
            assert ada.post(path, token, headers).status_code == 403, (path, headers)
    assert ada.is_signed_in()


def test_a_token_from_before_signing_in_is_worth_nothing_after() -> None:
    member(EMAIL)
    visitor = Visitor()
    before = visitor.token("/auth/sign-in")
    visitor.sign_in(EMAIL)
    assert visitor.send("/auth/sign-out", token=before).status_code == 403
    assert visitor.is_signed_in()


def test_only_forms_are_read_and_only_small_ones(ada: Visitor) -> None:
    token = ada.token("/auth/sign-out")
    for headers, fields, status in (
        ({"Content-Type": "application/json"}, {"token": token}, 415),
        ({"Content-Type": "text/plain"}, {"token": token}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, {"token": token}, 415),
        ({}, {"token": token, "more": "x" * 20_000}, 413),
        ({}, {"token": token} | {f"f{number}": "x" for number in range(40)}, 400),
    ):
        assert ada.post("/auth/sign-out", fields, own(ada) | headers).status_code == status
    assert ada.is_signed_in()


def test_a_form_is_never_sent_by_a_link(ada: Visitor) -> None:
    for path in set(POSTS) - set(GETS):
        assert ada.open(path).status_code == 405
    for path in GETS:
        ada.open(f"{path}?email=eve@example.org&password={PASSWORD}&confirm=1")
    assert ada.is_signed_in()
    assert Visitor().sign_in(EMAIL).status_code == 303


@pytest.mark.parametrize(
    "host", ["evil.example", "jobs.example.evil.example", "jobs.example:99", "127.0.0.1", "", "[", "a@b"]
)
def test_an_invented_host_gets_no_page_and_no_letter(host: str) -> None:
    visitor = Visitor()
    for path in GETS:
        answer = visitor.open(path, Host=host)
        assert answer.status_code == 400, path
        assert "evil.example" not in answer.text
    headers = own(visitor) | {"Host": host}
    assert (
        visitor.post("/auth/forgot", {"token": visitor.token("/auth/forgot"), "email": EMAIL}, headers).status_code
        >= 400
    )


def test_letters_lead_to_the_public_address_whatever_the_request_said() -> None:
    visitor = Visitor()
    token = visitor.token("/auth/sign-up")
    headers = own(visitor) | {
        "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "Forwarded": "host=evil.example",
    }  # fmt: skip
    visitor.post("/auth/sign-up", {"token": token, "email": EMAIL, "password": PASSWORD}, headers)
    (letter,) = letters_to(EMAIL)
    assert link_in(letter).startswith("http://jobs.example/auth/verify?token=")
    assert "evil" not in letter.text + (letter.html or "")


ELSEWHERE = (
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "javascript:alert(1)", "http:evil.example", "evil.example", "/%0d%0aSet-Cookie:x=1\r\nX: y",
    " //evil.example", "/\x00/evil.example", "///evil.example", "",
)  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_sent_on_to_another_site(wanted: str) -> None:
    assert links.clean_local_path(wanted) == "/"


def test_a_redirect_keeps_to_this_site_and_to_one_header() -> None:
    member(EMAIL)
    for wanted in ELSEWHERE:
        visitor = Visitor()
        answer = visitor.sign_in(EMAIL, following=wanted)
        assert answer.headers["location"] == "/"
        assert "x" not in answer.headers
    assert (
        Visitor().sign_in(EMAIL, following="/feed?keywords=a%20b&x=//y").headers["location"]
        == "/feed?keywords=a%20b&x=//y"
    )


def test_more_fields_than_asked_for_change_nothing(owner: psycopg.Connection) -> None:
    """Mass assignment."""
    member("first@example.org")
    extra = {
        "email_verified_at": "2020-01-01", "is_operator": "1", "deleted_at": "", "id": "1", "user_id": "1",
        "github_id": "1", "password_hash": "x", "timezone": "Mars",
    }  # fmt: skip
    Visitor().send("/auth/sign-up", email=EMAIL, password=PASSWORD, name="", **extra)
    row = owner.execute(
        "select email_verified_at, github_id, timezone, exists (select from ops.operators where user_id = users.id)"
        " from users where email = %s",
        [EMAIL],
    ).fetchone()
    assert row == (None, None, None, False)


def test_what_people_type_is_shown_letter_for_letter_and_asked_as_text(owner: psycopg.Connection) -> None:
    """Scripts, templates and SQL in every field of every form."""
    visitor = Visitor()
    for path in ("/auth/sign-in", "/auth/sign-up", "/auth/forgot"):
        token = visitor.token(path)
        fields = dict.fromkeys(("email", "name", "next", "password"), NASTY)
        answer = visitor.post(path, fields | {"token": token}, own(visitor))
        assert answer.status_code in {401, 422}
        assert "<script>" not in answer.text
        assert "<img src=x" not in answer.text
        assert "49" not in answer.text.split("<h1>")[1].split("token")[0]
    visitor.sign_up(EMAIL, name=NASTY[:80])
    assert visitor.verify(link_in(letters_to(EMAIL)[0])).status_code == 303
    assert "<script>" not in (letters_to(EMAIL)[0].html or "")
    assert owner.execute("select count(*) from users").fetchone() == (1,)
    agent = Visitor(agent=NASTY)
    agent.sign_in(EMAIL)
    assert "<script>" not in "".join(letter.html or "" for letter in letters_to(EMAIL))


def test_nothing_is_written_to_the_log_that_signs_in_or_names_anyone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ada = member(EMAIL)
        Visitor().sign_in(f"{EMAIL}\r\nFAKE LINE", "a wrong password")
        Visitor().send("/auth/forgot", email=EMAIL)
    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "httpx")  # the test's browser
    for secret in (PASSWORD, "a wrong password", ada.session_token, "FAKE LINE", link_in(letters_to(EMAIL)[0])):
        assert secret
        assert secret not in said


def test_no_account_page_may_be_cached_framed_or_run_scripts(ada: Visitor) -> None:
    for path in GETS:
        headers = ada.open(path).headers
        assert headers["Cache-Control"] == "no-store"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_letters_are_read_in_the_browser_on_ones_own_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    Visitor().sign_up(EMAIL)
    monkeypatch.setenv("PUBLIC_URL", "http://localhost:8501")
    near, far = Visitor("127.0.0.1"), Visitor("192.0.2.1")
    assert link_in(letters_to(EMAIL)[0]) in near.open("/auth/outbox").text
    assert far.open("/auth/outbox").status_code == 404
    assert near.open("/auth/outbox", **{"X-Forwarded-For": "192.0.2.1"}).status_code == 404
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    assert near.open("/auth/outbox").status_code == 404
    monkeypatch.delenv("SMTP_URL")
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example")
    assert Visitor("127.0.0.1").open("/auth/outbox").status_code == 404
