"""Section 4, applications and workflow: stages, applications, their timeline. Every row is some account's own.

Beyond the specification's NOT NULL: owners, parents, status, times, and a stage's place in the order.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, Json, MadeId, Stamp, enumeration


class JobApplicationStatus(StrEnum):
    """Where an application stands."""

    PLANNED = "planned"
    APPLIED = "applied"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    REJECTED = "rejected"


class JobApplicationEventType(StrEnum):
    """What can happen to an application."""

    NOTE = "note"
    INTERVIEW = "interview"
    OFFER = "offer"
    FOLLOW_UP = "follow_up"


class ApplicationStage(Base):
    """A column of someone's application board."""

    __tablename__ = "application_stages"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[MadeId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    position: Mapped[int]
    is_default: Mapped[bool] = mapped_column(server_default=text("false"))


class JobApplication(Base):
    """An application, to a listing of ours or entered by hand. Deleting is soft, so that it can be undone."""

    __tablename__ = "job_applications"
    __table_args__ = (Index(None, "follow_up_at", postgresql_where=text("deleted_at is null")),)

    id: Mapped[MadeId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    job_listing_id: Mapped[UUID | None] = mapped_column(ForeignKey("job_listings.id"), index=True)
    company_id: Mapped[UUID | None] = mapped_column(ForeignKey("companies.id"), index=True)
    stage_id: Mapped[UUID | None] = mapped_column(ForeignKey("application_stages.id"), index=True)
    status: Mapped[JobApplicationStatus] = mapped_column(
        enumeration(JobApplicationStatus, "job_application_status"), server_default=text("'planned'")
    )
    applied_at: Mapped[datetime | None]
    response_at: Mapped[datetime | None]
    job_post_url: Mapped[str | None]
    source: Mapped[str | None]
    notes: Mapped[str | None]
    listing_snapshot: Mapped[Json | None]
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]
    follow_up_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


class ApplicationEvent(Base):
    """A step in an application's timeline."""

    __tablename__ = "application_events"
    __table_args__ = (Index(None, "job_application_id", "occurred_at"),)

    id: Mapped[MadeId]
    job_application_id: Mapped[UUID] = mapped_column(ForeignKey("job_applications.id", ondelete="CASCADE"))
    event_type: Mapped[JobApplicationEventType] = mapped_column(
        enumeration(JobApplicationEventType, "job_application_event_type")
    )
    occurred_at: Mapped[datetime]
    payload: Mapped[Json | None]
    attachments: Mapped[list[Json] | None]
    created_at: Mapped[Stamp]
