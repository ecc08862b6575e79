"""The base of all models: metadata with its naming convention, column types and column shorthands. No tables."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import DateTime, Enum, MetaData, Numeric, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

Json = dict[str, Any]
NOW_DEFAULT = text("now()")


class Base(DeclarativeBase):
    """Base of every model. A column is NOT NULL unless its annotation says `| None`."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's name and form for it
        str: Text(),
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        Decimal: Numeric(),
        Json: JSONB(none_as_null=True),
        list[Json]: JSONB(none_as_null=True),
    }


def build_enum_type(values: type[StrEnum], name: str) -> Enum:
    """Return a PostgreSQL enum type of this name with the values (not the names) of `values`."""
    return Enum(values, name=name, values_callable=lambda members: [member.value for member in members])


def build_one_of_condition(column: str, *values: str) -> str:
    """Return the condition of a check constraint: `column` is null or one of `values`."""
    return f"{column} in ({', '.join(repr(value) for value in values)})"


# An id made by the server. Ids that follow from a row's natural key are minted instead (database.identity).
GeneratedId = Annotated[UUID, mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))]
NaturalKeyId = Annotated[UUID, mapped_column(primary_key=True)]
NowTimestamp = Annotated[datetime, mapped_column(server_default=NOW_DEFAULT)]
Coordinate = Annotated[Decimal, mapped_column(Numeric(9, 6))]
