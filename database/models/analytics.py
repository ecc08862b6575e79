"""Metrics by period, of one account or the market, and the counts that dbt keeps to compute them.

The tables in staging have no foreign keys: dbt writes them in bulk. Its own tables are in dbt_project.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, Json, NaturalKeyId, NowTimestamp, build_enum_type


class AnalyticsMetric(StrEnum):
    """A metric that snapshots record."""

    ACTIVE_JOBS = "active_jobs"
    SUCCESS_RATE = "success_rate"
    AVG_RESPONSE = "avg_response"


class AnalyticsSnapshot(Base):
    """The value of a metric over the days from period_start to period_end, both included."""

    __tablename__ = "analytics_snapshots"
    __table_args__ = (
        UniqueConstraint(
            "user_id",
            "period_start",
            "period_end",
            "metric",
            "dimension",
            name="uq_analytics_snapshots_measure",
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    period_start: Mapped[date]
    period_end: Mapped[date]
    metric: Mapped[AnalyticsMetric] = mapped_column(build_enum_type(AnalyticsMetric, "analytics_metric"))
    value: Mapped[Decimal]
    dimension: Mapped[Json | None]
    created_at: Mapped[NowTimestamp]


class CountedApplication(Base):
    """The facts of an application when metrics last counted it, to compare with its facts now.

    dbt writes it in the transaction that writes analytics_snapshots. The times after `applied_on_utc` are not earlier
    than `applied_at`; `applied_on` is a day in `timezone`.
    """

    __tablename__ = "counted_applications"
    __table_args__ = {"schema": "staging"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    application_id: Mapped[NaturalKeyId]
    user_id: Mapped[UUID]
    timezone: Mapped[str]
    source: Mapped[str]
    title_group: Mapped[str]
    company: Mapped[str]
    workplace: Mapped[str]
    may_aggregate: Mapped[bool]
    applied_at: Mapped[datetime]
    applied_on: Mapped[date]
    applied_on_utc: Mapped[date]
    responded_at: Mapped[datetime | None]
    interviewed_at: Mapped[datetime | None]
    offered_at: Mapped[datetime | None]
    rejected_at: Mapped[datetime | None]


class CountedUntil(Base):
    """The latest event that the last computation of metrics included; one row, or none before the first one."""

    __tablename__ = "counted_until"
    __table_args__ = {"schema": "staging"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    until: Mapped[datetime] = mapped_column(primary_key=True)


class EventCount(Base):
    """Events of listings by UTC day, source, country and kind.

    dbt writes this and the other counts in the transaction that writes the facts of listings.
    """

    __tablename__ = "event_counts"
    __table_args__ = (
        CheckConstraint("events > 0", name="events"),
        {"schema": "staging"},
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    job_source_id: Mapped[UUID] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(primary_key=True)
    events: Mapped[int] = mapped_column(BigInteger)


class TitleGroupCount(Base):
    """By how many the open listings of a title group changed on a UTC day, by source."""

    __tablename__ = "title_group_counts"
    __table_args__ = (CheckConstraint("open_change != 0", name="open_change"), {"schema": "staging"})

    title_group: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    job_source_id: Mapped[UUID] = mapped_column(primary_key=True)
    open_change: Mapped[int] = mapped_column(BigInteger)


class CompanyCount(Base):
    """By how many the open listings of a company changed on a UTC day, by source."""

    __tablename__ = "company_counts"
    __table_args__ = (CheckConstraint("open_change != 0", name="open_change"), {"schema": "staging"})

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    job_source_id: Mapped[UUID] = mapped_column(primary_key=True)
    open_change: Mapped[int] = mapped_column(BigInteger)


class WorkplaceCount(Base):
    """By how many the open listings of a workplace changed on a UTC day, by source."""

    __tablename__ = "workplace_counts"
    __table_args__ = (CheckConstraint("open_change != 0", name="open_change"), {"schema": "staging"})

    workplace: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    job_source_id: Mapped[UUID] = mapped_column(primary_key=True)
    open_change: Mapped[int] = mapped_column(BigInteger)


class SkillCount(Base):
    """Listings that name a skill, by the UTC day they opened and by source: all of them, and those open now."""

    __tablename__ = "skill_counts"
    __table_args__ = (
        CheckConstraint("listings > 0 and open_listings between 0 and listings", name="listings"),
        {"schema": "staging"},
    )

    skill: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    job_source_id: Mapped[UUID] = mapped_column(primary_key=True)
    listings: Mapped[int] = mapped_column(BigInteger)
    open_listings: Mapped[int] = mapped_column(BigInteger)


class ListingCount(Base):
    """Listings by the UTC day they opened, source, country, workplace and level: all of them, and those open now."""

    __tablename__ = "listing_counts"
    __table_args__ = (
        CheckConstraint("listings > 0 and open_listings between 0 and listings", name="listings"),
        {"schema": "staging"},
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    job_source_id: Mapped[UUID] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(primary_key=True)
    workplace_type: Mapped[str] = mapped_column(primary_key=True)
    experience_level: Mapped[str] = mapped_column(primary_key=True)
    listings: Mapped[int] = mapped_column(BigInteger)
    open_listings: Mapped[int] = mapped_column(BigInteger)
    open_with_stated_pay: Mapped[int] = mapped_column(BigInteger)
    open_with_signature: Mapped[int] = mapped_column(BigInteger)


class MarketChange(Base):
    """A note that published metrics of the market may differ from the counts of a name from `day` on.

    Written with the counts, and by triggers where a company is renamed (a note for each of both names) or a source's
    permission changes (dimension all); deleted once the metrics are published again.
    """

    __tablename__ = "market_changes"
    __table_args__ = {"schema": "staging"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    dimension: Mapped[str]
    name: Mapped[str]
    day: Mapped[date]
