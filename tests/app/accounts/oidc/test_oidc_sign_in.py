"""Signing in at an issuer: the way there, a new account, an account that has the address. Forged answers: elsewhere."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.app.accounts.oidc.issuer import Issuer, IssuerServer
from tests.app.accounts.oidc.oidc_visitor import (
    MONA,
    PATH,
    accounts,
    configure,
    events,
    go_through,
    links,
    read_url,
    start,
)
from tests.app.accounts.visitor import Visitor, heading, letters_to, member

pytest_plugins = ["tests.app.accounts.oidc.oidc_fixtures"]

EMAIL = "mona@example.org"


def test_the_way_there_tells_the_issuer_what_it_must_know_and_no_more(issuer: Issuer) -> None:
    answer = start(Visitor(), next="/saved")
    to = urlsplit(read_url(answer))
    asked = {name: values[0] for name, values in parse_qs(to.query).items()}
    assert f"{to.scheme}://{to.netloc}{to.path}" == f"{issuer.url}/authorize"
    assert asked.pop("tenant") == "one"
    assert asked.pop("redirect_uri") == f"http://jobs.example{PATH}/callback"
    assert asked.pop("scope") == "openid email profile"
    assert (asked.pop("response_type"), asked.pop("code_challenge_method")) == ("code", "S256")
    assert [len(asked.pop(name)) for name in ("state", "nonce", "code_challenge")] == [43, 43, 43]
    assert set(asked) == {"client_id"}
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    kept = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("jl_oidc="))
    assert {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax"} <= set(kept.split("; ")[1:])
    assert "saved" not in kept


def test_someone_new_gets_an_account_and_is_signed_in(issuer: Issuer, owner: psycopg.Connection) -> None:
    visitor = Visitor()
    answer = go_through(visitor, next="/listing?id=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/listing?id=1")
    assert visitor.is_signed_in()
    assert "jl_oidc" not in visitor.cookies
    assert links(owner) == [(EMAIL, issuer.url, MONA["sub"])]
    assert events(owner) == {"sign_up": 1, "oauth_linked": 1, "login_success": 1}
    made = owner.execute("select display_name, password_hash, email_verified_at is not null from users").fetchall()
    assert made == [("Mona Lisa", None, True)]


@pytest.mark.parametrize(
    "methods", [["client_secret_basic"], ["client_secret_post"], ["private_key_jwt", "client_secret_post"]]
)
def test_the_secret_is_sent_as_the_issuer_wants_it(issuer: Issuer, methods: list[str]) -> None:
    issuer.configuration["token_endpoint_auth_methods_supported"] = methods
    assert go_through(Visitor()).status_code == 303


def test_issuer_and_subject_decide_not_the_address(issuer: Issuer, owner: psycopg.Connection) -> None:
    """Someone takes over another person's address at the issuer: both stay in their own accounts."""
    member("ada@example.org")
    go_through(Visitor())
    issuer.person["email"] = "ada@example.org"
    visitor = Visitor()
    go_through(visitor)
    assert visitor.open("/auth/password").text.count(EMAIL)
    issuer.person = {**MONA, "sub": "another"}
    assert heading(go_through(Visitor())) == "Another Acme account is linked"
    assert links(owner) == [(EMAIL, issuer.url, MONA["sub"])]


def test_the_same_subject_at_another_issuer_is_another_person(
    issuer: Issuer, issuer_server: IssuerServer, monkeypatch: pytest.MonkeyPatch, owner: psycopg.Connection
) -> None:
    other = issuer_server.open("http://jobs.example/auth/oidc/other/callback", {**MONA, "email": "eve@example.org"})
    configure(monkeypatch, acme=issuer, other=other)
    go_through(Visitor())
    go_through(Visitor(), "/auth/oidc/other")
    assert links(owner) == [("eve@example.org", other.url, MONA["sub"]), (EMAIL, issuer.url, MONA["sub"])]


def test_an_account_whose_address_both_have_verified_is_entered(issuer: Issuer, owner: psycopg.Connection) -> None:
    member(EMAIL)
    visitor = Visitor()
    assert go_through(visitor).status_code == 303
    assert visitor.is_signed_in()
    assert accounts(owner) == [EMAIL]
    assert "Acme was linked to your account" in {letter.subject for letter in letters_to(EMAIL)}


@pytest.mark.parametrize("verified", [False, None, "true", 1, "yes"])
def test_an_address_that_the_issuer_did_not_verify_leads_nowhere(
    issuer: Issuer, owner: psycopg.Connection, verified: object
) -> None:
    member(EMAIL)
    issuer.person["email_verified"] = verified
    visitor = Visitor()
    answer = go_through(visitor)
    assert (answer.status_code, heading(answer)) == (403, "No verified email on Acme")
    assert not visitor.is_signed_in()
    assert links(owner) == []
    assert events(owner) == {"login_failure": 1}


def test_an_account_whose_address_we_did_not_verify_is_not_entered(issuer: Issuer, owner: psycopg.Connection) -> None:
    """A stranger signed up with Mona's address and waits for her."""
    Visitor().sign_up(EMAIL)
    visitor = Visitor()
    assert heading(go_through(visitor)) == "Confirm your email first"
    assert not visitor.is_signed_in()
    assert links(owner) == []


def test_an_address_that_is_only_in_the_userinfo(issuer: Issuer, owner: psycopg.Connection) -> None:
    issuer.userinfo = dict(MONA)
    issuer.person = {"sub": MONA["sub"]}
    assert go_through(Visitor()).status_code == 303
    assert links(owner) == [(EMAIL, issuer.url, MONA["sub"])]


def test_the_userinfo_of_someone_else_is_not_believed(issuer: Issuer, owner: psycopg.Connection) -> None:
    issuer.userinfo = {**MONA, "sub": "another"}
    issuer.person = {"sub": MONA["sub"]}
    assert heading(go_through(Visitor())) == "Unexpected response from Acme"
    assert links(owner) == []


def test_who_says_no_there_is_told_that_nothing_happened(issuer: Issuer, owner: psycopg.Connection) -> None:
    issuer.denies = "access_denied"
    answer = go_through(Visitor())
    assert (answer.status_code, heading(answer)) == (403, "Access denied")
    assert accounts(owner) == []


def test_an_installation_that_the_issuer_does_not_know(
    issuer: Issuer, owner: psycopg.Connection, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.app.accounts.oidc.issuer.CLIENT_SECRET", "another")
    with caplog.at_level(logging.ERROR):
        assert heading(go_through(Visitor())) == "Acme rejected this installation"
    assert "oidc:acme rejects this installation: invalid_client" in caplog.messages
    assert accounts(owner) == []


def test_a_name_that_is_not_in_the_settings(issuer: Issuer) -> None:
    visitor = Visitor()
    for path in ("/auth/oidc/elsewhere", "/auth/oidc/elsewhere/callback?code=1&state=1"):
        assert visitor.open(path).status_code == 404
    assert start(visitor, "/auth/oidc/elsewhere").status_code == 404


def test_every_page_offers_it(issuer: Issuer) -> None:
    for page, label in (("/auth/sign-in", "Sign in with Acme"), ("/auth/sign-up", "Continue with Acme")):
        assert f'<button class="plain">{label}</button>' in Visitor().open(page).text
