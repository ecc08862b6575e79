"""How Alembic runs here: on the connection `database.migrate` hands over, or, from the command line, on the owner's."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from database.engine import engine
from database.migrate import configuration


def _run(connection: Connection) -> None:
    context.configure(connection=connection, **configuration())
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if isinstance(handed_over, Connection):
    _run(handed_over)
else:
    with engine("owner").connect() as own:
        _run(own)
