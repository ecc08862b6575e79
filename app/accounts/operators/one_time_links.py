"""Make and use the one-time links with which whoever started JobLedger becomes an operator. The pages: routes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts import security_log, sessions
from app.accounts.sessions import SignedInUser
from app.web import links
from app.web.client import Client
from app.web.tokens import create_token, hash_token
from database.clock import now
from database.models import Operator, OperatorLink, User
from database.operator_acts import record_act
from database.sql_files import driver_connection

LINK_PATH = "/operator"
LINK_LIFETIME = timedelta(minutes=30)
# The account of whoever has none: without a password and without an address that mail reaches.
LOCAL_ACCOUNT_EMAIL = "operator@localhost"


def create_link(session: Session) -> str:
    """Return a link that works once within LINK_LIFETIME; only a hash of its token is stored. Role auth."""
    session.execute(delete(OperatorLink).where(OperatorLink.expires_at < now()))
    token = create_token()
    session.add(OperatorLink(token_hash=hash_token(token), created_at=now(), expires_at=now() + LINK_LIFETIME))
    return links.build_url(LINK_PATH, token=token)


def use_link(session: Session, token: str, user: SignedInUser | None, client: Client) -> str | None:
    """Use up the link: its user is an operator from then on. Return the token of a session of theirs.

    The user is the one who is signed in, else the local account. None when the link is used, expired or unknown.
    """
    usable = update(OperatorLink).where(
        OperatorLink.token_hash == hash_token(token), OperatorLink.used_at.is_(None), OperatorLink.expires_at > now()
    )
    if session.execute(usable.values(used_at=now()).returning(OperatorLink.token_hash)).first() is None:
        return None
    user_id = user.user_id if user else _ensure_local_account(session).id
    row = insert(Operator).values(user_id=user_id, granted_at=now()).on_conflict_do_nothing()
    if session.execute(row.returning(Operator.user_id)).first() is not None:
        record_act(driver_connection(session.connection()), "operator_added", "one-time link")
    security_log.record(session, "login_success", client, user_id=user_id)
    return sessions.renew(session, user.session_id) if user else sessions.create_session(session, user_id, client)


def _ensure_local_account(session: Session) -> User:
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(LOCAL_ACCOUNT_EMAIL))))
    query = select(User).where(func.lower(User.email) == LOCAL_ACCOUNT_EMAIL, User.deleted_at.is_(None))
    user = session.scalars(query).one_or_none()
    if user is None:
        user = User(email=LOCAL_ACCOUNT_EMAIL, display_name="Operator", email_verified_at=now())
        session.add(user)
        session.flush()
    return user
