"""Land one board's fetch: find what is new, changed, closed or reopened and write it in one transaction. No fetching,
no parsing. Four rules hold:

- a board that returned the same postings writes no row of presence, events, inbox or pending;
- only a complete, plausible fetch closes absent listings; a loss that looks like an outage waits for later complete
fetches that agree, and then closes as of the first;
- a listing's events are in the order of their times, also when the clock steps back;
- a record that was rejected but has an id still counts as seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from database.identity import listing_id
from ingestion import suspected_outages
from ingestion.postings import FetchResult, Posting

_CREATE_WORK_TABLES = """
create temporary table if not exists incoming (
    listing_id uuid, external_id text, payload_hash text, closed boolean
) on commit delete rows;
create temporary table if not exists delta (
    listing_id uuid, external_id text, payload_hash text, event text, reason text, step smallint, is_open boolean,
    occurred_at timestamptz
) on commit delete rows;
"""

# The board is a condition although the listing's id implies it: otherwise a large fetch would scan all of presence.
_COLLECT_SEEN_CHANGES = """
insert into delta (listing_id, external_id, payload_hash, event, reason, step, is_open, occurred_at)
select i.listing_id, i.external_id, i.payload_hash, e.event, e.reason, e.step, e.is_open,
    greatest(%(at)s, p.changed_at + interval '1 microsecond')
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

_COLLECT_ABSENT_LISTINGS = """
insert into delta (listing_id, external_id, payload_hash, event, reason, step, is_open, occurred_at)
select p.listing_id, p.external_id, p.payload_hash, 'closed', 'absent', 4, false,
    greatest(
        case when p.listing_id = any(%(missing)s) then %(missing_since)s else %(at)s end,
        p.changed_at + interval '1 microsecond'
    )
from landing.presence as p
where p.ats_organization_id = %(board)s and p.is_open
    and not exists (select from incoming as i where i.listing_id = p.listing_id)
"""

_UPSERT_PRESENCE = """
insert into landing.presence as p (
    listing_id, job_source_id, ats_organization_id, external_id, payload_hash, is_open, changed_at
)
select distinct on (listing_id) listing_id, %(source)s, %(board)s, external_id, payload_hash, is_open, occurred_at
from delta
order by listing_id, step desc
on conflict (listing_id) do update
set payload_hash = excluded.payload_hash, is_open = excluded.is_open, changed_at = excluded.changed_at
"""

_INSERT_EVENTS = """
insert into landing.events (listing_id, event, reason, occurred_at, ingest_run_id, payload_hash)
select listing_id, event, reason, occurred_at, %(run)s, payload_hash
from delta
order by listing_id, step
"""

_QUEUE_PENDING = """
insert into landing.pending (listing_id)
select distinct listing_id from delta
order by listing_id
on conflict (listing_id) do update set queued_at = now()
"""

_SELECT_NEW_VERSIONS = """
select distinct d.external_id
from delta as d
where d.event in ('opened', 'changed')
    and not exists (
        select from landing.inbox as i where i.listing_id = d.listing_id and i.payload_hash = d.payload_hash
    )
"""

_COUNT_CHANGES = """
select
    count(*) filter (where event = 'opened'), count(*) filter (where event = 'changed'),
    count(*) filter (where event = 'closed'), count(*) filter (where event = 'reopened')
from delta
"""


@dataclass(frozen=True, slots=True)
class BoardRef:
    """The board being landed: its provider's code, its slug, and both rows' ids."""

    source_code: str
    slug: str
    source_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True)
class LandingResult:
    """The counts of listings one fetch changed. `suspected_outage` says why absent listings were not closed yet."""

    fetched: int
    new: int = 0
    changed: int = 0
    closed: int = 0
    reopened: int = 0
    suspected_outage: str | None = None


def create_work_tables(connection: psycopg.Connection) -> None:
    """Create the session's work tables; call once per connection, outside a transaction."""
    connection.execute(_CREATE_WORK_TABLES)
    connection.commit()


