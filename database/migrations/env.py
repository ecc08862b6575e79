"""Alembic's entry point: it runs on the connection of `database.migrate` or, from the command line, on the owner's."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from database.engine import engine
from database.migrate import build_alembic_options


def _run_migrations(connection: Connection) -> None:
    context.configure(connection=connection, **build_alembic_options())
    with context.begin_transaction():
        context.run_migrations()


connection = context.config.attributes.get("connection")
if isinstance(connection, Connection):
    _run_migrations(connection)
else:
    with engine("owner").connect() as owner:
        _run_migrations(owner)
