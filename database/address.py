"""How an address is written for whom: SQLAlchemy's own text is not always what libpq reads."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy import URL


def plain(address: URL) -> str:
    """`postgresql://…` as libpq (psycopg, psql) takes it, with the password.

    SQLAlchemy leaves blanks of a password as they are, which libpq refuses, and writes those of parameters as `+`,
    which libpq takes for a plus.
    """
    base = address.set(drivername="postgresql", query={}).render_as_string(hide_password=False).replace(" ", "%20")
    parameters = [
        f"{quote(name, safe='')}={quote(value, safe='')}"
        for name, values in address.normalized_query.items()
        for value in values
    ]
    return f"{base}?{'&'.join(parameters)}" if parameters else base
