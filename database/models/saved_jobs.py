"""Saved jobs and comparison sets: the listings a person collects."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, NowTimestamp, build_enum_type


class PriorityLevel(StrEnum):
    """The priority of a saved job."""

    LOW = "low"
    MED = "med"
    HIGH = "high"


class SavedJob(Base):
    """A listing that a user saved."""

    __tablename__ = "saved_jobs"
    __table_args__ = (UniqueConstraint("user_id", "job_listing_id"),)

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    job_listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id"), index=True)
    created_at: Mapped[NowTimestamp]
    note: Mapped[str | None]
    priority: Mapped[PriorityLevel | None] = mapped_column(build_enum_type(PriorityLevel, "priority_level"))


class JobComparisonSet(Base):
    """A named set of listings to compare side by side."""

    __tablename__ = "job_comparison_sets"

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    title: Mapped[str | None]
    created_at: Mapped[NowTimestamp]


class JobComparisonItem(Base):
    """A listing in a comparison set, with its position."""

    __tablename__ = "job_comparison_items"

    comparison_set_id: Mapped[UUID] = mapped_column(
        ForeignKey("job_comparison_sets.id", ondelete="CASCADE"), primary_key=True
    )
    job_listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id"), primary_key=True, index=True)
    position: Mapped[int | None]
    added_at: Mapped[NowTimestamp]
