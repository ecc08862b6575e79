"""What applications keep in the schema ops: what a stage means, files, reminders, imports, keys, practice rows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, text
from sqlalchemy.orm import Mapped, mapped_column

from database.models.applications import JobApplicationStatus
from database.models.base import Base, Json, MadeId, Stamp, enumeration, one_of

_SCHEMA = {"schema": "ops"}
_APPLICATION = "job_applications.id"
_IMPORT = "ops.application_imports.id"


class Outcome(StrEnum):
    """How an application ended where its status does not say it: nobody answered, or the person withdrew it."""

    GHOSTED = "ghosted"
    WITHDRAWN = "withdrawn"


class StageStatus(Base):
    """What a stage stands for: the status of every application in it, or an outcome, which leaves each the status it
    had. A stage without a row stands for nothing and leaves it too.
    """

    __tablename__ = "stage_statuses"
    __table_args__ = (
        CheckConstraint("num_nonnulls(status, outcome) = 1", name="means_one_thing"),
        CheckConstraint(one_of("outcome", *(one.value for one in Outcome)), name="outcome"),
        _SCHEMA,
    )

    stage_id: Mapped[UUID] = mapped_column(ForeignKey("application_stages.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[JobApplicationStatus | None] = mapped_column(
        enumeration(JobApplicationStatus, "job_application_status")
    )
    outcome: Mapped[str | None]


class ApplicationFile(Base):
    """A file kept with an application; its bytes are in the folder of files, under its id."""

    __tablename__ = "application_files"
    __table_args__ = _SCHEMA

    id: Mapped[MadeId]
    job_application_id: Mapped[UUID] = mapped_column(ForeignKey(_APPLICATION, ondelete="CASCADE"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    created_at: Mapped[Stamp]


class FollowUpReminder(Base):
    """A letter about a follow-up: one for each time it is set to."""

    __tablename__ = "follow_up_reminders"
    __table_args__ = _SCHEMA

    job_application_id: Mapped[UUID] = mapped_column(ForeignKey(_APPLICATION, ondelete="CASCADE"), primary_key=True)
    follow_up_at: Mapped[datetime] = mapped_column(primary_key=True)
    email_id: Mapped[UUID]
    queued_at: Mapped[Stamp]


class ApplicationImport(Base):
    """A file of applications that was read: which column meant what, and what became of its rows."""

    __tablename__ = "application_imports"
    __table_args__ = _SCHEMA

    id: Mapped[MadeId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str]
    columns: Mapped[Json]
    added: Mapped[int]
    updated: Mapped[int] = mapped_column(server_default=text("0"))
    known: Mapped[int]
    rejected: Mapped[int]
    created_at: Mapped[Stamp]


class ImportReject(Base):
    """A row that could not be taken over, as it stood in the file, and why. The heading is row 1."""

    __tablename__ = "import_rejects"
    __table_args__ = _SCHEMA

    import_id: Mapped[UUID] = mapped_column(ForeignKey(_IMPORT, ondelete="CASCADE"), primary_key=True)
    row_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cells: Mapped[Json]
    reason: Mapped[str]


class ImportedRow(Base):
    """What a row of a file became, so that the same row adds nothing twice. `row_hash` is of what it says."""

    __tablename__ = "imported_rows"
    __table_args__ = _SCHEMA

    job_application_id: Mapped[UUID] = mapped_column(ForeignKey(_APPLICATION, ondelete="CASCADE"), primary_key=True)
    row_hash: Mapped[str] = mapped_column(primary_key=True, index=True)
    import_id: Mapped[UUID] = mapped_column(ForeignKey(_IMPORT, ondelete="CASCADE"), index=True)


class CalendarFeed(Base):
    """The private address of someone's calendar, as the SHA-256 of its token."""

    __tablename__ = "calendar_feeds"
    __table_args__ = _SCHEMA

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[Stamp]


class ApiToken(Base):
    """A key to read one's own data with, as its SHA-256."""

    __tablename__ = "api_tokens"
    __table_args__ = _SCHEMA

    id: Mapped[MadeId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[Stamp]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class PracticeItem(Base):
    """A row of the practice search, so that clearing it takes nothing of the person's own. `item` names the table."""

    __tablename__ = "practice_items"
    __table_args__ = _SCHEMA

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)


class ApplicationChange(Base):
    """An application whose facts are to be written anew by dbt, because something they tell changed. Triggers put it
    here.
    """

    __tablename__ = "application_changes"
    __table_args__ = _SCHEMA

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    application_id: Mapped[UUID]
