"""A practice search for someone who has nothing yet: believable, on the ledger's own jobs, and gone with one click.

Every row of it is noted in ops.demo_items, so that clearing takes nothing that is the person's own. Every session
here acts for one person (database.sessions).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Table, Text, cast, delete, exists, func, insert, select
from sqlalchemy.orm import Session

from app.alerts import service as alerts_service
from app.alerts.queries import Rhythm
from app.applications import stages
from app.applications.stages import Refused
from app.comparisons import service as comparisons_service
from app.demo.scenarios import STORIES, Story, Teller
from app.kit.tables import applications, comparison_sets, demo_items, documents, events, job_listings, saved_jobs
from app.kit.tables import saved_searches as searches
from app.saved import service as saved_service
from app.search.criteria import Criteria
from database.models import AlertFrequency, PriorityLevel
from database.sessions import CURRENT_USER_ID

FEWEST_JOBS = 5
_SAVED, _COMPARED = 8, 3
_RECENT, _CLOSED, _OF_ONE_COMPANY = 400, 80, 2
_ITEMS: tuple[Table, ...] = (applications, saved_jobs, searches, comparison_sets)
_SAVED_WORDS = ((PriorityLevel.HIGH, "Apply this week."), (PriorityLevel.MED, "Compare the pay first."), (None, ""))


@dataclass(frozen=True, slots=True)
class State:
    """Whether the practice search is there, and whether it can be offered: nothing is the person's own yet, and the
    ledger has jobs to make it of.
    """

    is_there: bool
    is_offered: bool


@dataclass(frozen=True, slots=True)
class _Job:
    id: UUID
    title: str
    group: str
    company_id: UUID | None
    posted_at: datetime
    is_open: bool


def state(session: Session) -> State:
    """How it stands."""
    is_there = bool(session.scalar(select(exists(select(demo_items.c.item_id)))))
    if is_there or any(session.scalar(select(exists(select(table.c.id)))) for table in _ITEMS):
        return State(is_there, is_offered=False)
    some = select(documents.c.listing_id).where(documents.c.is_open).limit(FEWEST_JOBS).subquery()
    return State(is_there=False, is_offered=session.scalar(select(func.count()).select_from(some)) == FEWEST_JOBS)


def fill(session: Session, at: datetime, seed: int = 1) -> int:
    """Write the practice search as of a moment; how many applications. The same seed, moment and ledger give the same.

    Refused when something is there already.
    """
    # Two windows at once fill once.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(cast(CURRENT_USER_ID, Text), 0))))
    if not state(session).is_offered:
        raise Refused("Practice data are for an empty account, and there is something in yours already.")
    chance = Random(seed)  # noqa: S311 - no secret
    jobs = _chosen(_candidates(session, at), chance)
    kept = [job for job in jobs if job.is_open][:_SAVED] if len(jobs) > 2 * _SAVED else []
    others = [job for job in jobs if job not in kept]
    told = _spread(STORIES, len(others))
    places = {name: stages.for_status(session, meaning).id for name, meaning in stages.DEFAULTS if meaning}
    teller = Teller(session, at, places, chance)
    applied = sorted(others[: len(told)], key=lambda job: (job.posted_at, job.id))
    made = [teller.tell(story, job.id) for story, job in zip(told, applied, strict=True)]
    _note(session, applications, [one for one in made if one])
    _keep(session, kept or others[:_SAVED], at)
    _search(session, jobs, at)
    return sum(one is not None for one in made)


def clear(session: Session) -> int:
    """Take the practice search away with all that hangs on its rows, and nothing else; how many applications it had."""
    gone: dict[str, int] = {}
    for table in _ITEMS:
        ids = select(demo_items.c.item_id).where(demo_items.c.item == table.name)
        removed: Sequence[UUID] = session.scalars(delete(table).where(table.c.id.in_(ids)).returning(table.c.id)).all()
        gone[table.name] = len(removed)
    session.execute(delete(demo_items))
    return gone[applications.name]


def _candidates(session: Session, at: datetime) -> list[_Job]:
    """The newest open jobs, and those that closed last."""
    recent = select(documents.c.listing_id).where(documents.c.is_open, documents.c.posted_at <= at)
    recent = recent.order_by(documents.c.posted_at.desc(), documents.c.listing_id).limit(_RECENT)
    ended = select(events.c.listing_id).where(events.c.event == "closed", events.c.occurred_at <= at)
    ended = ended.order_by(events.c.occurred_at.desc(), events.c.listing_id).limit(_CLOSED)
    wanted: set[UUID] = {*session.scalars(recent), *session.scalars(ended)}
    rows = session.execute(
        select(
            job_listings.c.id,
            job_listings.c.title,
            func.ops.title_group(job_listings.c.title).label("group"),
            job_listings.c.company_id,
            func.coalesce(job_listings.c.posted_at, job_listings.c.ingested_at).label("posted_at"),
            job_listings.c.closed_at.is_(None).label("is_open"),
        )
        .where(job_listings.c.id.in_(wanted))
        .order_by(job_listings.c.id)
    )
    return [_Job(**row) for row in rows.mappings()]


def _chosen(candidates: Sequence[_Job], chance: Random) -> list[_Job]:
    """Jobs one person may well look for: of the commonest kinds first, and few of one company."""
    shuffled = list(candidates)
    chance.shuffle(shuffled)
    kinds = Counter(job.group for job in shuffled)
    held: Counter[UUID | None] = Counter()
    found: list[_Job] = []
    for job in sorted(shuffled, key=lambda one: (-kinds[one.group], one.group)):
        if held[job.company_id] < _OF_ONE_COMPANY or len(candidates) <= len(STORIES):
            held[job.company_id] += 1
            found.append(job)
    wanted = found[: len(STORIES) + _SAVED]
    chance.shuffle(wanted)
    return wanted


def _spread(stories: Sequence[Story], count: int) -> list[Story]:
    """So many of the stories, from all over the four months."""
    if count >= len(stories):
        return list(stories)
    return [stories[place * len(stories) // count] for place in range(count)]


def _keep(session: Session, jobs: Sequence[_Job], at: datetime) -> None:
    for place, job in enumerate(jobs):
        saved_service.save(session, job.id, at - timedelta(days=1 + 2 * place, hours=place))
        priority, note = _SAVED_WORDS[place % len(_SAVED_WORDS)]
        saved_service.write(session, job.id, note, priority)
    kept = select(saved_jobs.c.id).where(saved_jobs.c.job_listing_id.in_([job.id for job in jobs]))
    _note(session, saved_jobs, session.scalars(kept).all())
    made = comparisons_service.make(session, "Practice: which one?", at - timedelta(days=2))
    for job in jobs[:_COMPARED]:
        comparisons_service.add(session, made.id, job.id, at - timedelta(days=2))
    _note(session, comparison_sets, [made.id])


def _search(session: Session, jobs: Sequence[_Job], at: datetime) -> None:
    """A saved search for the commonest kind of job; its alert is paused, so that it never writes a letter."""
    kind = Counter(job.group for job in jobs).most_common(1)[0][0]
    begun = at - timedelta(days=20)
    made = alerts_service.keep(session, f"Practice: {kind}", Criteria(keywords=kind[:200]), begun)
    alerts_service.alert(session, made, Rhythm(AlertFrequency.WEEKLY), begun)
    alerts_service.pause(session, made, begun)
    _note(session, searches, [made])


def _note(session: Session, table: Table, ids: Iterable[UUID]) -> None:
    rows: list[dict[str, Any]] = [{"item": table.name, "item_id": one} for one in ids]
    if rows:
        session.execute(insert(demo_items).values(user_id=CURRENT_USER_ID), rows)
