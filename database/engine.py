"""Where the database is and who connects: one address and one pool per role. Starts the embedded server when needed."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from uuid import UUID

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from database import secrets, server
from database.address import plain
from database.settings import settings
from database.unprivileged import ServerError

Role = Literal["owner", "pipeline", "auth", "app", "analyst"]
# The server's logins; the owner is whoever DATABASE_URL names.
LOGINS: dict[Role, str] = {
    "pipeline": "jobledger_pipeline",
    "auth": "jobledger_auth",
    "app": "jobledger_app",
    "analyst": "jobledger_analyst",
}


def url(role: Role) -> URL:
    """The address of the database for a role, with its password; drivername `postgresql+psycopg`."""
    owner = _owner_url()
    if role == "owner":
        return owner
    login = LOGINS[role]
    return owner.set(username=login, password=secrets.password(login))


def libpq(role: Role) -> str:
    """The same address as plain `postgresql://…`, for psycopg and psql."""
    return plain(url(role))


def engine(role: Role) -> Engine:
    """The pool of a role in this process."""
    return _engine(url(role), role)


def dispose() -> None:
    """Close the pools of this process; the next `engine` opens new ones."""
    for pool in _opened:
        pool.dispose()
    _opened.clear()
    _engine.cache_clear()


def act_for(connection: Connection | Session, user_id: UUID) -> None:
    """Let the role `app` see this user's rows until the end of the present transaction."""
    connection.execute(text("select set_config('jobledger.user_id', :user_id, true)"), {"user_id": str(user_id)})


def _owner_url() -> URL:
    given = settings().database_url
    if given is None:
        return server.start()
    try:
        parsed = make_url(given.get_secret_value())
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise ServerError("DATABASE_URL is not an address like postgresql://owner:password@host:5432/name")
    return parsed.set(drivername="postgresql+psycopg")


_opened: list[Engine] = []


@lru_cache(maxsize=32)
def _engine(address: URL, role: Role) -> Engine:
    pool = create_engine(
        address,
        pool_pre_ping=True,
        max_overflow=15,
        connect_args={"application_name": f"jobledger {role}"},
        hide_parameters=role in {"auth", "app"},  # an error's message goes to a log, where nobody's address belongs
    )
    _opened.append(pool)
    if role in {"auth", "app"}:
        event.listen(pool, "handle_error", _leave_out_detail)
    return pool


def _leave_out_detail(context: ExceptionContext) -> None:
    """Take the server's DETAIL out of an error: of a row that is there twice it is the row's values."""
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    detail = getattr(getattr(original, "diag", None), "message_detail", None)
    if detail:
        original.args = tuple(str(part).partition("\nDETAIL:")[0] for part in original.args)
        if wrapped is not None:
            wrapped.args = tuple(str(part).partition("\nDETAIL:")[0] for part in wrapped.args)