def land_fetch(
    connection: psycopg.Connection, board: BoardRef, run_id: UUID, fetch: FetchResult, fetched_at: datetime
) -> LandingResult:
    """Write what `fetch` changes, in the caller's transaction; `create_work_tables` must have run on this connection.

    `fetched_at` (aware) becomes the events' time, but for a listing that had a later event, and for one that closes
    after a suspected outage: it has been missing since that began.
    """
    if fetch.is_not_modified:
        return LandingResult(fetched=_count_open_listings(connection, board))
    postings_by_id = {posting.external_id: posting for posting in fetch.postings}
    rejected_ids = {
        record.external_id for record in fetch.rejected_records if record.external_id
    } - postings_by_id.keys()
    _copy_incoming(connection, board, postings_by_id.values(), rejected_ids)
    board_id = board.organization_id
    parameters = {"source": board.source_id, "board": board_id, "run": run_id, "at": fetched_at}
    connection.execute(_COLLECT_SEEN_CHANGES, parameters)
    outage_reason = None
    if fetch.is_complete and fetch.closes_absent_listings:
        returned_count = len(postings_by_id) + len(rejected_ids)
        absence = suspected_outages.judge_absence(connection, board_id, run_id, returned_count, fetched_at)
        outage_reason = absence.outage_reason
        if outage_reason is None:
            missing = {"missing": absence.missing_ids, "missing_since": absence.missing_since}
            connection.execute(_COLLECT_ABSENT_LISTINGS, parameters | missing)
    else:
        suspected_outages.remove_seen_listings(connection, board_id)
    new, changed, closed, reopened = _fetch_counts(connection.execute(_COUNT_CHANGES))
    if new or changed or closed or reopened:
        _copy_payloads(connection, board, run_id, postings_by_id, fetched_at)
        for statement in (_UPSERT_PRESENCE, _INSERT_EVENTS, _QUEUE_PENDING):
            connection.execute(statement, parameters)
    return LandingResult(len(postings_by_id), new, changed, closed, reopened, outage_reason)


def _copy_incoming(
    connection: psycopg.Connection, board: BoardRef, postings: Iterable[Posting], rejected_ids: set[str]
) -> None:
    with connection.cursor() as cursor, cursor.copy("copy incoming from stdin (format binary)") as copy:
        copy.set_types(["uuid", "text", "text", "bool"])
        for row in _build_incoming_rows(board, postings, rejected_ids):
            copy.write_row(row)


def _build_incoming_rows(
    board: BoardRef, postings: Iterable[Posting], rejected_ids: set[str]
) -> Iterator[tuple[UUID, str, str | None, bool]]:
    for posting in postings:
        listing_key = listing_id(board.source_code, board.slug, posting.external_id)
        yield listing_key, posting.external_id, posting.payload_hash, posting.is_closed
    for external_id in rejected_ids:
        yield listing_id(board.source_code, board.slug, external_id), external_id, None, False


def _copy_payloads(
    connection: psycopg.Connection,
    board: BoardRef,
    run_id: UUID,
    postings_by_id: dict[str, Posting],
    fetched_at: datetime,
) -> None:
    # Not prepared: a cached plan from a board of another size would read the whole inbox.
    new_version_ids = [external_id for (external_id,) in connection.execute(_SELECT_NEW_VERSIONS, prepare=False)]
    if not new_version_ids:
        return
    copy_statement = "copy landing.inbox (listing_id, payload_hash, captured_at, ingest_run_id, payload)"
    with connection.cursor() as cursor, cursor.copy(f"{copy_statement} from stdin (format binary)") as copy:
        copy.set_types(["uuid", "text", "timestamptz", "uuid", "jsonb"])
        for external_id in new_version_ids:
            posting = postings_by_id[external_id]
            listing_key = listing_id(board.source_code, board.slug, external_id)
            copy.write_row((listing_key, posting.payload_hash, fetched_at, run_id, Jsonb(posting.payload, dumps=bytes)))


def _count_open_listings(connection: psycopg.Connection, board: BoardRef) -> int:
    query = "select count(*) from landing.presence where ats_organization_id = %s and is_open"
    (count,) = _fetch_counts(connection.execute(query, [board.organization_id]))
    return count


def _fetch_counts(cursor: psycopg.Cursor) -> tuple[int, ...]:
    row = cursor.fetchone()
    if row is None:
        raise psycopg.DataError("the query returned no row")
    return tuple(row)
