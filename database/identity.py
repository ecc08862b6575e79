"""Stable ids: a natural key always gives the same uuid, in Python and in SQL (`ops.mint`), also after a new load.

An id is a name-based UUID of version 8 (RFC 9562, appendix B.2): SHA-256 over a namespace and the name. Version 5 needs
SHA-1, which PostgreSQL has only in extensions, and the embedded server has none.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

NAMESPACE = UUID("6b0e8f5c-9d4b-5c1e-8a57-2f8c3d1e7a90")
SEPARATOR = "\x1f"


def mint(*parts: str) -> UUID:
    """Return the id that `parts` name; the SQL function `ops.mint` returns the same.

    Raises ValueError for a NUL character, which PostgreSQL cannot hold.
    """
    name = SEPARATOR.join(parts)
    if "\0" in name:
        raise ValueError("a name with a NUL character cannot become an id: PostgreSQL cannot hold it")
    digest = bytearray(hashlib.sha256(NAMESPACE.bytes + name.encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))


def source_id(code: str) -> UUID:
    """Return the id in job_sources of the source with this code."""
    return mint("source", code)


def organization_id(code: str, slug: str) -> UUID:
    """Return the id in ats_organizations of a source's board."""
    return mint("organization", code, slug)


def listing_id(code: str, slug: str, external_id: str) -> UUID:
    """Return the id in job_listings of a board's posting."""
    return mint("listing", code, slug, external_id)


def company_id(clean_name: str) -> UUID:
    """Return the id in companies of the company with this normalised name."""
    return mint("company", clean_name)


def location_id(
    raw_text: str | None,
    city: str | None,
    region: str | None,
    country: str | None,
    is_remote: bool | None,  # noqa: FBT001 - the fifth part of the natural key, not a switch
) -> UUID:
    """Return the id in locations of a place. An unknown part counts as empty, an unknown remoteness as not remote."""
    remote_part = "remote" if is_remote is True else ""
    return mint("location", raw_text or "", city or "", region or "", country or "", remote_part)


def tag_id(name: str, type: str) -> UUID:  # noqa: A002 - the column's own name
    """Return the id in job_tags of the tag with this name and type."""
    return mint("tag", name, type)
