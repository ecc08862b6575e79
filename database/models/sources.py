"""Providers, their boards and runs, and what fetching keeps. The listings they bring are in `listings`.

Written by the pipeline only. Beyond the specification's NOT NULL: what names a row's origin, and times and counts that
a reader compares or sums.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, Json, NaturalKeyId, NowTimestamp, build_one_of_condition


class JobSource(Base):
    """A provider. `credentials` holds encrypted values; only the pipeline may read it. Terms: attribution and may_*."""

    __tablename__ = "job_sources"
    __table_args__ = (CheckConstraint(build_one_of_condition("type", "api", "ats"), name="type"),)

    id: Mapped[NaturalKeyId]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    type: Mapped[str]
    base_url: Mapped[str | None]
    credentials: Mapped[Json | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]
    may_aggregate: Mapped[bool] = mapped_column(server_default=text("false"))
    may_archive: Mapped[bool] = mapped_column(server_default=text("false"))
    attribution: Mapped[str | None]


class AtsOrganization(Base):
    """A board: one employer's page, or a named query of an API provider. `last_sync_at` is its last complete fetch."""

    __tablename__ = "ats_organizations"
    __table_args__ = (UniqueConstraint("job_source_id", "slug"),)

    id: Mapped[NaturalKeyId]
    job_source_id: Mapped[UUID] = mapped_column(ForeignKey("job_sources.id"))
    slug: Mapped[str]
    display_name: Mapped[str | None]
    last_sync_at: Mapped[datetime | None]
    sync_status: Mapped[str | None]
    sync_error: Mapped[str | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")
    created_at: Mapped[NowTimestamp]
    updated_at: Mapped[NowTimestamp]


class IngestRun(Base):
    """A run: one fetch of a board, or of a whole provider when no board is named, with its counts."""

    __tablename__ = "ingest_runs"
    __table_args__ = (
        CheckConstraint(build_one_of_condition("status", "running", "success", "partial", "error"), name="status"),
        Index(None, "job_source_id", "started_at"),
        Index(None, "ats_organization_id", "started_at"),
        Index("ix_ingest_runs_running", "ats_organization_id", postgresql_where=text("status = 'running'")),
    )

    id: Mapped[GeneratedId]
    job_source_id: Mapped[UUID] = mapped_column(ForeignKey("job_sources.id"))
    ats_organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("ats_organizations.id"))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    status: Mapped[str]
    result_count: Mapped[int] = mapped_column(server_default=text("0"))
    new_count: Mapped[int] = mapped_column(server_default=text("0"))
    updated_count: Mapped[int] = mapped_column(server_default=text("0"))
    errors: Mapped[list[Json] | None]


class HttpValidator(Base):
    """The ETag and Last-Modified of a response, for the next conditional request. `address` holds no secrets."""

    __tablename__ = "http_validators"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    address: Mapped[str] = mapped_column(primary_key=True)
    ats_organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("ats_organizations.id", ondelete="CASCADE"), index=True
    )
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    updated_at: Mapped[NowTimestamp]


class ApiBudget(Base):
    """The number of calls to a provider in the period that began at `period_start`."""

    __tablename__ = "api_budgets"
    __table_args__ = (
        CheckConstraint(build_one_of_condition("period", "minute", "day", "week", "month"), name="period"),
        {"schema": "ops"},
    )

    job_source_id: Mapped[UUID] = mapped_column(ForeignKey("job_sources.id"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    period_start: Mapped[datetime] = mapped_column(primary_key=True)
    calls: Mapped[int] = mapped_column(server_default=text("0"))


class RejectedRecord(Base):
    """A record that could not be fetched or parsed, verbatim, with the reason. Stored once per board and stage."""

    __tablename__ = "rejected_records"
    __table_args__ = (
        UniqueConstraint("ats_organization_id", "stage", "payload_hash", name="uq_rejected_records_once"),
        CheckConstraint(build_one_of_condition("stage", "fetch", "parse"), name="stage"),
        {"schema": "ops"},
    )

    id: Mapped[GeneratedId]
    job_source_id: Mapped[UUID] = mapped_column(ForeignKey("job_sources.id"), index=True)
    ats_organization_id: Mapped[UUID] = mapped_column(ForeignKey("ats_organizations.id"))
    ingest_run_id: Mapped[UUID | None] = mapped_column(ForeignKey("ingest_runs.id"), index=True)
    stage: Mapped[str]
    external_id: Mapped[str | None]
    payload: Mapped[str]
    payload_hash: Mapped[str]
    reason: Mapped[str]
    rejected_at: Mapped[NowTimestamp]
