"""Test what may leave as text: no key, no password, no control character, and redirects that drop credentials."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.boards import ProviderBoard
from ingestion.http import ProviderError, redact
from ingestion.http.redaction import list_secrets, make_excerpt, remove_secrets
from ingestion.http.redirects import follow_redirect
from tests.thoroughness import examples

ALLOWED_HOSTS = frozenset({"api.example.org"})
SECRET_HEADERS = {"Authorization-Key": "k", "User-Agent": "me@example.org", "Accept": "application/json"}


@pytest.mark.parametrize(
    ("address", "redacted"),
    [
        ("https://x/y?app_id=1&app_key=2&what=a%20b", "https://x/y?app_id=***&app_key=***&what=a%20b"),
        ("https://user:word@x:8080/y#top", "https://x:8080/y"),
        ("https://x/y?APP_KEY=2&token=&page=1", "https://x/y?APP_KEY=***&token=***&page=1"),
        ("https://x/y?what=key&where=token", "https://x/y?what=key&where=token"),
        ("http://[::1", "(unreadable address)"),
    ],
)
def test_addresses_are_shown_without_secrets(address: str, redacted: str) -> None:
    assert redact(address) == redacted


@settings(max_examples=examples(60), deadline=None)
@given(st.text("abc/&=% ;:+é?#'\"<>", min_size=3, max_size=12), st.sampled_from(["app_key", "Token", "password"]))
def test_no_secret_survives_in_what_a_provider_echoes(secret: str, name: str) -> None:
    url = str(httpx.URL("https://x/y", params={name: secret, "page": "1"}))
    secrets = list_secrets(url, [])
    echoed = f"you sent {secret} as {url} and {name}={secret}".encode()
    assert (
        secret not in make_excerpt(echoed, secrets).replace("https://x/y", "").replace("you sent", "")
        or not secret.strip()
    )
    assert redact(url) == f"https://x/y?{name}=***&page=1"


def test_a_foreign_text_becomes_one_short_line() -> None:
    redacted = make_excerpt(b"<b>no\r\n\x1b[31m" + "\u202egnol".encode() + b" app_key: 'geheim' \xff" + b"x" * 9000)
    assert redacted.startswith("<b>no [31m gnol app_key: '***'")
    assert len(redacted) == 500
    assert redacted.isprintable()
    assert remove_secrets("see https://u:p@x/?app_key=1 now") == "see https://x/?app_key=*** now"


def test_a_board_shows_no_credentials() -> None:
    assert "geheim" not in repr(ProviderBoard("adzuna", "gb", "https://x", {"app_key": "geheim"}))


def redirect(location: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": location})


@pytest.mark.parametrize("location", ["/b?app_key=1", "http://api.example.org/b?app_key=1", "b?app_key=1"])
def test_the_same_host_keeps_everything(location: str) -> None:
    target, headers = follow_redirect("http://api.example.org/a", redirect(location), SECRET_HEADERS, ALLOWED_HOSTS)
    assert (target, headers) == ("http://api.example.org/b?app_key=1", SECRET_HEADERS)


def test_a_known_https_host_gets_no_credentials() -> None:
    location = redirect("https://api.example.org/b?app_key=1&page=2")
    target, headers = follow_redirect("http://old.example.org/a", location, SECRET_HEADERS, ALLOWED_HOSTS)
    assert (target, headers) == ("https://api.example.org/b?page=2", {"Accept": "application/json"})


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example.org/b",
        "http://api.example.org/b",
        "https://api.example.org:8443/b",
        "//evil.example.org",
        "https://u:p@api.example.org/",
        "https://api.example.org:x/",
        "http://[::1",
        "ftp://api.example.org/",
        "javascript:1",
        "https://api.example.org.evil.org/",
    ],
)
def test_any_other_place_is_not_followed(location: str) -> None:
    with pytest.raises(ProviderError, match="not followed"):
        follow_redirect("https://old.example.org/a", redirect(location), SECRET_HEADERS, ALLOWED_HOSTS)
