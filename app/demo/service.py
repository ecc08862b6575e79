"""Fill an empty account with demo data on real jobs, and clear it again.

Every row of it is listed in ops.demo_items, so that clearing deletes nothing of the user's own. Every session here
acts for one user (database.sessions). Not here: what became of each application (app.demo.scenarios).
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
from app.alerts.queries import AlertTiming
from app.applications import stages
from app.applications.stages import InvalidChange
from app.comparisons import service as comparisons_service
from app.demo.scenarios import SCENARIOS, Scenario, ScenarioWriter
from app.kit.i18n import _
from app.kit.tables import (
    applications,
    comparison_sets,
    demo_items,
    documents,
    events,
    job_listings,
    saved_jobs,
    saved_searches,
)
from app.saved import service as saved_service
from app.search.criteria import Criteria
from database.models import AlertFrequency, PriorityLevel
from database.sessions import CURRENT_USER_ID

MIN_JOBS = 5
_SAVED_COUNT, _COMPARED_COUNT = 8, 3
_MAX_OPEN_JOBS, _MAX_CLOSED_JOBS, _MAX_JOBS_PER_COMPANY = 400, 80, 2
_DEMO_TABLES: tuple[Table, ...] = (applications, saved_jobs, saved_searches, comparison_sets)
_SAVED_NOTES = ((PriorityLevel.HIGH, "Apply this week."), (PriorityLevel.MED, "Compare the pay first."), (None, ""))


@dataclass(frozen=True, slots=True)
class DemoState:
    """The state of an account's demo data. It is offered while the account is empty and there are jobs to use."""

    has_demo_data: bool
    can_add_demo_data: bool


@dataclass(frozen=True, slots=True)
class _CandidateJob:
    id: UUID
    title: str
    group: str
    company_id: UUID | None
    posted_at: datetime
    is_open: bool


def load_state(session: Session) -> DemoState:
    """Read whether the demo data exists or can be offered."""
    has_demo_data = bool(session.scalar(select(exists(select(demo_items.c.item_id)))))
    if has_demo_data or any(session.scalar(select(exists(select(table.c.id)))) for table in _DEMO_TABLES):
        return DemoState(has_demo_data, can_add_demo_data=False)
    jobs = select(documents.c.listing_id).where(documents.c.is_open).limit(MIN_JOBS).subquery()
    count = session.scalar(select(func.count()).select_from(jobs))
    return DemoState(has_demo_data=False, can_add_demo_data=count == MIN_JOBS)


def add_demo_data(session: Session, at: datetime, seed: int = 1) -> int:
    """Write the demo data as of a moment; return how many applications it has.

    The same seed, moment and market give the same data. Raises InvalidChange when the account is not empty.
    """
    # Two windows at once fill once.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(cast(CURRENT_USER_ID, Text), 0))))
    if not load_state(session).can_add_demo_data:
        raise InvalidChange(_("Demo data is only for an empty account. Yours has data already."))
    chance = Random(seed)  # noqa: S311 - no secret
    jobs = _choose_jobs(_load_candidates(session, at), chance)
    has_enough_jobs = len(jobs) > 2 * _SAVED_COUNT
    jobs_to_save = [job for job in jobs if job.is_open][:_SAVED_COUNT] if has_enough_jobs else []
    other_jobs = [job for job in jobs if job not in jobs_to_save]
    scenarios = _choose_scenarios(SCENARIOS, len(other_jobs))
    stage_ids = {
        name: stages.find_for_status(session, meaning).id for name, meaning in stages.DEFAULT_STAGES if meaning
    }
    writer = ScenarioWriter(session, at, stage_ids, chance)
    jobs_to_apply_to = sorted(other_jobs[: len(scenarios)], key=lambda job: (job.posted_at, job.id))
    new_ids = [writer.write(scenario, job.id) for scenario, job in zip(scenarios, jobs_to_apply_to, strict=True)]
    application_ids = [application_id for application_id in new_ids if application_id]
    _record_demo_items(session, applications, application_ids)
    _save_jobs(session, jobs_to_save or other_jobs[:_SAVED_COUNT], at)
    _save_search(session, jobs, at)
    return len(application_ids)


def delete_demo_data(session: Session) -> int:
    """Delete the demo data with everything that belongs to it; return how many applications it had."""
    counts: dict[str, int] = {}
    for table in _DEMO_TABLES:
        ids = select(demo_items.c.item_id).where(demo_items.c.item == table.name)
        deleted: Sequence[UUID] = session.scalars(delete(table).where(table.c.id.in_(ids)).returning(table.c.id)).all()
        counts[table.name] = len(deleted)
    session.execute(delete(demo_items))
    return counts[applications.name]


