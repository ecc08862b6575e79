"""Keep secrets out of log lines and error messages. Everything that leaves ingestion.http as text passes here."""

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
MAX_EXCERPT_LENGTH = 500
_MIN_SECRET_LENGTH = 3  # masking a single letter everywhere would destroy the text

_URL_PATTERN = re.compile(r"https?://[^\s\"'<>]+")
_SECRET_PAIR_PATTERN = re.compile(
    rf"""(["']?\b(?:{"|".join(map(re.escape, sorted(SECRET_PARAMETERS)))})\b["']?\s*[=:]\s*["']?)([^\s&"'<>,;}}]+)""",
    re.IGNORECASE,
)
_CONTROL_CHARACTERS_PATTERN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+"
)


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


def list_secrets(url: str, headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the secret values a request carries, in the spellings in which a provider could echo them."""
    parts = urlsplit(url)
    secrets = {value for name, value in parse_qsl(parts.query) if name.casefold() in SECRET_PARAMETERS}
    secrets |= {value for name, value in headers if name.casefold() in SECRET_HEADERS}
    secrets |= {unquote(part) for part in parts.netloc.rpartition("@")[0].split(":")}
    secrets |= {quote(value, safe="") for value in secrets}
    return tuple(sorted((value for value in secrets if len(value) >= _MIN_SECRET_LENGTH), key=len, reverse=True))


def remove_secrets(text: str, secrets: Iterable[str] = ()) -> str:
    """Return one line of a provider's text: no control characters, no secret values, addresses redacted."""
    line = _CONTROL_CHARACTERS_PATTERN.sub(" ", text)
    for secret in secrets:
        line = line.replace(secret, MASK)
    line = _URL_PATTERN.sub(lambda match: redact(match[0]), line)
    return re.sub(r"\s+", " ", _SECRET_PAIR_PATTERN.sub(rf"\g<1>{MASK}", line)).strip()


def make_excerpt(body: bytes, secrets: Iterable[str] = ()) -> str:
    """Return the beginning of a response as one line without secrets of at most 500 characters."""
    line = remove_secrets(body[: 8 * MAX_EXCERPT_LENGTH].decode("utf-8", "replace"), secrets)
    return line if len(line) <= MAX_EXCERPT_LENGTH else line[: MAX_EXCERPT_LENGTH - 1] + "…"


class _UrlRedactionFilter(logging.Filter):
    """Redacts the addresses that httpx logs with every request: ours carry keys in the query."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_redact_argument(arg) for arg in record.args)
        return True


def _redact_argument(arg: object) -> object:
    text = str(arg) if type(arg).__module__.partition(".")[0] == "httpx" else arg
    return redact(text) if isinstance(text, str) and "://" in text else arg


def redact_httpx_logs() -> None:
    """Redact httpx's own log lines as well; calling it again changes nothing."""
    logger = logging.getLogger("httpx")
    if not any(isinstance(log_filter, _UrlRedactionFilter) for log_filter in logger.filters):
        logger.addFilter(_UrlRedactionFilter())
