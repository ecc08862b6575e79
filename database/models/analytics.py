"""Metrics by period, of one account or, without an account, of the market. What they are counted from is dbt's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, Json, MadeId, Stamp, enumeration


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

    id: Mapped[MadeId]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    period_start: Mapped[date]
    period_end: Mapped[date]
    metric: Mapped[AnalyticsMetric] = mapped_column(enumeration(AnalyticsMetric, "analytics_metric"))
    value: Mapped[Decimal]
    dimension: Mapped[Json | None]
    created_at: Mapped[Stamp]
