"""Imports of applications from files: what each column meant and what became of each row."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, GeneratedId, Json, NowTimestamp


class ApplicationImport(Base):
    """A file of applications that was imported: what its columns meant, and how many rows were added or rejected."""

    __tablename__ = "application_imports"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    id: Mapped[GeneratedId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str]
    columns: Mapped[Json]
    added: Mapped[int]
    updated: Mapped[int] = mapped_column(server_default=text("0"))
    unchanged: Mapped[int] = mapped_column("known")
    rejected: Mapped[int]
    created_at: Mapped[NowTimestamp]


class ImportReject(Base):
    """A row that was rejected, as it stood in the file, with the reason. The heading is row 1."""

    __tablename__ = "import_rejects"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    import_id: Mapped[UUID] = mapped_column(
        ForeignKey("ops.application_imports.id", ondelete="CASCADE"), primary_key=True
    )
    row_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cells: Mapped[Json]
    reason: Mapped[str]


class ImportedRow(Base):
    """The application that a file's row became, so that a row is not added twice. `row_hash` hashes its cells."""

    __tablename__ = "imported_rows"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    job_application_id: Mapped[UUID] = mapped_column(
        ForeignKey("job_applications.id", ondelete="CASCADE"), primary_key=True
    )
    row_hash: Mapped[str] = mapped_column(primary_key=True, index=True)
    import_id: Mapped[UUID] = mapped_column(ForeignKey("ops.application_imports.id", ondelete="CASCADE"), index=True)
