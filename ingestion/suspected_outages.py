"""Decide whether a complete fetch's absent listings are closed, or whether the provider may have been down.

Writes `landing.suspected_outages` only. Why these limits:
docs/decisions/0005-when-a-loss-is-suspected-to-be-an-outage.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import psycopg

# An outage shrinks the board: fewer than this share of its open listings came and at least this many are missing, or
# nothing came at all. After a long pause a real loss may be larger.
PLAUSIBLE_SHARE, PLAUSIBLE_SHARE_AFTER_PAUSE = 0.5, 0.25
LONG_PAUSE = timedelta(days=7)
MIN_LOSS = 20
# How many complete fetches must agree on a loss, and over which time where nothing at all came.
SHRUNK_MIN_FETCHES, EMPTY_MIN_FETCHES = 2, 3
EMPTY_MIN_TIME = timedelta(days=1)

_SELECT_BOARD = """
select
    (select count(*) from landing.presence where ats_organization_id = %(board)s and is_open),
    (select last_sync_at from ats_organizations where id = %(board)s)
"""

_DELETE_SUSPICION = """
delete from landing.suspected_outages where ats_organization_id = %(board)s
returning suspected_at, returned_count, fetch_count, missing_ids
"""

_INSERT_SUSPICION = """
insert into landing.suspected_outages (
    ats_organization_id, suspected_at, ingest_run_id, open_count, returned_count, fetch_count, missing_ids
)
select %(board)s, %(missing_since)s, %(run)s, %(open_count)s, %(returned_count)s, %(fetch_count)s,
    coalesce(array_agg(p.listing_id), '{}')
from landing.presence as p
where p.ats_organization_id = %(board)s and p.is_open
    and not exists (select from incoming as i where i.listing_id = p.listing_id)
    and (%(missing)s::uuid[] is null or p.listing_id = any(%(missing)s))
"""

_REMOVE_SEEN_LISTINGS = """
update landing.suspected_outages
set missing_ids = array(
    select missing.id from unnest(missing_ids) as missing (id)
    where not exists (select from incoming as i where i.listing_id = missing.id)
)
where ats_organization_id = %(board)s
"""


@dataclass(frozen=True, slots=True)
class Absence:
    """What a complete fetch says of the listings it did not return.

    `outage_reason` says why they are not closed yet; None lets them close. Those in `missing_ids` have been missing
    since `missing_since`, the others since this fetch.
    """

    missing_since: datetime
    missing_ids: list[UUID] = field(default_factory=list)
    outage_reason: str | None = None


def judge_absence(
    connection: psycopg.Connection, board_id: UUID, run_id: UUID, returned_count: int, fetched_at: datetime
) -> Absence:
    """Judge a complete fetch whose listings are in the work table `incoming`, and store what it makes suspect."""
    board = {"board": board_id}
    open_count, last_complete_at = _fetch_row(connection.execute(_SELECT_BOARD, board))
    suspicion = connection.execute(_DELETE_SUSPICION, board).fetchone()
    missing_since, fetch_count, missing_ids = fetched_at, 1, []
    if suspicion:
        missing_since, previous_count, previous_fetch_count, missing_ids = suspicion
        # A board that was empty and comes back small says something else: two such fetches must agree.
        fetch_count = 1 if returned_count and not previous_count else previous_fetch_count + 1
    pause = fetched_at - (last_complete_at or fetched_at)
    if not open_count or _is_plausible(open_count, returned_count, pause):
        return Absence(missing_since, missing_ids)
    if returned_count:
        is_confirmed = fetch_count >= SHRUNK_MIN_FETCHES
        reason = "they close if the next complete fetch agrees"
    else:
        is_confirmed = fetch_count >= EMPTY_MIN_FETCHES and fetched_at - missing_since >= EMPTY_MIN_TIME
        reason = "they close once complete fetches have agreed for a day"
    if is_confirmed:
        return Absence(missing_since, missing_ids)
    connection.execute(
        _INSERT_SUSPICION,
        {
            **board,
            "run": run_id,
            "missing_since": missing_since,
            "open_count": open_count,
            "returned_count": returned_count,
            "fetch_count": fetch_count,
            "missing": missing_ids if suspicion else None,
        },
    )
    return Absence(
        missing_since,
        missing_ids,
        f"{open_count - returned_count:,} of {open_count:,} open listings were missing; {reason}",
    )


def remove_seen_listings(connection: psycopg.Connection, board_id: UUID) -> None:
    """Note that an incomplete fetch returned listings a suspected outage is missing."""
    connection.execute(_REMOVE_SEEN_LISTINGS, {"board": board_id})


def _is_plausible(open_count: int, returned_count: int, pause: timedelta) -> bool:
    share = PLAUSIBLE_SHARE_AFTER_PAUSE if pause >= LONG_PAUSE else PLAUSIBLE_SHARE
    is_small_loss = open_count - returned_count < MIN_LOSS or returned_count >= share * open_count
    return returned_count > 0 and is_small_loss


def _fetch_row(cursor: psycopg.Cursor) -> tuple[int, datetime | None]:
    row = cursor.fetchone()
    if row is None:
        raise psycopg.DataError("the query returned no row")
    open_count, last_complete_at = row
    return open_count, last_complete_at
