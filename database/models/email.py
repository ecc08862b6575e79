"""Emails waiting to be sent. What an alert reported is in `alerts`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, Json, NowTimestamp


class OutgoingEmail(Base):
    """An email to send. Without `recipient` it goes to the account's address, which only the sender may read."""

    __tablename__ = "email_outbox"
    __table_args__ = (
        CheckConstraint("user_id is not null or recipient is not null", name="addressed"),
        Index(None, "not_before", postgresql_where=text("sent_at is null")),
        {"schema": "ops"},
    )

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    recipient: Mapped[str | None]
    subject: Mapped[str]
    text_body: Mapped[str]
    html_body: Mapped[str | None]
    headers: Mapped[Json | None]
    created_at: Mapped[NowTimestamp]
    not_before: Mapped[NowTimestamp]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    last_error: Mapped[str | None]
    sent_at: Mapped[datetime | None]
