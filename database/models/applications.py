"""Applications with stages, timeline, files and reminders. Reading them from files is in `application_imports`.

Beyond the specification's NOT NULL: owners, parents, status, times, and a stage's place in the order.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, Json, NowTimestamp, build_enum_type, build_one_of_condition


class JobApplicationStatus(StrEnum):
    """The status of an application."""

    PLANNED = "planned"
    APPLIED = "applied"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    REJECTED = "rejected"


class JobApplicationEventType(StrEnum):
    """The kind of a timeline entry."""

    NOTE = "note"
    INTERVIEW = "interview"
    OFFER = "offer"
    FOLLOW_UP = "follow_up"


class Outcome(StrEnum):
    """An end that a status does not express: the employer never answered, or the user withdrew."""

    GHOSTED = "ghosted"
    WITHDRAWN = "withdrawn"


class ApplicationStage(Base):
    """A column of a user's application board."""

    __tablename__ = "application_stages"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    position: Mapped[int]
    is_default: Mapped[bool] = mapped_column(server_default=text("false"))


class StageStatus(Base):
    """The meaning of a stage: a status, which its applications take on, or an outcome, which leaves their status alone.

    A stage without a row has no meaning and leaves the status alone as well.
    """

    __tablename__ = "stage_statuses"
    __table_args__ = (
        CheckConstraint("num_nonnulls(status, outcome) = 1", name="means_one_thing"),
        CheckConstraint(build_one_of_condition("outcome", *(outcome.value for outcome in Outcome)), name="outcome"),
        {"schema": "ops"},
    )

    stage_id: Mapped[UUID] = mapped_column(ForeignKey("application_stages.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[JobApplicationStatus | None] = mapped_column(
        build_enum_type(JobApplicationStatus, "job_application_status")
    )
    outcome: Mapped[str | None]


class JobApplication(Base):
    """An application, to a listing or entered by hand. Deleting is soft, so that it can be undone."""

    __tablename__ = "job_applications"
    __table_args__ = (Index(None, "follow_up_at", postgresql_where=text("deleted_at is null")),)

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    job_listing_id: Mapped[UUID | None] = mapped_column(ForeignKey("job_listings.id"), index=True)
    company_id: Mapped[UUID | None] = mapped_column(ForeignKey("companies.id"), index=True)
    stage_id: Mapped[UUID | None] = mapped_column(ForeignKey("application_stages.id"), index=True)
    status: Mapped[JobApplicationStatus] = mapped_column(
        build_enum_type(JobApplicationStatus, "job_application_status"), server_default=text("'planned'")
    )
    applied_at: Mapped[datetime | None]
    response_at: Mapped[datetime | None]
    job_post_url: Mapped[str | None]
    source: Mapped[str | None]
    notes: Mapped[str | None]
    listing_snapshot: Mapped[Json | None]
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]
    follow_up_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


class ApplicationDetails(Base):
    """What a user adds to an application beyond the specified columns; an application without any has no row."""

    __tablename__ = "application_details"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    job_application_id: Mapped[UUID] = mapped_column(
        ForeignKey("job_applications.id", ondelete="CASCADE"), primary_key=True
    )
    referred_by: Mapped[str | None]


class ApplicationEvent(Base):
    """An entry of an application's timeline."""

    __tablename__ = "application_events"
    __table_args__ = (Index(None, "job_application_id", "occurred_at"),)

    id: Mapped[GeneratedId]
    job_application_id: Mapped[UUID] = mapped_column(ForeignKey("job_applications.id", ondelete="CASCADE"))
    event_type: Mapped[JobApplicationEventType] = mapped_column(
        build_enum_type(JobApplicationEventType, "job_application_event_type")
    )
    occurred_at: Mapped[datetime]
    payload: Mapped[Json | None]
    attachments: Mapped[list[Json] | None]
    created_at: Mapped[NowTimestamp]


class ApplicationFile(Base):
    """A file attached to an application. Its bytes are in the folder of files, under its id."""

    __tablename__ = "application_files"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[GeneratedId]
    job_application_id: Mapped[UUID] = mapped_column(ForeignKey("job_applications.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    created_at: Mapped[NowTimestamp]


class FollowUpReminder(Base):
    """The email that reminds of a follow-up; one for each time that the follow-up is set to."""

    __tablename__ = "follow_up_reminders"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    job_application_id: Mapped[UUID] = mapped_column(
        ForeignKey("job_applications.id", ondelete="CASCADE"), primary_key=True
    )
    follow_up_at: Mapped[datetime] = mapped_column(primary_key=True)
    email_id: Mapped[UUID]
    queued_at: Mapped[NowTimestamp]


class CalendarFeed(Base):
    """The private address of a user's calendar, as the SHA-256 of its token."""

    __tablename__ = "calendar_feeds"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[NowTimestamp]
    last_used_at: Mapped[datetime | None]


class ApiToken(Base):
    """An API key of a user, as its SHA-256. `scopes` names the lists of the API that it reads."""

    __tablename__ = "api_tokens"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    created_at: Mapped[NowTimestamp]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class DemoItem(Base):
    """A row that belongs to the demo data, so that clearing it deletes nothing else. `item` names the table."""

    __tablename__ = "demo_items"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)


class ApplicationChange(Base):
    """An application whose facts dbt must compute again. Triggers insert it when the facts may have changed."""

    __tablename__ = "application_changes"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    application_id: Mapped[UUID]
