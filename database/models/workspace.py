"""Section 3, the user's workspace: saved jobs, searches, alerts, comparisons. Every row is some account's own.

Beyond the specification's NOT NULL: owners, parents and times, and what an alert cannot run without.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, MadeId, Stamp, enumeration


class PriorityLevel(StrEnum):
    """How much a saved job matters to the person."""

    LOW = "low"
    MED = "med"
    HIGH = "high"


class AlertFrequency(StrEnum):
    """How often an alert reports."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"


class SavedJob(Base):
    """A listing someone keeps."""

    __tablename__ = "saved_jobs"
    __table_args__ = (UniqueConstraint("user_id", "job_listing_id"),)

    id: Mapped[MadeId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    job_listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id"), index=True)
    created_at: Mapped[Stamp]
    note: Mapped[str | None]
    priority: Mapped[PriorityLevel | None] = mapped_column(enumeration(PriorityLevel, "priority_level"))


class _Criteria:
    """What a search asks for; a null means "any"."""

    query: Mapped[str | None]
    location_text: Mapped[str | None]
    remote_flag: Mapped[bool | None]
    salary_min: Mapped[Decimal | None]
    salary_max: Mapped[Decimal | None]
    experience_level: Mapped[str | None]
    workplace_type: Mapped[str | None]
    employment_type: Mapped[str | None]
    company_exclude: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    keyword_exclude: Mapped[list[str] | None] = mapped_column(ARRAY(TEXT))
    country: Mapped[str | None]


class SearchHistory(_Criteria, Base):
    """A search someone ran, and how much it found."""

    __tablename__ = "search_history"
    __table_args__ = (Index(None, "user_id", "executed_at"),)

    id: Mapped[MadeId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    executed_at: Mapped[Stamp]
    result_count: Mapped[int | None]


class SavedSearch(_Criteria, Base):
    """A search someone keeps, to repeat or to be alerted."""

    __tablename__ = "saved_searches"

    id: Mapped[MadeId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str | None]
    created_at: Mapped[Stamp]
    updated_at: Mapped[Stamp]
    last_run_at: Mapped[datetime | None]


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


class JobComparisonSet(Base):
    """A named set of listings held side by side."""

    __tablename__ = "job_comparison_sets"

    id: Mapped[MadeId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    title: Mapped[str | None]
    created_at: Mapped[Stamp]


class JobComparisonItem(Base):
    """A listing in a comparison, at its place in the order."""

    __tablename__ = "job_comparison_items"

    comparison_set_id: Mapped[UUID] = mapped_column(
        ForeignKey("job_comparison_sets.id", ondelete="CASCADE"), primary_key=True
    )
    job_listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id"), primary_key=True, index=True)
    position: Mapped[int | None]
    added_at: Mapped[Stamp]