def _load_candidates(session: Session, at: datetime) -> list[_CandidateJob]:
    """Return the newest open jobs and those that closed last."""
    newest = select(documents.c.listing_id).where(documents.c.is_open, documents.c.posted_at <= at)
    newest = newest.order_by(documents.c.posted_at.desc(), documents.c.listing_id).limit(_MAX_OPEN_JOBS)
    closed = select(events.c.listing_id).where(events.c.event == "closed", events.c.occurred_at <= at)
    closed = closed.order_by(events.c.occurred_at.desc(), events.c.listing_id).limit(_MAX_CLOSED_JOBS)
    listing_ids: set[UUID] = {*session.scalars(newest), *session.scalars(closed)}
    rows = session.execute(
        select(
            job_listings.c.id,
            job_listings.c.title,
            func.ops.title_group(job_listings.c.title).label("group"),
            job_listings.c.company_id,
            func.coalesce(job_listings.c.posted_at, job_listings.c.ingested_at).label("posted_at"),
            job_listings.c.closed_at.is_(None).label("is_open"),
        )
        .where(job_listings.c.id.in_(listing_ids))
        .order_by(job_listings.c.id)
    )
    return [_CandidateJob(**row) for row in rows.mappings()]


def _choose_jobs(candidates: Sequence[_CandidateJob], chance: Random) -> list[_CandidateJob]:
    """Choose jobs that one person may look for: of the most common kinds, and few of one company."""
    shuffled = list(candidates)
    chance.shuffle(shuffled)
    group_sizes = Counter(job.group for job in shuffled)
    per_company: Counter[UUID | None] = Counter()
    jobs: list[_CandidateJob] = []
    for job in sorted(shuffled, key=lambda job: (-group_sizes[job.group], job.group)):
        if per_company[job.company_id] < _MAX_JOBS_PER_COMPANY or len(candidates) <= len(SCENARIOS):
            per_company[job.company_id] += 1
            jobs.append(job)
    chosen_jobs = jobs[: len(SCENARIOS) + _SAVED_COUNT]
    chance.shuffle(chosen_jobs)
    return chosen_jobs


def _choose_scenarios(scenarios: Sequence[Scenario], count: int) -> list[Scenario]:
    """Return this many scenarios, evenly from the four months."""
    if count >= len(scenarios):
        return list(scenarios)
    return [scenarios[number * len(scenarios) // count] for number in range(count)]


def _save_jobs(session: Session, jobs: Sequence[_CandidateJob], at: datetime) -> None:
    for number, job in enumerate(jobs):
        saved_service.save(session, job.id, at - timedelta(days=1 + 2 * number, hours=number))
        priority, note = _SAVED_NOTES[number % len(_SAVED_NOTES)]
        saved_service.write_note(session, job.id, note, priority)
    saved_ids = select(saved_jobs.c.id).where(saved_jobs.c.job_listing_id.in_([job.id for job in jobs]))
    _record_demo_items(session, saved_jobs, session.scalars(saved_ids).all())
    comparison = comparisons_service.create(session, _("Demo: which job?"), at - timedelta(days=2))
    for job in jobs[:_COMPARED_COUNT]:
        comparisons_service.add(session, comparison.id, job.id, at - timedelta(days=2))
    _record_demo_items(session, comparison_sets, [comparison.id])


def _save_search(session: Session, jobs: Sequence[_CandidateJob], at: datetime) -> None:
    """Save a search for the most common kind of job, with a paused alert, so that it never sends email."""
    group = Counter(job.group for job in jobs).most_common(1)[0][0]
    saved_at = at - timedelta(days=20)
    name = _("Demo: {kind}").format(kind=group)
    search_id = alerts_service.create(session, name, Criteria(keywords=group[:200]), saved_at)
    alerts_service.set_alert(session, search_id, AlertTiming(AlertFrequency.WEEKLY), saved_at)
    alerts_service.pause_alert(session, search_id, saved_at)
    _record_demo_items(session, saved_searches, [search_id])


def _record_demo_items(session: Session, table: Table, ids: Iterable[UUID]) -> None:
    rows: list[dict[str, Any]] = [{"item": table.name, "item_id": item_id} for item_id in ids]
    if rows:
        session.execute(insert(demo_items).values(user_id=CURRENT_USER_ID), rows)
