"""Database addresses as libpq reads them, which SQLAlchemy does not always write."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy import URL


def to_libpq_url(address: URL) -> str:
    """Return `postgresql://…` as libpq (psycopg, psql) reads it, with the password.

    SQLAlchemy does not escape blanks of a password, which libpq refuses, and writes blanks of parameters as `+`, which
    libpq reads as a plus.
    """
    base_url = address.set(drivername="postgresql", query={}).render_as_string(hide_password=False).replace(" ", "%20")
    parameters = [
        f"{quote(name, safe='')}={quote(value, safe='')}"
        for name, values in address.normalized_query.items()
        for value in values
    ]
    return f"{base_url}?{'&'.join(parameters)}" if parameters else base_url
