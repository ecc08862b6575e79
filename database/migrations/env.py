"""Alembic's entry point: it runs on the connection of `database.migrate` or, from the command line, on the owner's."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from database.engine import engine
from database.migrate import configuration


def _run(connection: Connection) -> None:
    context.configure(connection=connection, **configuration())
    with context.begin_transaction():
        context.run_migrations()


connection = context.config.attributes.get("connection")
if isinstance(connection, Connection):
    _run(connection)
else:
    with engine("owner").connect() as owner:
        _run(owner)
