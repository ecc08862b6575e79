"""Listings with company, place, tags, versions and search document.

Written by the pipeline only. What parsing leaves for dbt to build them from is in `landing`.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    Numeric,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import (
    Base,
    Coordinate,
    GeneratedId,
    Json,
    NaturalKeyId,
    NowTimestamp,
    build_enum_type,
    build_one_of_condition,
)

WORKPLACE_TYPES = ("on_site", "hybrid", "remote")


EMPLOYMENT_TYPES = ("full_time", "part_time", "contract", "temporary", "internship")


EXPERIENCE_LEVELS = ("intern", "entry", "mid", "senior", "lead", "executive")


SALARY_PERIODS = ("hour", "day", "week", "month", "year")


ON_EARTH_CONDITION = "latitude between -90 and 90 and longitude between -180 and 180"


class JobTagType(StrEnum):
    """The kind of a tag."""

    SKILL = "skill"
    DEPARTMENT = "department"
    CATEGORY = "category"


def build_prefix_index(name: str, column: str, **where: Any) -> Index:
    """Return an index for suggestions by prefix. It holds 80 characters, since an index entry must not be longer."""
    start: ColumnElement[str] = literal_column(f'lower("left"({column}, 80))').label("beginning")
    return Index(name, start, postgresql_ops={"beginning": "text_pattern_ops"}, **where)


class Location(Base):
    """A place in the provider's words, with the parts that could be parsed.

    Unique by a hash of text, parts and remoteness, because a provider's text may be too long for an index entry.
    """

    __tablename__ = "locations"
    __table_args__ = (
        Index(
            "uq_locations_place",
            text(  # in PostgreSQL's own wording, so that a comparison finds no difference
                "ops.mint(VARIADIC ARRAY[COALESCE(raw_text, ''::text), COALESCE(city, ''::text), "
                "COALESCE(region, ''::text), COALESCE(country, ''::text), COALESCE(is_remote::text, ''::text)])"
            ),
            unique=True,
        ),
        *(build_prefix_index(f"ix_locations_{part}_beginning", part) for part in ("city", "region", "country")),
        CheckConstraint(ON_EARTH_CONDITION, name="on_earth"),
    )

    id: Mapped[NaturalKeyId]
    raw_text: Mapped[str | None]
    city: Mapped[str | None]
    region: Mapped[str | None]
    country: Mapped[str | None]
    latitude: Mapped[Coordinate | None]
    longitude: Mapped[Coordinate | None]
    is_remote: Mapped[bool | None]
    timezone: Mapped[str | None]
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]


class Company(Base):
    """An employer, identified by its normalised name."""

    __tablename__ = "companies"
    __table_args__ = (build_prefix_index("ix_companies_name_beginning", "name"),)

    id: Mapped[NaturalKeyId]
    name: Mapped[str]
    clean_name: Mapped[str] = mapped_column(unique=True)
    website: Mapped[str | None]
    industry: Mapped[str | None]
    size_band: Mapped[str | None]
    logo_url: Mapped[str | None]
    hq_location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"), index=True)
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]


class JobListing(Base):
    """A normalised posting. `id` and `created_at` never change; it is open while `closed_at` is null.

    Listings with the same `cluster_id` are one job posted several times. Unknown values are null.
    """

    __tablename__ = "job_listings"
    __table_args__ = (
        UniqueConstraint("job_source_id", "ats_organization_id", "external_id", name="uq_job_listings_natural_key"),
        CheckConstraint(build_one_of_condition("workplace_type", *WORKPLACE_TYPES), name="workplace_type"),
        CheckConstraint(build_one_of_condition("employment_type", *EMPLOYMENT_TYPES), name="employment_type"),
        CheckConstraint(build_one_of_condition("experience_level", *EXPERIENCE_LEVELS), name="experience_level"),
        CheckConstraint(build_one_of_condition("salary_period", *SALARY_PERIODS), name="salary_period"),
        CheckConstraint(build_one_of_condition("close_reason", "absent", "provider_closed"), name="close_reason"),
        CheckConstraint("(closed_at is null) = (close_reason is null)", name="closed"),
        Index(None, "ingested_at"),
        build_prefix_index("ix_job_listings_open_title", "title", postgresql_where=text("closed_at is null")),
    )

    id: Mapped[NaturalKeyId]
    external_id: Mapped[str]
    job_source_id: Mapped[UUID] = mapped_column(ForeignKey("job_sources.id"))
    company_id: Mapped[UUID | None] = mapped_column(ForeignKey("companies.id"), index=True)
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"), index=True)
    title: Mapped[str]
    description: Mapped[str | None]
    url: Mapped[str | None]
    posted_at: Mapped[datetime | None]
    ingested_at: Mapped[NowTimestamp]
    expires_at: Mapped[datetime | None]
    salary_min: Mapped[Decimal | None]
    salary_max: Mapped[Decimal | None]
    currency: Mapped[str | None]
    is_remote: Mapped[bool | None]
    raw_payload: Mapped[Json | None]
    dedupe_hash: Mapped[str | None] = mapped_column(index=True)
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]
    ats_organization_id: Mapped[UUID] = mapped_column(ForeignKey("ats_organizations.id"), index=True)
    workplace_type: Mapped[str | None]
    employment_type: Mapped[str | None]
    experience_level: Mapped[str | None]
    salary_period: Mapped[str | None]
    salary_is_estimated: Mapped[bool | None]
    department: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str | None]
    requisition_key: Mapped[str | None]
    cluster_id: Mapped[UUID] = mapped_column(index=True)


class JobTag(Base):
    """A skill, department or category of listings."""

    __tablename__ = "job_tags"
    __table_args__ = (UniqueConstraint("name", "type"),)

    id: Mapped[NaturalKeyId]
    name: Mapped[str]
    type: Mapped[JobTagType] = mapped_column(build_enum_type(JobTagType, "job_tag_type"))
    source: Mapped[str | None]
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]


class JobListingTag(Base):
    """A tag of a listing. Confidence 0 marks a tag that the listing no longer has."""

    __tablename__ = "job_listing_tags"
    __table_args__ = (CheckConstraint("confidence between 0 and 1", name="confidence"),)

    job_listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id"), primary_key=True)
    job_tag_id: Mapped[UUID] = mapped_column(ForeignKey("job_tags.id"), primary_key=True, index=True)
    confidence: Mapped[Decimal] = mapped_column(Numeric(4, 3))
    ingest_source: Mapped[str | None]


class DedupeSignature(Base):
    """A signature: title, company and place together. Listings have its hash as `dedupe_hash`."""

    __tablename__ = "dedupe_signatures"
    __table_args__ = (CheckConstraint("first_seen_at <= last_seen_at", name="seen"),)

    signature_hash: Mapped[str] = mapped_column(primary_key=True)
    company_id: Mapped[UUID | None] = mapped_column(ForeignKey("companies.id"), index=True)
    title_text: Mapped[str | None]
    location_text: Mapped[str | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class ListingArchive(Base):
    """A version of a listing, verbatim, with the run that fetched it. Append-only."""

    __tablename__ = "listing_archives"
    __table_args__ = (UniqueConstraint("job_listing_id", "payload_hash"),)

    id: Mapped[GeneratedId]
    job_listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id"))
    captured_at: Mapped[datetime]
    payload: Mapped[Json]
    payload_hash: Mapped[str]
    ingest_run_id: Mapped[UUID] = mapped_column(ForeignKey("ingest_runs.id"), index=True)


class SearchedColumns:
    """The columns that decide whether a search matches.

    `posted_at` falls back to the listing's ingested_at. Pay per year is pay per hour x 2080, day x 260, week x 52 or
    month x 12.
    """

    listing_id: Mapped[UUID] = mapped_column(ForeignKey("job_listings.id", ondelete="CASCADE"), primary_key=True)
    document: Mapped[Any] = mapped_column(TSVECTOR)
    is_open: Mapped[bool]
    posted_at: Mapped[datetime]
    country: Mapped[str | None]
    workplace_type: Mapped[str | None]
    employment_type: Mapped[str | None]
    experience_level: Mapped[str | None]
    salary_year_min: Mapped[Decimal | None]
    salary_year_max: Mapped[Decimal | None]
    currency: Mapped[str | None]


_INDEX_EXPRESSIONS = {
    "company_words": "string_to_array(btrim(company_words), ' ')",
    "location_words": "string_to_array(btrim(location_words), ' ')",
    "facets": "ops.facets(country, workplace_type, employment_type, experience_level)",
}


_PAY_EXPRESSION = text("(coalesce(salary_year_max, -1)::double precision)")


class ListingDocument(SearchedColumns, Base):
    """The search document of a listing. A table of its own, because an index on the text would slow every load.

    `location_text` is raw text, city, region and country in lower case. `language` is the language beside English whose
    dictionary made the document. `version` is the way the document was made (ingestion.search_documents);
    `updated_at` is copied from the listing's row, so that stale documents are found by comparing the two.
    """

    __tablename__ = "listing_documents"
    __table_args__ = (
        Index(None, "document", postgresql_using="gin"),
        Index("ix_listing_documents_newest", "posted_at", "listing_id", postgresql_where=text("is_open")),
        Index("ix_listing_documents_pay", _PAY_EXPRESSION, "posted_at", "listing_id", postgresql_where=text("is_open")),
        Index("ix_listing_documents_open_source", "job_source_id", "currency", postgresql_where=text("is_open")),
        *(
            Index(f"ix_listing_documents_{name}", text(expression), postgresql_using="gin")
            for name, expression in _INDEX_EXPRESSIONS.items()
        ),
        {"schema": "ops"},
    )

    description_html: Mapped[str | None]
    job_source_id: Mapped[UUID] = mapped_column(ForeignKey("job_sources.id"))
    company_name: Mapped[str | None]
    location_text: Mapped[str | None]
    language: Mapped[str] = mapped_column(server_default=text("'en'"))
    version: Mapped[int] = mapped_column(server_default=text("1"), index=True)
    updated_at: Mapped[datetime] = mapped_column(index=True)
    company_words: Mapped[str] = mapped_column(Computed("coalesce(ops.name_words(company_name), ' ')", persisted=True))
    location_words: Mapped[str] = mapped_column(
        Computed("coalesce(ops.place_words(location_text), ' ')", persisted=True)
    )
