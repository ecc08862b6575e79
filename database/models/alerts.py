"""Alerts with their schedules, runs, queue and matches. The emails they send are in `email`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, MadeId, Stamp, enumeration
from database.models.listings import SearchedColumns


class AlertFrequency(StrEnum):
    """How often an alert reports."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"


class JobAlert(Base):
    """The wish to be told what a saved search newly finds."""

    __tablename__ = "job_alerts"
    __table_args__ = (Index(None, "last_checked_at", postgresql_where=text("is_active")),)

    id: Mapped[MadeId]
    saved_search_id: Mapped[UUID] = mapped_column(
        ForeignKey("saved_searches.id", ondelete="CASCADE"), index=True, unique=True
    )
    frequency: Mapped[AlertFrequency] = mapped_column(enumeration(AlertFrequency, "alert_frequency"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    last_checked_at: Mapped[datetime | None]
    new_jobs_count: Mapped[int] = mapped_column(server_default=text("0"))
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]


class JobAlertRun(Base):
    """One check of an alert: how many it found, or why it failed."""

    __tablename__ = "job_alert_runs"
    __table_args__ = (Index(None, "job_alert_id", "checked_at"),)

    id: Mapped[MadeId]
    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"))
    checked_at: Mapped[Stamp]
    result_count: Mapped[int | None]
    error: Mapped[str | None]


class AlertSchedule(Base):
    """When a daily or weekly alert reports: the hour of the person's day, and for weekly the day (1 is Monday)."""

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
    """A word one of which any listing must have that the alert can match; '' where there is no such word."""

    __tablename__ = "alert_anchors"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    anchor: Mapped[str] = mapped_column(primary_key=True)
    job_alert_id: Mapped[UUID] = mapped_column(
        ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class AlertQuery(Base):
    """The keywords of an alert's search, and what it leaves out, as text search queries; made with its anchors."""

    __tablename__ = "alert_queries"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[Any | None] = mapped_column(TSQUERY)
    without: Mapped[Any | None] = mapped_column(TSQUERY)


class AlertChange(Base):
    """An alert whose anchors are to be made anew, because it or its search was written. Triggers put it here."""

    __tablename__ = "alert_changes"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    job_alert_id: Mapped[UUID]


class AlertQueueEntry(Base):
    """A listing that opened or changed and no alert has seen yet. `seen_at` is when it was fetched."""

    __tablename__ = "alert_queue"
    __table_args__ = (Index(None, "queued_at"), {"schema": "ops"})

    listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id", ondelete="CASCADE"), primary_key=True)
    seen_at: Mapped[datetime]
    queued_at: Mapped[Stamp]


class EarlierDocument(SearchedColumns, Base):
    """The document of a listing as alerts last looked at it, while what changed since waits in alert_queue."""

    __tablename__ = "earlier_documents"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    job_source_id: Mapped[UUID]
    company_words: Mapped[str]
    location_words: Mapped[str]


class AlertDelivery(Base):
    """A cluster of listings an alert has matched: told at most once, in the letter `email_id` names.

    `seen_at` is when the listing was fetched; from there to `sent_at` is how long the person waited. `email_id`
    outlives the letter, which is forgotten in time.
    """

    __tablename__ = "alert_deliveries"
    __table_args__ = (Index(None, "matched_at", postgresql_where=text("email_id is null")), {"schema": "ops"})

    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[UUID] = mapped_column(primary_key=True)
    job_listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id"), index=True)
    matched_at: Mapped[Stamp]
    sent_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    email_id: Mapped[UUID | None] = mapped_column(index=True)
