"""Read a response's body within limits of size, compression and memory. What the body means: `responses`."""

from __future__ import annotations

import httpx

from ingestion.http.errors import ResponseTooLarge
from ingestion.http.redaction import redact

# One layer each: a layer of gzip grows at most 1,032 times, brotli and zstd a hundred thousand times.
ACCEPTED_CODINGS = "gzip, deflate"
_ACCEPTED = frozenset({"gzip", "x-gzip", "deflate", "identity", ""})
# Postings compress 3 to 30 times. Smaller bodies may be of any text.
MAX_RATIO, FREE_BYTES = 200, 8 * 1024 * 1024
# What Python needs for the values besides their text, at most. Boards need 2 to 4 bytes for each of their text, and
# JSON made to need the most 30.
MAX_VALUE_BYTES = 512 * 1024 * 1024
_BYTES_BY_SIGN = {b"{": 280, b"[": 120, b",": 96, b":": 100}


async def read_body(response: httpx.Response, limit: int) -> bytes:
    """Return the decompressed body. Raises ResponseTooLarge as soon as a limit is passed."""
    url = redact(str(response.url))
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in _ACCEPTED:
        raise ResponseTooLarge(
            f"{url} is compressed as {coding[:50]!r}; {ACCEPTED_CODINGS} are read. None of it was read.", url=url
        )
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > limit:
            raise ResponseTooLarge(
                f"{url} returned more than {limit:,} bytes, so none of it was read. If the board is really that "
                "large, raise JOBLEDGER_HTTP_MAX_BYTES.",
                url=url,
            )
        if size > FREE_BYTES and size > MAX_RATIO * response.num_bytes_downloaded:
            raise ResponseTooLarge(
                f"{url} returned {size:,} bytes compressed to {response.num_bytes_downloaded:,}, more than "
                f"{MAX_RATIO} times smaller, which no board is. None of it was read.",
                url=url,
            )
        chunks.append(chunk)
    body = b"".join(chunks)
    value_bytes = estimate_value_bytes(body)
    if value_bytes > MAX_VALUE_BYTES:
        raise ResponseTooLarge(
            f"{url} returned {size:,} bytes of so many values that they could take {value_bytes // 1024**2:,} MB of "
            f"memory; {MAX_VALUE_BYTES // 1024**2} MB are allowed. None of it was read.",
            url=url,
        )
    return body


def estimate_value_bytes(body: bytes) -> int:
    """Return an upper bound of the bytes that Python needs for the values of this JSON, without the text in them."""
    return sum(body.count(sign) * cost for sign, cost in _BYTES_BY_SIGN.items())
