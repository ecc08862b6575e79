"""Alerts with their schedules, runs, queue and matches. The emails they send are in `email`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, NowTimestamp, build_enum_type
from database.models.listings import SearchedColumns


class AlertFrequency(StrEnum):
    """A frequency of alerts; the view ops.alert_frequencies says what each means."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"


class JobAlert(Base):
    """An alert: a saved search that emails its new matches."""

    __tablename__ = "job_alerts"
    __table_args__ = (Index(None, "last_checked_at", postgresql_where=text("is_active")),)

    id: Mapped[GeneratedId]
    saved_search_id: Mapped[UUID] = mapped_column(
        ForeignKey("saved_searches.id", ondelete="CASCADE"), index=True, unique=True
    )
    frequency: Mapped[AlertFrequency] = mapped_column(build_enum_type(AlertFrequency, "alert_frequency"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    last_checked_at: Mapped[datetime | None]
    new_jobs_count: Mapped[int] = mapped_column(server_default=text("0"))
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]


class JobAlertRun(Base):
    """One run of an alert: how many matches it had, or why it failed."""

    __tablename__ = "job_alert_runs"
    __table_args__ = (Index(None, "job_alert_id", "checked_at"),)

    id: Mapped[GeneratedId]
    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"))
    checked_at: Mapped[NowTimestamp]
    result_count: Mapped[int | None]
    error: Mapped[str | None]


class AlertSchedule(Base):
    """The schedule of an alert: hour and weekday (1 is Monday) in the user's time zone."""

    __tablename__ = "alert_schedules"
    __table_args__ = (
        CheckConstraint("hour between 0 and 23", name="hour"),
        CheckConstraint("weekday between 1 and 7", name="weekday"),
        {"schema": "ops"},
    )

    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True)
    hour: Mapped[int] = mapped_column(server_default=text("8"))
    weekday: Mapped[int] = mapped_column(server_default=text("1"))
    next_report_at: Mapped[datetime | None]


class AlertAnchor(Base):
    """A word of an alert. A listing without any of them cannot match; '' stands for an alert without such words."""

    __tablename__ = "alert_anchors"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    anchor: Mapped[str] = mapped_column(primary_key=True)
    job_alert_id: Mapped[UUID] = mapped_column(
        ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class AlertQuery(Base):
    """The keywords of an alert and those it excludes, as text search queries; computed together with its anchors."""

    __tablename__ = "alert_queries"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[Any | None] = mapped_column(TSQUERY)
    exclude_words: Mapped[Any | None] = mapped_column("without", TSQUERY)


class AlertChange(Base):
    """An alert whose anchors must be computed again, because it or its search changed. Triggers insert it."""

    __tablename__ = "alert_changes"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    job_alert_id: Mapped[UUID]


class AlertQueueEntry(Base):
    """A new or changed listing that alerts have not looked at yet. `seen_at` is when it was fetched."""

    __tablename__ = "alert_queue"
    __table_args__ = (Index(None, "queued_at"), {"schema": "ops"})

    listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id", ondelete="CASCADE"), primary_key=True)
    seen_at: Mapped[datetime]
    queued_at: Mapped[NowTimestamp]


class EarlierDocument(SearchedColumns, Base):
    """The search document of a listing as alerts last saw it, while the listing waits in alert_queue."""

    __tablename__ = "earlier_documents"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    job_source_id: Mapped[UUID]
    company_words: Mapped[str]
    location_words: Mapped[str]


class AlertDelivery(Base):
    """A match of an alert: a cluster of listings, emailed at most once, in the email `email_id`.

    `seen_at` is when the listing was fetched; the user waited from then to `sent_at`. `email_id` stays when the email
    itself is deleted.
    """

    __tablename__ = "alert_deliveries"
    __table_args__ = (Index(None, "matched_at", postgresql_where=text("email_id is null")), {"schema": "ops"})

    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[UUID] = mapped_column(primary_key=True)
    job_listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id"), index=True)
    matched_at: Mapped[NowTimestamp]
    sent_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    email_id: Mapped[UUID | None] = mapped_column(index=True)
