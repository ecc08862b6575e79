"""The state of the schema itself. Alembic keeps the migration's number in a table of its own."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from database.models.base import Base, NowTimestamp


class AppliedSql(Base):
    """The state of `database/sql` that was applied to this database last; one row."""

    __tablename__ = "applied_sql"
    __table_args__ = {"schema": "ops"}  # noqa: RUF012 - SQLAlchemy's name and form for it

    digest: Mapped[str] = mapped_column(primary_key=True)
    applied_at: Mapped[NowTimestamp]
