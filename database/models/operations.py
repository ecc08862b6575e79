"""Section 6, operational support: the schema ops, beside the operational tables the specification puts into public."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, Json, MadeId, Stamp, one_of

_BOARD = "ats_organizations.id"
_SOURCE = "job_sources.id"


class HttpValidator(Base):
    """What a provider said to send back to learn that an answer is unchanged; the address is kept without secrets."""

    __tablename__ = "http_validators"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    address: Mapped[str] = mapped_column(primary_key=True)
    ats_organization_id: Mapped[UUID] = mapped_column(ForeignKey(_BOARD, ondelete="CASCADE"), index=True)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    updated_at: Mapped[Stamp]


class ApiBudget(Base):
    """Calls spent on a source in a period that began at `period_start`."""

    __tablename__ = "api_budgets"
    __table_args__ = (
        CheckConstraint(one_of("period", "minute", "day", "week", "month"), name="period"),
        {"schema": "ops"},
    )

    job_source_id: Mapped[UUID] = mapped_column(ForeignKey(_SOURCE), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    period_start: Mapped[datetime] = mapped_column(primary_key=True)
    calls: Mapped[int] = mapped_column(server_default=text("0"))


class RejectedRecord(Base):
    """A record that could not be fetched or parsed, word for word, and why. Kept once per board and stage."""

    __tablename__ = "rejected_records"
    __table_args__ = (
        UniqueConstraint("ats_organization_id", "stage", "payload_hash", name="uq_rejected_records_once"),
        CheckConstraint(one_of("stage", "fetch", "parse"), name="stage"),
        {"schema": "ops"},
    )

    id: Mapped[MadeId]
    job_source_id: Mapped[UUID] = mapped_column(ForeignKey(_SOURCE), index=True)
    ats_organization_id: Mapped[UUID] = mapped_column(ForeignKey(_BOARD))
    ingest_run_id: Mapped[UUID | None] = mapped_column(ForeignKey("ingest_runs.id"), index=True)
    stage: Mapped[str]
    external_id: Mapped[str | None]
    payload: Mapped[str]
    payload_hash: Mapped[str]
    reason: Mapped[str]
    rejected_at: Mapped[Stamp]


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


class OutgoingEmail(Base):
    """A mail to be handed in. Without `recipient` it goes to the account's address, which only the sender may read."""

    __tablename__ = "email_outbox"
    __table_args__ = (
        CheckConstraint("user_id is not null or recipient is not null", name="addressed"),
        Index(None, "not_before", postgresql_where=text("sent_at is null")),
        {"schema": "ops"},
    )

    id: Mapped[MadeId]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    recipient: Mapped[str | None]
    subject: Mapped[str]
    text_body: Mapped[str]
    html_body: Mapped[str | None]
    headers: Mapped[Json | None]
    created_at: Mapped[Stamp]
    not_before: Mapped[Stamp]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    last_error: Mapped[str | None]
    sent_at: Mapped[datetime | None]


class _Searched:
    """What deciding whether a search matches reads. `posted_at` falls back to the listing's ingested_at; yearly pay is
    counted by hour x2080, day x260, week x52, month x12.
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


_ARRAYS = {
    "company_words": "string_to_array(btrim(company_words), ' ')",
    "location_words": "string_to_array(btrim(location_words), ' ')",
    "facets": "ops.facets(country, workplace_type, employment_type, experience_level)",
}
_PAY = text("(coalesce(salary_year_max, -1)::double precision)")


class ListingDocument(_Searched, Base):
    """What a search reads of a listing. Beside the listing, because an index on its text would slow every load.

    `location_text` is lower case: raw text, city, region, country; `language` is the one beside English whose
    dictionary made the document; `version` says how documents were made then (ingestion.documents); `updated_at` is
    that of the listing's row which the document reflects, by which the work list knows it is done.
    """

    __tablename__ = "listing_documents"
    __table_args__ = (
        Index(None, "document", postgresql_using="gin"),
        Index("ix_listing_documents_newest", "posted_at", "listing_id", postgresql_where=text("is_open")),
        Index("ix_listing_documents_pay", _PAY, "posted_at", "listing_id", postgresql_where=text("is_open")),
        Index("ix_listing_documents_open_source", "job_source_id", "currency", postgresql_where=text("is_open")),
        *(Index(f"ix_listing_documents_{name}", text(one), postgresql_using="gin") for name, one in _ARRAYS.items()),
        {"schema": "ops"},
    )

    description_html: Mapped[str | None]
    job_source_id: Mapped[UUID] = mapped_column(ForeignKey(_SOURCE))
    company_name: Mapped[str | None]
    location_text: Mapped[str | None]
    language: Mapped[str] = mapped_column(server_default=text("'en'"))
    version: Mapped[int] = mapped_column(server_default=text("1"), index=True)
    updated_at: Mapped[datetime] = mapped_column(index=True)
    company_words: Mapped[str] = mapped_column(Computed("coalesce(ops.name_words(company_name), ' ')", persisted=True))
    location_words: Mapped[str] = mapped_column(
        Computed("coalesce(ops.place_words(location_text), ' ')", persisted=True)
    )


class EarlierDocument(_Searched, Base):
    """The document of a listing as alerts last looked at it, while what changed since waits in alert_queue."""

    __tablename__ = "earlier_documents"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - as SQLAlchemy has it

    job_source_id: Mapped[UUID]
    company_words: Mapped[str]
    location_words: Mapped[str]
