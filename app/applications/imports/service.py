"""Writing what a file came to, in one transaction and a handful of statements, whatever the number of rows.

The same row adds nothing twice as long as what it became is there. What records.add keeps true is kept true here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from app.applications import stages
from app.applications.exports.export import plain
from app.applications.imports import apply_changes, attachments
from app.applications.imports.columns import guessed_meaning
from app.applications.imports.compare import by_id, compare
from app.applications.imports.rows import Good, Outcome, Tell, silent
from app.applications.records import Past
from app.applications.stages import Meaning, Stage, Status
from app.kit.tables import applications, companies, job_listings
from database.company_names import clean_name
from database.models import ApplicationImport
from database.sessions import CURRENT_USER_ID

SHOWN = 10
_AT_ONCE = 1_000
_APPLICATIONS = text("""
insert into job_applications (id, user_id, job_listing_id, company_id, stage_id, status, applied_at, response_at,
    follow_up_at, job_post_url, source, notes, listing_snapshot, created_at, updated_at)
select id, ops.current_user_id(), job_listing_id, company_id, stage_id, status::job_application_status, applied_at,
    response_at, follow_up_at, job_post_url, source, notes, listing_snapshot, created_at, updated_at
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, job_listing_id uuid, company_id uuid, stage_id uuid,
    status text, applied_at timestamptz, response_at timestamptz, follow_up_at timestamptz, job_post_url text,
    source text, notes text, listing_snapshot jsonb, created_at timestamptz, updated_at timestamptz)
""")
# An event's place in its file orders what happened at the same moment.
_EVENTS = text("""
insert into application_events (job_application_id, event_type, occurred_at, payload, attachments, created_at)
select job_application_id, event_type::job_application_event_type, occurred_at, payload,
    nullif(attachments, 'null'::jsonb), now() + place * interval '1 microsecond'
from jsonb_to_recordset(cast(:rows as jsonb)) as r (job_application_id uuid, event_type text, occurred_at timestamptz,
    payload jsonb, attachments jsonb, place bigint)
""")
_IMPORTED = text("""
insert into ops.imported_rows (job_application_id, row_hash, import_id)
select id, says, :import_id from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, says text)
""")
_REJECTS = text("""
insert into ops.import_rejects (import_id, row_number, cells, reason)
select :import_id, number, cells, reason
from jsonb_to_recordset(cast(:rows as jsonb)) as r (number integer, cells jsonb, reason text)
""")


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was imported; every row of it that says something is added, known already, or rejected, or it changed
    the application it matches. `revocable` of those changes can be put back, as far as it kept what was before.
    `not_kept` says of files that came along but could not be kept why; it is not stored.
    """

    id: UUID
    file_name: str
    added: int
    updated: int
    known: int
    rejected: int
    created_at: datetime
    revocable: int = 0
    not_kept: tuple[str, ...] = ()


def write(
    session: Session,
    file_name: str,
    found: Outcome,
    at: datetime,
    columns: Mapping[str, Any],
    taken_over: Collection[int] = (),
    tell: Tell = silent,
) -> Import:
    """Write what can be, and keep what cannot beside it. `columns` is what was decided, for the record.

    Of the rows that say something else than the application they match, those whose numbers are in `taken_over`
    change it. `tell` is told how far the writing is. Raises Refused, with nothing written, when the stages would become
    too many.
    """
    _one_at_a_time(session)
    is_new_board = _align(session, found)
    beside = compare(session, found)
    new, changing = beside.new, [one for one in beside.differing if one.row.number in taken_over]
    places = _places(session, found, [*new, *(one.row for one in changing)], is_new_board=is_new_board)
    known = len(found.good) - len(new) - len(changing)
    done, count = known, len(found.good) + len(found.bad)
    before: list[dict[str, Any]] = []
    for some in _parts(changing):
        tell(done, count)
        before += apply_changes.take_over(session, some, places, at)
        done += len(some)
    own = session.scalars(
        insert(ApplicationImport)
        .values(
            user_id=CURRENT_USER_ID, file_name=_name(file_name),
            columns={"headings": list(found.headings), **columns, "changed": before},
            added=len(new), updated=len(changing), known=known, rejected=len(found.bad), created_at=at,
        )
        .returning(ApplicationImport.id)
    ).one()  # fmt: skip
    not_kept: list[str] = []
    for part in _parts((one, uuid4()) for one in new):
        tell(done, count)
        not_kept += _add(session, part, places, at, own)
        done += len(part)
    rejected = ({"number": one.number, "cells": {"cells": one.cells}, "reason": one.reason} for one in found.bad)
    _insert(session, _REJECTS, rejected, import_id=own)
    tell(count, count)
    return Import(own, file_name, len(new), len(changing), known, len(found.bad), at, len(before), tuple(not_kept))


def _add(
    session: Session, rows: Sequence[tuple[Good, UUID]], places: Mapping[str, Stage], at: datetime, import_id: UUID
) -> tuple[str, ...]:
    """New applications with all that is theirs; says what files could not be kept."""
    _insert(session, _APPLICATIONS, _applications(session, rows, places, at))
    kept, not_kept = attachments.keep(session, rows)
    _insert(session, _EVENTS, _events(rows, places, at, kept))
    said = [{"id": own, "says": one.says} for one, own in rows]
    # Only a whole export says that an id is one: elsewhere it may be a number of something else, many rows having it.
    said += [
        {"id": own, "says": by_id(one.own_id)} for one, own in rows if one.own_id and one.entry.history is not None
    ]
    _insert(session, _IMPORTED, said, import_id=import_id)
    return not_kept


