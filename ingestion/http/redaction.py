"""Keeping secrets out of log lines and error messages. Everything that leaves ingestion.http as text passes here."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

SECRET_PARAMETERS = frozenset(
    {
        *("app_id", "app_key", "apikey", "api_key", "api-key", "key", "token", "access_token", "auth"),
        *("authorization", "authorization-key", "secret", "client_secret", "password", "sig", "signature"),
    }
)
SECRET_HEADERS = frozenset({"authorization", "authorization-key", "cookie", "x-careers-sites-token", "x-api-key"})
MASK = "***"
EXCERPT = 500
_SHORTEST_SECRET = 3  # masking one letter everywhere would eat the text

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_PAIR = re.compile(
    rf"""(["']?\b(?:{"|".join(map(re.escape, sorted(SECRET_PARAMETERS)))})\b["']?\s*[=:]\s*["']?)([^\s&"'<>,;}}]+)""",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")


def redact(url: str) -> str:
    """Return the address without user information and with the values of secret parameters masked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(unreadable address)"
    host = parts.netloc.rpartition("@")[2]
    pairs = [
        (name, MASK if name.casefold() in SECRET_PARAMETERS else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(pairs, quote_via=quote, safe="*;,:/"), ""))


def secrets_of(url: str, headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the secret values a request carries, in the spellings a provider could echo them in."""
    parts = urlsplit(url)
    found = {value for name, value in parse_qsl(parts.query) if name.casefold() in SECRET_PARAMETERS}
    found |= {value for name, value in headers if name.casefold() in SECRET_HEADERS}
    found |= {unquote(part) for part in parts.netloc.rpartition("@")[0].split(":")}
    found |= {quote(value, safe="") for value in found}
    return tuple(sorted((value for value in found if len(value) >= _SHORTEST_SECRET), key=len, reverse=True))


def scrub(text: str, secrets: Iterable[str] = ()) -> str:
    """Return one line of a foreign text: no control characters, no secret values, addresses redacted."""
    line = _CONTROL.sub(" ", text)
    for secret in secrets:
        line = line.replace(secret, MASK)
    line = _ADDRESS.sub(lambda found: redact(found[0]), line)
    return re.sub(r"\s+", " ", _PAIR.sub(rf"\g<1>{MASK}", line)).strip()


def excerpt(body: bytes, secrets: Iterable[str] = ()) -> str:
    """Return the beginning of an answer as one scrubbed line of at most 500 characters."""
    line = scrub(body[: 8 * EXCERPT].decode("utf-8", "replace"), secrets)
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


class _RedactAddresses(logging.Filter):
    """httpx logs every request with its whole address; ours carry keys in the query."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_redacted(arg) for arg in record.args)
        return True


def _redacted(arg: object) -> object:
    text = str(arg) if type(arg).__module__.partition(".")[0] == "httpx" else arg
    return redact(text) if isinstance(text, str) and "://" in text else arg


def silence_addresses() -> None:
    """Have httpx's own log lines redacted too; calling it again changes nothing."""
    logger = logging.getLogger("httpx")
    if not any(isinstance(known, _RedactAddresses) for known in logger.filters):
        logger.addFilter(_RedactAddresses())
