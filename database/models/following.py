"""What the workspace keeps in the schema ops: the rest of a search, followed companies, how alerts work."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, Json, Stamp

_SCHEMA = {"schema": "ops"}


class SavedSearchExtra(Base):
    """What a saved search asks for beyond its columns: the remaining fields of app.search.criteria.Criteria."""

    __tablename__ = "saved_search_extras"
    __table_args__ = _SCHEMA

    saved_search_id: Mapped[UUID] = mapped_column(ForeignKey("saved_searches.id", ondelete="CASCADE"), primary_key=True)
    criteria: Mapped[Json]


class SearchHistoryExtra(Base):
    """What a past search asked for beyond its columns."""

    __tablename__ = "search_history_extras"
    __table_args__ = _SCHEMA

    search_history_id: Mapped[UUID] = mapped_column(
        ForeignKey("search_history.id", ondelete="CASCADE"), primary_key=True
    )
    criteria: Mapped[Json]


class FollowedCompany(Base):
    """A company whose openings someone wants to see."""

    __tablename__ = "followed_companies"
    __table_args__ = _SCHEMA

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id"), primary_key=True, index=True)
    created_at: Mapped[Stamp]


class AlertSchedule(Base):
    """When a daily or weekly alert reports: the hour of the person's day, and for weekly the day (1 is Monday)."""

    __tablename__ = "alert_schedules"
    __table_args__ = (
        CheckConstraint("hour between 0 and 23", name="hour"),
        CheckConstraint("weekday between 1 and 7", name="weekday"),
        _SCHEMA,
    )

    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True)
    hour: Mapped[int] = mapped_column(server_default=text("8"))
    weekday: Mapped[int] = mapped_column(server_default=text("1"))
    next_report_at: Mapped[datetime | None]


class AlertAnchor(Base):
    """A word one of which any listing must have that the alert can match; '' where there is no such word."""

    __tablename__ = "alert_anchors"
    __table_args__ = _SCHEMA

    anchor: Mapped[str] = mapped_column(primary_key=True)
    job_alert_id: Mapped[UUID] = mapped_column(
        ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class AlertQuery(Base):
    """The keywords of an alert's search, and what it leaves out, as text search queries; made with its anchors."""

    __tablename__ = "alert_queries"
    __table_args__ = _SCHEMA

    job_alert_id: Mapped[UUID] = mapped_column(ForeignKey("job_alerts.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[Any | None] = mapped_column(TSQUERY)
    without: Mapped[Any | None] = mapped_column(TSQUERY)


class AlertQueueEntry(Base):
    """A listing that opened or changed and no alert has seen yet. `seen_at` is when it was fetched."""

    __tablename__ = "alert_queue"
    __table_args__ = (Index(None, "queued_at"), _SCHEMA)

    listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id", ondelete="CASCADE"), primary_key=True)
    seen_at: Mapped[datetime]
    queued_at: Mapped[Stamp]


class AlertChange(Base):
    """An alert whose anchors are to be made anew, because it or its search was written. Triggers put it here."""

    __tablename__ = "alert_changes"
    __table_args__ = _SCHEMA

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    job_alert_id: Mapped[UUID]
