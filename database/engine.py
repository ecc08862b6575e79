"""The database's address and connection pool for each role. Starts the embedded server when needed.

Sessions are opened in `database.sessions`.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from database import secrets
from database.address import to_libpq_url
from database.embedded import server
from database.embedded.server_account import ServerError
from database.role_names import Role, get_role_name
from database.settings import settings


def url(role: Role) -> URL:
    """Return the address of the database for a role, with its password; drivername `postgresql+psycopg`."""
    owner = _get_owner_url()
    if role == "owner":
        return owner
    login = get_role_name(role)
    return owner.set(username=login, password=secrets.derive_password(login))


def libpq_url(role: Role) -> str:
    """Return the same address as `postgresql://…`, for psycopg and psql."""
    return to_libpq_url(url(role))


def url_without_owner() -> str:
    """Return the database's address without the name and password of its owner, for a process that needs neither."""
    return to_libpq_url(_get_owner_url()._replace(username=None, password=None))


def engine(role: Role) -> Engine:
    """Return the connection pool of a role in this process."""
    return _create_engine_once(url(role), role)


def dispose() -> None:
    """Close the pools of this process; the next call of `engine` opens new ones."""
    for opened_engine in _engines:
        opened_engine.dispose()
    _engines.clear()
    _create_engine_once.cache_clear()


def set_current_user(connection: Connection | Session, user_id: UUID) -> None:
    """Let the role `app` see this user's rows until the transaction ends."""
    connection.execute(text("select set_config('jobledger.user_id', :user_id, true)"), {"user_id": str(user_id)})


def _get_owner_url() -> URL:
    configured_url = settings().database_url
    if configured_url is None:
        return server.start()
    try:
        parsed_url = make_url(configured_url.get_secret_value())
    except ArgumentError:
        parsed_url = None
    if parsed_url is None or parsed_url.get_backend_name() not in {"postgresql", "postgres"}:
        raise ServerError("DATABASE_URL is not an address like postgresql://owner:password@host:5432/name")
    return parsed_url.set(drivername="postgresql+psycopg")


_engines: list[Engine] = []


@lru_cache(maxsize=32)
def _create_engine_once(address: URL, role: Role) -> Engine:
    new_engine = create_engine(
        address,
        pool_pre_ping=True,
        max_overflow=15,
        connect_args={"application_name": f"jobledger {role}"},
        hide_parameters=role in {"auth", "app"},  # errors are logged, and addresses of people must not be
    )
    _engines.append(new_engine)
    if role in {"auth", "app"}:
        event.listen(new_engine, "handle_error", _remove_error_detail)
    return new_engine


def _remove_error_detail(context: ExceptionContext) -> None:
    """Remove the server's DETAIL from an error, because it quotes values of people's rows."""
    original_error, wrapped_error = context.original_exception, context.sqlalchemy_exception
    detail = getattr(getattr(original_error, "diag", None), "message_detail", None)
    if detail:
        original_error.args = tuple(str(part).partition("\nDETAIL:")[0] for part in original_error.args)
        if wrapped_error is not None:
            wrapped_error.args = tuple(str(part).partition("\nDETAIL:")[0] for part in wrapped_error.args)
