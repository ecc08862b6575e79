"""Rows of a file beside the applications that are there: which are new, which known, which say something else by now.

A row is known by the id in our own export, of the application itself or of what that became when it was imported, or by
what it said when it was imported. Else it is matched by its link, or by title, company and day of the application; a
match that differs is never added and changes nothing unless asked to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.orm import Session

from app.applications.exports.export import as_told
from app.applications.imports.rows import Good, Outcome, fingerprint
from app.kit.tables import applications
from database.company_names import clean_name
from database.models import ImportedRow

_TEXTS = ("title", "company", "location", "url", "notes")
_DAYS = ("applied_at", "response_at")


@dataclass(frozen=True, slots=True)
class Differing:
    """A row that an application matches, and what it says otherwise: per name what is there and what the row says."""

    row: Good
    id: UUID
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The good rows of a file: those to add, those that say something else, and how many say nothing new."""

    new: tuple[Good, ...]
    differing: tuple[Differing, ...]
    known: int


def compare(session: Session, found: Outcome) -> Compared:
    """What each good row is to what is there. A row that is twice in the file is known the second time.

    What a row leaves empty is no difference.
    """
    there = {row["id"]: row for row in session.execute(_told()).mappings()}
    by_row = _by_row(session, there)
    free = dict.fromkeys(there)
    for one in found.good:
        free.pop(_exported(one, there, by_row), None)
        free.pop(by_row.get(one.says), None)
    keys = _keys(there, free, found.zone)
    new: list[Good] = []
    differing: list[Differing] = []
    seen: set[tuple[str, UUID | None]] = set()
    for one in found.good:
        own = _exported(one, there, by_row)
        became = by_row.get(one.says)
        if (became and own in {None, became}) or (one.says, own) in seen:
            continue
        seen.add((one.says, own))
        own = own or _match(one, keys, there, free, found.zone)
        if own is None:
            new.append(one)
            continue
        free.pop(own, None)
        if fields := _differences(one, there[own], found.zone):
            differing.append(Differing(one, own, fields))
    return Compared(tuple(new), tuple(differing), len(found.good) - len(new) - len(differing))


def by_id(own_id: UUID) -> str:
    """What is remembered of an application imported from our own export, beside what its row said."""
    return fingerprint({"exported": own_id})


def _exported(one: Good, there: Mapping[UUID, Any], by_row: Mapping[str, UUID]) -> UUID | None:
    """The person's application that the id in the row names; of anyone else's, or one made up, there is none."""
    if one.own_id is None or one.own_id in there:
        return one.own_id
    return by_row.get(by_id(one.own_id))


def _told() -> Select[Any]:
    told = as_told().where(applications.c.deleted_at.is_(None)).subquery()
    # In the order in which they came, so that the same file finds the same again.
    columns = (told.c[name] for name in ("id", "stage", *_TEXTS, *_DAYS))
    return select(*columns).order_by(told.c.created_at, told.c.id)


def _by_row(session: Session, there: Mapping[UUID, Any]) -> dict[str, UUID]:
    """Which application each row became that was imported, as far as it is still there."""
    rows = session.execute(select(ImportedRow.row_hash, ImportedRow.job_application_id))
    return {row.row_hash: row.job_application_id for row in rows if row.job_application_id in there}


def _keys(there: Mapping[UUID, RowMapping], free: Mapping[UUID, None], zone: tzinfo) -> dict[Any, list[UUID]]:
    """The applications no row of the file became, by what a row may match them by."""
    found: dict[Any, list[UUID]] = {}
    for own in free:
        row = there[own]
        for key in _names(row["url"], row["title"], row["company"], row["applied_at"], zone):
            found.setdefault(key, []).append(own)
    return found


def _names(
    url: str | None, title: str | None, company: str | None, applied: datetime | None, zone: tzinfo
) -> Iterator[Any]:
    if url:
        yield _compared("url", url)
    if title and company:
        yield _compared("title", title), clean_name(company), _day(applied, zone)


def _match(
    one: Good, keys: Mapping[Any, list[UUID]], there: Mapping[UUID, RowMapping], free: Mapping[UUID, None], zone: tzinfo
) -> UUID | None:
    """The first application that no other row has. Two links that differ are two applications."""
    entry = one.entry
    for key in _names(entry.url, entry.title, entry.company, entry.applied_at, zone):
        for own in keys.get(key, ()):
            url = there[own]["url"]
            is_other = entry.url and url and _compared("url", entry.url) != _compared("url", url)
            if own in free and not is_other:
                return own
    return None


def _differences(one: Good, row: RowMapping, zone: tzinfo) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for name in _TEXTS:
        said, held = getattr(one.entry, name), row[name]
        if said and _compared(name, said) != _compared(name, held or ""):
            found[name] = (held, said)
    for name in _DAYS:
        at, held = getattr(one.entry, name), row[name]
        # A spreadsheet may keep the day only.
        is_same = at == held if one.entry.history is not None else _day(at, zone) == _day(held, zone)
        if at and not is_same:
            found[name] = (held, at)
    if one.names_stage and one.stage.casefold() != (row["stage"] or "").casefold():
        found["stage"] = (row["stage"], one.stage)
    return found


def _compared(name: str, words: str) -> str:
    """Words as they are compared: what is written in another way only is the same."""
    if name == "company":
        return clean_name(words)
    if name == "url":
        return words.strip().rstrip("/").casefold().replace("http://", "https://")
    plain = " ".join(words.split())
    return plain if name == "notes" else plain.casefold()


def _day(at: datetime | None, zone: tzinfo) -> Any:
    return at.astimezone(zone).date() if at else None
