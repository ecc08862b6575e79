"""Landing one board's answer: what is new, changed, closed or re-opened is found set-based and written in one
transaction. No fetching, no parsing. The laws it keeps:

- a board that answered as before writes no row of presence, events, inbox or pending;
- only a complete, plausible answer closes what is absent; a shrink that looks like an outage is held until a second
  complete fetch agrees;
- a record that was rejected but can be named still counts as seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from database.identity import listing_id
from ingestion.postings import BoardAnswer, Posting

# Of 53,779 real Greenhouse fetches, 440 lost more than half of their ids but almost all of those were re-issued under
# new ids, so the board kept its size. What an outage looks like is a board that shrinks: fewer than half answered and
# at least this many missing, or an empty answer.
HELD_LOSS_AT_LEAST = 20

_WORK_TABLES = """
create temporary table if not exists incoming (
    listing_id uuid, external_id text, payload_hash text, closed boolean
) on commit delete rows;
create temporary table if not exists delta (
    listing_id uuid, external_id text, payload_hash text, event text, reason text, step smallint, is_open boolean
) on commit delete rows;
"""

# The board is named although a listing's id says it already: otherwise a large answer would have all of presence read.
_SEEN = """
insert into delta (listing_id, external_id, payload_hash, event, reason, step, is_open)
select i.listing_id, i.external_id, i.payload_hash, e.event, e.reason, e.step, e.is_open
from incoming as i
left join landing.presence as p on p.ats_organization_id = %(board)s and p.listing_id = i.listing_id
cross join lateral (
    values
        ('opened', null, 1::smallint, true, p.listing_id is null),
        ('reopened', null, 2, true, not p.is_open and not i.closed),
        ('changed', null, 3, p.is_open or not i.closed, p.payload_hash <> i.payload_hash),
        ('closed', 'provider_closed', 4, false, i.closed and coalesce(p.is_open, true))
) as e (event, reason, step, is_open, applies)
where i.payload_hash is not null and e.applies
"""

_ABSENT = """
insert into delta (listing_id, external_id, payload_hash, event, reason, step, is_open)
select p.listing_id, p.external_id, p.payload_hash, 'closed', 'absent', 4, false
from landing.presence as p
where p.ats_organization_id = %(board)s and p.is_open
    and not exists (select from incoming as i where i.listing_id = p.listing_id)
"""

_PRESENCE = """
insert into landing.presence as p (
    listing_id, job_source_id, ats_organization_id, external_id, payload_hash, is_open, changed_at
)
select distinct on (listing_id) listing_id, %(source)s, %(board)s, external_id, payload_hash, is_open, %(at)s
from delta
order by listing_id, step desc
on conflict (listing_id) do update
set payload_hash = excluded.payload_hash, is_open = excluded.is_open, changed_at = excluded.changed_at
"""

_EVENTS = """
insert into landing.events (listing_id, event, reason, occurred_at, ingest_run_id, payload_hash)
select listing_id, event, reason, %(at)s, %(run)s, payload_hash
from delta
order by listing_id, step
"""

_PENDING = """
insert into landing.pending (listing_id)
select distinct listing_id from delta
order by listing_id
on conflict (listing_id) do update set queued_at = now()
"""

_WANTED = """
select distinct d.external_id
from delta as d
where d.event in ('opened', 'changed')
    and not exists (
        select from landing.inbox as i where i.listing_id = d.listing_id and i.payload_hash = d.payload_hash
    )
"""

_OPEN_AND_HELD = """
select
    (select count(*) from landing.presence where ats_organization_id = %(board)s and is_open),
    (select count(*) from landing.suspected_outages where ats_organization_id = %(board)s)
"""

_COUNTS = """
select
    count(*) filter (where event = 'opened'), count(*) filter (where event = 'changed'),
    count(*) filter (where event = 'closed'), count(*) filter (where event = 'reopened')
from delta
"""


@dataclass(frozen=True, slots=True)
class BoardRef:
    """The board being landed: its source's code, its slug, and both rows' ids."""

    source_code: str
    slug: str
    source_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True)
class Landed:
    """What one answer changed: counts of listings. `held` says why absent listings were not closed yet."""

    fetched: int
    new: int = 0
    changed: int = 0
    closed: int = 0
    reopened: int = 0
    held: str | None = None


def prepare(connection: psycopg.Connection) -> None:
    """Create the session's work tables; call once a connection, outside a transaction."""
    connection.execute(_WORK_TABLES)
    connection.commit()