def _one_at_a_time(session: Session) -> None:
    """Two windows that import the same file add it once."""
    session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(func.concat("import", CURRENT_USER_ID), 0)))
    )


def _align(session: Session, found: Outcome) -> bool:
    """Whether the board is taken over from the file with its rows: on an account that has no application yet."""
    stages.ensure(session)
    return bool(found.stages) and session.scalars(select(func.count()).select_from(applications)).one() == 0


def _places(session: Session, found: Outcome, new: Sequence[Good], *, is_new_board: bool) -> dict[str, Stage]:
    """The stage of each name that is needed, made where there is none; held until the end of the transaction."""
    meanings = found.meanings or {}
    names = [name for name, _ in found.stages] if is_new_board else []
    names += sorted({one.stage for one in new} - set(names))
    if is_new_board:
        _clear(session, names)
    for name in names:
        if stages.named(session, name) is None:
            stages.make(session, name, meanings[name] if name in meanings else guessed_meaning(name))
    if is_new_board:
        _take_over(session, found.stages)
    there = {one.name.casefold(): one for one in stages.listed(session)}
    places = {name: there[" ".join(name.split()).casefold()] for name in names}
    stages.lock(session, [one.id for one in places.values()])
    return places


def _clear(session: Session, names: Sequence[str]) -> None:
    """Remove the usual stages a board to be taken over does not have."""
    wanted = {name.casefold() for name in names}
    spare = [one for one in stages.listed(session) if one.name.casefold() not in wanted]
    # One stage stays until the others are made.
    for one in spare if len(spare) < len(stages.listed(session)) else spare[1:]:
        stages.remove(session, one.id)


def _take_over(session: Session, wanted: Sequence[tuple[str, Meaning]]) -> None:
    """Give an unused board the stages of the file, their meanings and their order."""
    meanings = {name.casefold(): meaning for name, meaning in wanted}
    for one in stages.listed(session):
        if one.name.casefold() not in meanings:
            stages.remove(session, one.id)
        else:
            stages.stand_for(session, one.id, meanings[one.name.casefold()])
    there = {one.name.casefold(): one.id for one in stages.listed(session)}
    stages.order(session, [there[name.casefold()] for name, _ in wanted])


def _status(one: Good, place: Stage) -> Status:
    own = one.entry.status or (Status.APPLIED if one.entry.applied_at else Status.PLANNED)
    return place.status or own


def _applications(
    session: Session, rows: Sequence[tuple[Good, UUID]], places: Mapping[str, Stage], at: datetime
) -> Iterator[dict[str, Any]]:
    of_listings, of_names = _companies(session, [one for one, _ in rows])
    for one, own_id in rows:
        entry, place = one.entry, places[one.stage]
        listing_id = entry.listing_id if entry.listing_id in of_listings else None
        snapshot = entry.snapshot
        if snapshot is None:
            snapshot = {"title": entry.title, "company": entry.company or None, "location": entry.location}
        moment = entry.created_at or at
        yield {
            "id": own_id,
            "job_listing_id": listing_id,
            "company_id": of_listings[listing_id] if listing_id else of_names.get(clean_name(entry.company)),
            "stage_id": place.id,
            "status": _status(one, place),
            "applied_at": entry.applied_at,
            "response_at": entry.response_at,
            "follow_up_at": entry.follow_up_at,
            "job_post_url": entry.url,
            "source": entry.source,
            "notes": entry.notes,
            "listing_snapshot": snapshot,
            "created_at": moment,
            "updated_at": one.updated_at or moment,
        }


def _events(
    rows: Sequence[tuple[Good, UUID]], places: Mapping[str, Stage], at: datetime, kept: Mapping[str, UUID]
) -> Iterator[dict[str, Any]]:
    number = 0
    for one, own_id in rows:
        place = places[one.stage]
        begun = {"kind": "created", "to": place.name, "status_to": _status(one, place)} | stages.told(place.meaning)
        beginning = (Past("note", one.entry.created_at or at, begun), *one.further)
        for past in beginning if one.entry.history is None else one.entry.history:
            number += 1
            yield {
                "job_application_id": own_id,
                "event_type": past.event_type,
                "occurred_at": past.occurred_at,
                "payload": dict(past.payload),
                "attachments": attachments.attached(past.attachments, kept),
                "place": number,
            }


def _companies(session: Session, rows: Sequence[Good]) -> tuple[dict[UUID, UUID | None], dict[str, UUID]]:
    """The company of each listing named that is in the ledger, and of each company's name."""
    of_listings: dict[UUID, UUID | None] = {}
    of_names: dict[str, UUID] = {}
    for ids in _parts({one.entry.listing_id for one in rows if one.entry.listing_id}):
        found = select(job_listings.c.id, job_listings.c.company_id).where(job_listings.c.id.in_(ids))
        of_listings |= {row.id: row.company_id for row in session.execute(found)}
    for names in _parts({clean_name(one.entry.company) for one in rows if one.entry.company}):
        known_names = select(companies.c.clean_name, companies.c.id).where(companies.c.clean_name.in_(names))
        of_names |= {row.clean_name: row.id for row in session.execute(known_names)}
    return of_listings, of_names


def _insert(session: Session, statement: Any, rows: Iterable[Mapping[str, Any]], **more: Any) -> None:
    for part in _parts(rows):
        session.execute(statement, {"rows": json.dumps(part, ensure_ascii=False, default=plain)} | more)


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while part := list(islice(rest, _AT_ONCE)):
        yield part


def _name(written_name: str) -> str:
    return " ".join(written_name.replace("\x00", "").split())[:200] or "A file"
