"""Saved searches, the search history and followed companies. Alerts on a saved search are in `alerts`."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, Json, NowTimestamp


class _CriteriaColumns:
    """The criteria of a search; null means "any"."""

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


class SearchHistory(_CriteriaColumns, Base):
    """A search that a person ran, and how many listings it matched."""

    __tablename__ = "search_history"
    __table_args__ = (Index(None, "user_id", "executed_at"),)

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    executed_at: Mapped[NowTimestamp]
    result_count: Mapped[int | None]


class SearchHistoryExtra(Base):
    """The criteria of a search in the history that have no column there."""

    __tablename__ = "search_history_extras"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    search_history_id: Mapped[UUID] = mapped_column(
        ForeignKey("search_history.id", ondelete="CASCADE"), primary_key=True
    )
    criteria: Mapped[Json]


class SavedSearch(_CriteriaColumns, Base):
    """A search saved under a name, to run again or to send alerts."""

    __tablename__ = "saved_searches"

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str | None]
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]
    last_run_at: Mapped[datetime | None]


class SavedSearchExtra(Base):
    """The criteria of a saved search that have no column there: the other fields of app.search.criteria.Criteria."""

    __tablename__ = "saved_search_extras"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    saved_search_id: Mapped[UUID] = mapped_column(ForeignKey("saved_searches.id", ondelete="CASCADE"), primary_key=True)
    criteria: Mapped[Json]


class FollowedCompany(Base):
    """A company that a user follows, to see its new listings."""

    __tablename__ = "followed_companies"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id"), primary_key=True, index=True)
    created_at: Mapped[NowTimestamp]