def land(connection: psycopg.Connection, board: BoardRef, run_id: UUID, answer: BoardAnswer, at: datetime) -> Landed:
    """Write what `answer` changes, in the caller's transaction (`prepare` must have run on this connection).

    `at` (aware) is the time of the fetch and becomes the events' time.
    """
    if answer.not_modified:
        return Landed(fetched=_open_count(connection, board))
    by_id = {posting.external_id: posting for posting in answer.postings}
    named = {rejected.external_id for rejected in answer.rejected if rejected.external_id} - by_id.keys()
    _copy_incoming(connection, board, by_id.values(), named)
    names = {"source": board.source_id, "board": board.organization_id, "run": run_id, "at": at}
    connection.execute(_SEEN, names)
    held = None
    if answer.complete and answer.absence_closes:
        held = _hold_implausible_loss(connection, board, run_id, len(by_id) + len(named), at)
        if held is None:
            connection.execute(_ABSENT, names)
    new, changed, closed, reopened = _one(connection.execute(_COUNTS))
    if new or changed or closed or reopened:
        _copy_payloads(connection, board, run_id, by_id, at)
        for statement in (_PRESENCE, _EVENTS, _PENDING):
            connection.execute(statement, names)
    return Landed(len(by_id), new, changed, closed, reopened, held)


def _copy_incoming(
    connection: psycopg.Connection, board: BoardRef, postings: Iterable[Posting], named: set[str]
) -> None:
    with connection.cursor() as cursor, cursor.copy("copy incoming from stdin (format binary)") as copy:
        copy.set_types(["uuid", "text", "text", "bool"])
        for row in _incoming_rows(board, postings, named):
            copy.write_row(row)


def _incoming_rows(
    board: BoardRef, postings: Iterable[Posting], named: set[str]
) -> Iterator[tuple[UUID, str, str | None, bool]]:
    for posting in postings:
        key = listing_id(board.source_code, board.slug, posting.external_id)
        yield key, posting.external_id, posting.payload_hash, posting.closed
    for external_id in named:
        yield listing_id(board.source_code, board.slug, external_id), external_id, None, False


def _copy_payloads(
    connection: psycopg.Connection, board: BoardRef, run_id: UUID, by_id: dict[str, Posting], at: datetime
) -> None:
    # Not prepared: without parameters its plan would be kept from a board of another size and read the whole inbox.
    wanted = [external_id for (external_id,) in connection.execute(_WANTED, prepare=False)]
    if not wanted:
        return
    into = "copy landing.inbox (listing_id, payload_hash, captured_at, ingest_run_id, payload)"
    with connection.cursor() as cursor, cursor.copy(f"{into} from stdin (format binary)") as copy:
        copy.set_types(["uuid", "text", "timestamptz", "uuid", "jsonb"])
        for external_id in wanted:
            posting = by_id[external_id]
            key = listing_id(board.source_code, board.slug, external_id)
            copy.write_row((key, posting.payload_hash, at, run_id, Jsonb(posting.payload, dumps=bytes)))


def _hold_implausible_loss(
    connection: psycopg.Connection, board: BoardRef, run_id: UUID, answered: int, at: datetime
) -> str | None:
    """Say why this complete answer's absences must wait for a second fetch, or None to let them close."""
    open_now, held_before = _one(connection.execute(_OPEN_AND_HELD, {"board": board.organization_id}))
    if held_before:
        connection.execute(
            "delete from landing.suspected_outages where ats_organization_id = %s", [board.organization_id]
        )
    lost = open_now - answered
    plausible = lost < HELD_LOSS_AT_LEAST or answered * 2 >= open_now
    if held_before or not open_now or (answered and plausible):
        return None
    connection.execute(
        "insert into landing.suspected_outages (ats_organization_id, suspected_at, ingest_run_id, open_count,"
        " returned_count) values (%s, %s, %s, %s, %s)",
        [board.organization_id, at, run_id, open_now, answered],
    )
    return f"{lost} of {open_now} open listings were missing; they close if the next complete fetch agrees"


def _open_count(connection: psycopg.Connection, board: BoardRef) -> int:
    query = "select count(*) from landing.presence where ats_organization_id = %s and is_open"
    (count,) = _one(connection.execute(query, [board.organization_id]))
    return count


def _one(cursor: psycopg.Cursor) -> tuple[int, ...]:
    row = cursor.fetchone()
    if row is None:
        raise psycopg.DataError("the server returned no row where one was due")
    return tuple(row)
