"""People for the tests of screens and services: an account with a proven address, and a browser signed in to it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.accounts import sessions
from app.web.client import Client
from database.clock import now
from database.models import Operator, User
from database.sessions import auth_session

FIREFOX = Client("192.0.2.10", "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")


@dataclass(frozen=True)
class Person:
    """An account and the token of its first session."""

    id: UUID
    token: str


def person(email: str = "ada@example.org", *, name: str | None = None, operator: bool = False) -> Person:
    """Someone signed in, perhaps an operator."""
    with auth_session() as session:
        user = User(email=email, display_name=name, email_verified_at=now(), password_hash="of no password")
        session.add(user)
        session.flush()
        if operator:
            session.add(Operator(user_id=user.id))
        return Person(user.id, sessions.create_session(session, user.id, FIREFOX))


def another_session(of: Person, client: Client = FIREFOX) -> str:
    """The token of one more device."""
    with auth_session() as session:
        return sessions.create_session(session, of.id, client)


def is_live(token: str) -> bool:
    """Whether a session's token still opens anything."""
    with auth_session() as session:
        return sessions.find(session, token) is not None
