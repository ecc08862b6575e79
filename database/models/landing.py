"""What fetching and parsing leave behind for dbt: the schemas landing and staging, owned by the pipeline role.

No foreign keys: rows arrive by bulk COPY under locks of their board, and ids are minted, not looked up.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, Coordinate, Json, MintedId, Stamp, one_of
from database.models.listings import EMPLOYMENTS, LEVELS, ON_EARTH, SALARY_PERIODS, WORKPLACES


class Presence(Base):
    """One row per listing ever seen: all that a fetch needs to tell new, changed, closed and re-opened apart.

    `changed_at` is the time of the listing's last event.
    """

    __tablename__ = "presence"
    __table_args__ = (
        UniqueConstraint("ats_organization_id", "external_id"),
        Index("ix_presence_open", "ats_organization_id", postgresql_where=text("is_open")),
        {"schema": "landing"},
    )

    listing_id: Mapped[MintedId]
    job_source_id: Mapped[UUID]
    ats_organization_id: Mapped[UUID]
    external_id: Mapped[str]
    payload_hash: Mapped[str]
    is_open: Mapped[bool]
    changed_at: Mapped[datetime]


class Event(Base):
    """The ledger proper, append-only: what happened to a listing, when, and in which run. `reason` is of closings."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint(one_of("event", "opened", "changed", "closed", "reopened"), name="event"),
        CheckConstraint(one_of("reason", "absent", "provider_closed"), name="reason"),
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
    """A payload that is not in listing_archives yet."""

    __tablename__ = "inbox"
    __table_args__ = {"schema": "landing"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    listing_id: Mapped[MintedId]
    payload_hash: Mapped[str] = mapped_column(primary_key=True)
    captured_at: Mapped[datetime]
    ingest_run_id: Mapped[UUID]
    payload: Mapped[Json]


class Pending(Base):
    """A listing whose presence or parse differs from job_listings: dbt's only work list."""

    __tablename__ = "pending"
    __table_args__ = {"schema": "landing"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    listing_id: Mapped[MintedId]
    queued_at: Mapped[Stamp]


class SuspectedOutage(Base):
    """A board that shrank too much to be believed, until a second complete fetch confirms the loss."""

    __tablename__ = "suspected_outages"
    __table_args__ = {"schema": "landing"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    ats_organization_id: Mapped[MintedId]
    suspected_at: Mapped[datetime]
    ingest_run_id: Mapped[UUID]
    open_count: Mapped[int]
    returned_count: Mapped[int]


class ParsedListing(Base):
    """A version of a listing in canonical columns, with the version of the parser that read it. Unknown stays null."""

    __tablename__ = "listings"
    __table_args__ = (
        CheckConstraint(one_of("workplace_type", *WORKPLACES), name="workplace_type"),
        CheckConstraint(one_of("employment_type", *EMPLOYMENTS), name="employment_type"),
        CheckConstraint(one_of("experience_level", *LEVELS), name="experience_level"),
        CheckConstraint(one_of("salary_period", *SALARY_PERIODS), name="salary_period"),
        # Refused here, it is one version that is rejected; refused by locations, it would be the build.
        CheckConstraint(ON_EARTH, name="on_earth"),
        {"schema": "staging"},
    )

    listing_id: Mapped[MintedId]
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


class CountedApplication(Base):
    """An application as the figures last counted it, so that what has changed since is known.

    dbt writes it in the transaction that writes analytics_snapshots. `responded_at` and what follows are not before
    `applied_at`; `applied_on` is a day in `timezone`.
    """

    __tablename__ = "counted_applications"
    __table_args__ = {"schema": "staging"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    application_id: Mapped[MintedId]
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
    """How far the ledger had seen when figures were last counted; one row, or none before the first time."""

    __tablename__ = "counted_until"
    __table_args__ = {"schema": "staging"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    until: Mapped[datetime] = mapped_column(primary_key=True)


class ListingCount(Base):
    """Listings and their events counted by UTC day, source and name, as the market's marts add them up.

    dbt writes it in the transaction that writes the facts of listings; the measures are told with dbt's source.
    """

    __tablename__ = "listing_counts"
    __table_args__ = (
        CheckConstraint("n != 0", name="n"),
        Index(
            "ix_listing_counts_of_name",
            "measure",
            "name",
            postgresql_where=text("measure in ('title_group', 'company', 'workplace')"),
        ),
        {"schema": "staging"},
    )

    measure: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    job_source_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)


class MarketChange(Base):
    """A note that the market's figures told something else of a name, from `day` on, than its counts say by now.

    Written with the counts, and by the database where a company is renamed (`known_as`: the name it had) or a source's
    permission changes (measure all); gone once figures are told anew.
    """

    __tablename__ = "market_changes"
    __table_args__ = {"schema": "staging"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    measure: Mapped[str]
    name: Mapped[str]
    known_as: Mapped[str | None]
    day: Mapped[date]
