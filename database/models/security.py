"""What sign-in keeps in the schema ops: use of sessions, limits, operators, changes of address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, Stamp


class SessionUse(Base):
    """When a session was last used, to within a minute. Beside the session, whose row then never changes in use."""

    __tablename__ = "session_uses"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    last_used_at: Mapped[Stamp]


class AuthLimit(Base):
    """How often something was tried of late under one key; `key_hash` is a keyed hash, so that no address is kept.

    `tries` fades with time, so it is not a whole number; nothing is let through before `blocked_until`.
    """

    __tablename__ = "auth_limits"
    __table_args__ = (Index(None, "tried_at"), {"schema": "ops"})

    scope: Mapped[str] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[float]
    tried_at: Mapped[datetime]
    blocked_until: Mapped[datetime]


class Operator(Base):
    """An account that may see and change how sources are run."""

    __tablename__ = "operators"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    granted_at: Mapped[Stamp]


class EmailChange(Base):
    """The address that a verification token is about, where it is not the account's present one."""

    __tablename__ = "email_changes"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    token_id: Mapped[UUID] = mapped_column(
        ForeignKey("email_verification_tokens.id", ondelete="CASCADE"), primary_key=True
    )
    new_email: Mapped[str]
