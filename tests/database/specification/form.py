"""How a table is written down here, and what tables have in common. The tables: people.py and aggregation.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Column:
    """A column as PostgreSQL names its type."""

    name: str
    type: str
    nullable: bool
    references: str | None


@dataclass(frozen=True)
class Table:
    """A table's columns, primary key and unique keys (lists of columns or expressions, then any condition)."""

    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    unique: frozenset[str]


def _column(line: str) -> Column:
    rest, _, references = line.partition("->")
    rest, required, _ = rest.partition("not null")
    name, type_ = rest.split(maxsplit=1)
    full_type = type_.strip().replace("timestamptz", "timestamp with time zone")
    return Column(name, full_type, not required, references.strip() or None)


def table(lines: str, *unique: str, key: str = "id") -> Table:
    """A table from lines `name type [not null] [-> referenced table]`; `added:` marks additions to the user's list."""
    columns = [_column(line) for line in lines.splitlines() if line.strip() and line.strip() != "added:"]
    return Table(tuple(columns), tuple(key.split(", ")), frozenset(unique))


CHANGED = """
    created_at timestamptz not null
    updated_at timestamptz not null
"""
