"""The tables that fetching and parsing fill for dbt: the schemas landing and staging, owned by the pipeline role.

No foreign keys: rows arrive by bulk COPY under a lock of their board, and ids are minted, not looked up.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Identity, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, Coordinate, Json, NaturalKeyId, NowTimestamp, build_one_of_condition
from database.models.listings import (
    EMPLOYMENT_TYPES,
    EXPERIENCE_LEVELS,
    ON_EARTH_CONDITION,
    SALARY_PERIODS,
    WORKPLACE_TYPES,
)


class Presence(Base):
    """The state of a listing that a fetch compares with, to find new, changed, closed and reopened listings.

    `changed_at` is the time of the listing's last event.
    """

    __tablename__ = "presence"
    __table_args__ = (
        UniqueConstraint("ats_organization_id", "external_id"),
        Index("ix_presence_open", "ats_organization_id", postgresql_where=text("is_open")),
        {"schema": "landing"},
    )

    listing_id: Mapped[NaturalKeyId]
    job_source_id: Mapped[UUID]
    ats_organization_id: Mapped[UUID]
    external_id: Mapped[str]
    payload_hash: Mapped[str]
    is_open: Mapped[bool]
    changed_at: Mapped[datetime]


class LifecycleEvent(Base):
    """An event of a listing, append-only: opened, changed, closed or reopened. Closings have a `reason`."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint(build_one_of_condition("event", "opened", "changed", "closed", "reopened"), name="event"),
        CheckConstraint(build_one_of_condition("reason", "absent", "provider_closed"), name="reason"),
        Index(None, "listing_id", "id"),
        Index(None, "ingest_run_id"),
        Index(None, "occurred_at", postgresql_using="brin"),
        {"schema": "landing"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    listing_id: Mapped[UUID]
    event: Mapped[str]
    reason: Mapped[str | None]
    occurred_at: Mapped[datetime]
    ingest_run_id: Mapped[UUID]
    payload_hash: Mapped[str]


class InboxPayload(Base):
    """A payload that the archive does not have yet."""

    __tablename__ = "inbox"
    __table_args__ = {"schema": "landing"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    listing_id: Mapped[NaturalKeyId]
    payload_hash: Mapped[str] = mapped_column(primary_key=True)
    captured_at: Mapped[datetime]
    ingest_run_id: Mapped[UUID]
    payload: Mapped[Json]


class Pending(Base):
    """A listing whose row in job_listings is out of date: dbt's work list."""

    __tablename__ = "pending"
    __table_args__ = {"schema": "landing"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    listing_id: Mapped[NaturalKeyId]
    queued_at: Mapped[NowTimestamp]


class SuspectedOutage(Base):
    """A board that shrank too much to be believed, until later complete fetches confirm the loss.

    `missing_ids` are the open listings that none of the `fetch_count` complete fetches since `suspected_at` returned.
    """

    __tablename__ = "suspected_outages"
    __table_args__ = {"schema": "landing"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    ats_organization_id: Mapped[NaturalKeyId]
    suspected_at: Mapped[datetime]
    ingest_run_id: Mapped[UUID]
    open_count: Mapped[int]
    returned_count: Mapped[int]
    fetch_count: Mapped[int] = mapped_column(server_default=text("1"))
    missing_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))


class ParsedListing(Base):
    """A parsed version of a listing, with the version of its parser. Unknown values are null."""

    __tablename__ = "listings"
    __table_args__ = (
        CheckConstraint(build_one_of_condition("workplace_type", *WORKPLACE_TYPES), name="workplace_type"),
        CheckConstraint(build_one_of_condition("employment_type", *EMPLOYMENT_TYPES), name="employment_type"),
        CheckConstraint(build_one_of_condition("experience_level", *EXPERIENCE_LEVELS), name="experience_level"),
        CheckConstraint(build_one_of_condition("salary_period", *SALARY_PERIODS), name="salary_period"),
        # A violation here rejects one version; in `locations` it would fail the build.
        CheckConstraint(ON_EARTH_CONDITION, name="on_earth"),
        {"schema": "staging"},
    )

    listing_id: Mapped[NaturalKeyId]
    payload_hash: Mapped[str] = mapped_column(primary_key=True)
    parser_version: Mapped[int]
    captured_at: Mapped[datetime]
    ingest_run_id: Mapped[UUID]
    job_source_id: Mapped[UUID]
    ats_organization_id: Mapped[UUID]
    external_id: Mapped[str]
    title: Mapped[str]
    company_id: Mapped[UUID | None]
    company_name: Mapped[str | None]
    company_clean_name: Mapped[str | None]
    company_website: Mapped[str | None]
    location_id: Mapped[UUID | None]
    location_raw: Mapped[str | None]
    city: Mapped[str | None]
    region: Mapped[str | None]
    country: Mapped[str | None]
    latitude: Mapped[Coordinate | None]
    longitude: Mapped[Coordinate | None]
    location_timezone: Mapped[str | None]
    is_remote: Mapped[bool | None]
    workplace_type: Mapped[str | None]
    employment_type: Mapped[str | None]
    experience_level: Mapped[str | None]
    salary_min: Mapped[Decimal | None]
    salary_max: Mapped[Decimal | None]
    currency: Mapped[str | None]
    salary_period: Mapped[str | None]
    salary_is_estimated: Mapped[bool | None]
    department: Mapped[str | None]
    description: Mapped[str | None]
    description_html: Mapped[str | None]
    language: Mapped[str | None]
    url: Mapped[str | None]
    posted_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    requisition_key: Mapped[str | None]
    signature_hash: Mapped[str | None]
    signature_title: Mapped[str | None]
    signature_location: Mapped[str | None]
    tags: Mapped[list[Json]] = mapped_column(server_default=text("'[]'"))
