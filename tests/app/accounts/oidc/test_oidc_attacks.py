"""Forged and replayed answers: each ends in a page, makes no account and no session, and is in the security log."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import anyio
import psycopg
import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse

from app.accounts.identities import oidc
from database.clock import now
from tests.app.accounts.oidc.issuer import CLIENT_ID, Issuer, IssuerServer
from tests.app.accounts.oidc.oidc_visitor import (
    MONA,
    PATH,
    accounts,
    agree,
    come_back,
    configure,
    events,
    go_through,
    links,
    read_url,
    start,
)
from tests.app.accounts.visitor import Visitor, heading

pytest_plugins = ["tests.app.accounts.oidc.oidc_fixtures"]

UNEXPECTED = "Unexpected response from Acme"


def refused(visitor: Visitor, owner: psycopg.Connection, answer: Any, title: str = UNEXPECTED) -> None:
    """This page, and nothing was made."""
    assert heading(answer) == title
    assert not visitor.is_signed_in()
    assert (accounts(owner), links(owner)) == ([], [])
    assert events(owner) == {"login_failure": 1}
    assert "jl_oidc" not in visitor.cookies


def seconds(offset: int) -> int:
    return int(now().timestamp()) + offset


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"aud": "another client"},
        {"aud": []},
        {"aud": None},
        {"aud": [CLIENT_ID, "another client"]},
        {"aud": [CLIENT_ID, "another client"], "azp": "another client"},
        {"azp": "another client"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": None},
    ],
)
def test_claims_of_another_sign_in(issuer: Issuer, owner: psycopg.Connection, changes: dict[str, Any]) -> None:
    issuer.changes = changes
    visitor = Visitor()
    refused(visitor, owner, go_through(visitor))


def test_an_expired_token_and_one_of_the_future(issuer: Issuer, owner: psycopg.Connection) -> None:
    visitor = Visitor()
    for changes in ({"iat": seconds(-700), "exp": seconds(-100)}, {"iat": seconds(600), "exp": seconds(900)}):
        issuer.changes = changes
        assert heading(go_through(visitor)) == UNEXPECTED
    issuer.changes = {"iat": seconds(30), "exp": seconds(900)}
    assert go_through(visitor).status_code == 303


def forge(issuer: Issuer, started: Any, key: Any, algorithm: str, **header: Any) -> str:
    """A token with the right claims and a signature of our choice."""
    nonce = parse_qs(urlsplit(read_url(started)).query)["nonce"][0]
    claims = {"iss": issuer.url, "aud": CLIENT_ID, "iat": seconds(0), "exp": seconds(300), "nonce": nonce, **MONA}
    registry = jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    return jwt.encode({"alg": algorithm, **header}, claims, key, registry=registry)


def encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def with_header(issuer: Issuer, started: Any, algorithm: str) -> str:
    """The header and the right claims, without a signature."""
    payload = forge(issuer, started, issuer.keys[0], "RS256").split(".")[1]
    header = encode(f'{{"alg":"{algorithm}","kid":"{issuer.keys[0].kid}"}}'.encode())
    return f"{header}.{payload}"


def unsigned(issuer: Issuer, started: Any) -> str:
    return f"{with_header(issuer, started, 'none')}."


def signed_with_the_public_key(issuer: Issuer, started: Any) -> str:
    """The public key as a shared secret, which a careless client would check with."""
    signed = with_header(issuer, started, "HS256")
    return f"{signed}.{encode(hmac.digest(issuer.keys[0].as_pem(private=False), signed.encode(), 'sha256'))}"


def signed_with_the_client_secret(issuer: Issuer, started: Any) -> str:
    return forge(issuer, started, OctKey.import_key("a secret: with signs+and spaces"), "HS256")


def signed_with_a_key_of_its_own(issuer: Issuer, started: Any) -> str:
    """The key is in the header, as some libraries would take it."""
    key = RSAKey.generate_key(2048)
    return forge(issuer, started, key, "RS256", kid=issuer.keys[0].kid, jwk=key.as_dict(private=False))


def unknown_key(issuer: Issuer, started: Any) -> str:
    return forge(issuer, started, RSAKey.generate_key(2048), "RS256", kid="unknown")


def with_other_claims(issuer: Issuer, started: Any) -> str:
    """A signature over something else."""
    head, _, signature = forge(issuer, started, issuer.keys[0], "RS256", kid=issuer.keys[0].kid).split(".")
    other = forge(issuer, started, issuer.keys[0], "RS256", kid=issuer.keys[0].kid, typ="JWT").split(".")[1]
    return f"{head}.{other[:-4]}AAAA.{signature}"


@pytest.mark.parametrize(
    "make",
    [
        unsigned,
        signed_with_the_public_key,
        signed_with_the_client_secret,
        signed_with_a_key_of_its_own,
        unknown_key,
        with_other_claims,
        lambda _issuer, _started: "not.a.token",
        lambda _issuer, _started: "",
    ],
)
def test_forged_signatures(issuer: Issuer, owner: psycopg.Connection, make: Callable[[Issuer, Any], str]) -> None:
    visitor = Visitor()
    started = start(visitor)
    way_back = agree(started)
    issuer.id_token = make(issuer, started) or "."
    refused(visitor, owner, come_back(visitor, way_back))


def test_keys_may_change_at_any_time(issuer: Issuer, owner: psycopg.Connection) -> None:
    go_through(Visitor())
    issuer.keys, issuer.algorithm = [ECKey.generate_key("P-256", auto_kid=True)], "ES256"
    visitor = Visitor()
    assert go_through(visitor).status_code == 303
    assert visitor.is_signed_in()
    assert accounts(owner) == [MONA["email"]]


def test_a_way_back_is_good_once_and_in_one_browser(issuer: Issuer, owner: psycopg.Connection) -> None:
    visitor, thief = Visitor(), Visitor()
    started = start(visitor)
    kept, way_back = visitor.cookies["jl_oidc"], agree(started)
    start(thief)
    assert heading(come_back(thief, way_back)) == "Start again"
    assert come_back(visitor, way_back).status_code == 303
    assert heading(come_back(visitor, way_back)) == "Start again"
    thief.cookies.set("jl_oidc", kept, domain="jobs.example", path="/")
    assert heading(come_back(thief, way_back)) == "Sign-in expired"
    assert not thief.is_signed_in()
    assert events(owner)["login_success"] == 1


def test_the_code_of_someone_else_with_ones_own_state(issuer: Issuer, owner: psycopg.Connection) -> None:
    """PKCE ties the code to the browser that asked for it."""
    code = parse_qs(urlsplit(agree(start(Visitor()))).query)["code"][0]
    attacker = Visitor()
    state = parse_qs(urlsplit(read_url(start(attacker))).query)["state"][0]
    answer = attacker.open(f"{PATH}/callback?{urlencode({'code': code, 'state': state})}")
    refused(attacker, owner, answer, "Sign-in expired")


def test_an_answer_of_one_issuer_at_the_address_of_another(
    issuer: Issuer, issuer_server: IssuerServer, monkeypatch: pytest.MonkeyPatch, owner: psycopg.Connection
) -> None:
    other = issuer_server.open("http://jobs.example/auth/oidc/other/callback", dict(MONA))
    configure(monkeypatch, acme=issuer, other=other)
    visitor = Visitor()
    way_back = agree(start(visitor))
    assert heading(come_back(visitor, way_back.replace("/acme/", "/other/"))) == "Start again"
    way_back = agree(start(visitor))
    query = parse_qs(urlsplit(way_back).query)
    mixed = urlencode({"code": query["code"][0], "state": query["state"][0], "iss": other.url})
    assert heading(visitor.open(f"{PATH}/callback?{mixed}")) == "Start again"
    assert other.paths == []
    assert accounts(owner) == []


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("issuer", "https://evil.example"),
        ("token_endpoint", "http://evil.example/token"),
        ("jwks_uri", "http://169.254.169.254/latest"),
        ("authorization_endpoint", "javascript:alert(1)"),
        ("userinfo_endpoint", "https://mona@evil.example/userinfo"),
        ("token_endpoint", "file:///etc/passwd"),
        ("jwks_uri", "http://[::1"),
    ],
)
def test_a_configuration_that_is_not_its_own_or_leads_elsewhere(
    issuer: Issuer, name: str, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    issuer.configuration[name] = address
    answer = start(Visitor())
    assert (answer.status_code, heading(answer)) == (502, "Acme rejected this installation")
    assert "is not its own or names unsafe addresses" in caplog.text


@pytest.mark.parametrize(
    ("instead", "title"),
    [
        (PlainTextResponse("x" * (oidc.MAX_ANSWER_BYTES + 1)), UNEXPECTED),
        (PlainTextResponse("[" * 100_000), UNEXPECTED),
        (JSONResponse({"keys": "none"}), UNEXPECTED),
        (JSONResponse([]), UNEXPECTED),
        (RedirectResponse("http://169.254.169.254/"), UNEXPECTED),
        (PlainTextResponse("", 503), "Acme is not responding"),
        (PlainTextResponse("", 429), "Acme is limiting requests"),
    ],
)
def test_answers_that_are_no_answers(issuer: Issuer, owner: psycopg.Connection, instead: Response, title: str) -> None:
    visitor = Visitor()
    for path in ("token", "keys"):
        issuer.instead = {path: instead}
        assert heading(go_through(visitor)) == title, path
    issuer.instead = {".well-known/openid-configuration": instead}
    oidc._load_configuration.cache_clear()
    assert heading(start(visitor)) == title
    assert accounts(owner) == []


def test_who_stays_away_too_long_begins_anew(
    issuer: Issuer, owner: psycopg.Connection, clock: Callable[..., datetime]
) -> None:
    visitor = Visitor()
    way_back = agree(start(visitor))
    clock(minutes=10)
    refused(visitor, owner, come_back(visitor, way_back), "Start again")


@pytest.mark.parametrize("path", [".well-known/openid-configuration", "token", "keys"])
def test_an_answer_in_drips_is_given_up(issuer: Issuer, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Never silent for long, and never done."""
    monkeypatch.setattr(oidc, "TIMEOUT_SECONDS", 0.5)

    async def drips() -> AsyncIterator[str]:
        for _ in range(30):
            yield " "
            await anyio.sleep(0.1)

    issuer.instead[path] = StreamingResponse(drips())
    visitor = Visitor()
    started = start(visitor)
    answer = started if path.startswith(".") else come_back(visitor, agree(started))
    assert (answer.status_code, heading(answer)) == (502, "Acme is not responding")
