"""Read the facts of a person's applications that metrics are computed from. The metrics are in this folder's modules.

The pipeline reads the same facts of everyone from the view ops.application_facts; here row-level security applies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

Standing = Literal["planned", "waiting", "answered", "interviewing", "offer", "rejected", "withdrawn", "ghosted"]
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFacts:
    """The facts of one application that is not deleted. Answers, interviews and offers before `applied_at` are ignored.

    `is_misdated`: its answer is dated before the application. `has_no_answer_date`: it was answered at an unknown time.
    """

    id: UUID
    standing: Standing
    applied_at: datetime | None = None
    responded_at: datetime | None = None
    interviewed_at: datetime | None = None
    offered_at: datetime | None = None
    withdrawn_at: datetime | None = None
    was_planned: bool = False
    is_misdated: bool = False
    has_no_answer_date: bool = False
    source: str = UNKNOWN
    title_group: str = UNKNOWN
    company: str = UNKNOWN
    workplace: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person's applications, the times of their interviews (past and scheduled), and the names of sources."""

    applications: tuple[ApplicationFacts, ...]
    interviews: tuple[datetime, ...]
    source_names: dict[str, str]

    @property
    def sent(self) -> tuple[ApplicationFacts, ...]:
        """Return the applications that were sent."""
        return tuple(application for application in self.applications if application.applied_at)


def load_person_facts(session: Session) -> PersonFacts:
    """Return the facts of the person the session acts for."""
    rows = session.execute(_FACTS).mappings().all()
    names = {row["source"]: row["source_name"] for row in rows if row["source_name"]}
    fields = ApplicationFacts.__dataclass_fields__
    applications = tuple(ApplicationFacts(**{name: row[name] for name in row if name in fields}) for row in rows)
    interviews: Sequence[datetime] = session.scalars(_INTERVIEWS).all()
    return PersonFacts(applications, tuple(interviews), names)


# Applications and events are aggregated in one pass first, because PostgreSQL underestimates a person's rows and would
# repeat the joins.
_FACTS = text("""
with applications as materialized (
    select
        a.*,
        min(e.occurred_at) filter (
            where e.occurred_at >= a.applied_at
            and (e.event_type = 'interview' or e.payload ->> 'status_to' = 'interviewing')) as interview_at,
        min(e.occurred_at) filter (
            where e.occurred_at >= a.applied_at
            and (e.event_type = 'offer' or e.payload ->> 'status_to' = 'offer')) as offer_at,
        coalesce(bool_or(e.payload ->> 'status_from' = 'interviewing')
            filter (where e.occurred_at >= a.applied_at), false) as was_interviewing,
        coalesce(bool_or(e.payload ->> 'status_from' = 'offer')
            filter (where e.occurred_at >= a.applied_at), false) as was_offered,
        coalesce(bool_or(e.payload ->> 'status_from' = 'planned'
            or (e.payload ->> 'kind' = 'created' and e.payload ->> 'status_to' = 'planned')), false) as was_planned,
        max(e.occurred_at) filter (
            where e.payload ->> 'outcome_to' = 'withdrawn' or e.payload ->> 'to' = s.name) as withdrawn_at,
        k.outcome
    from job_applications as a
    left join application_events as e on e.job_application_id = a.id
    left join application_stages as s on s.id = a.stage_id
    left join ops.stage_statuses as k on k.stage_id = a.stage_id
    where a.deleted_at is null
    group by a.id, k.outcome
), checked as (
    select
        applications.*,
        case when applications.response_at >= applications.applied_at then applications.response_at end as responded_at,
        coalesce(applications.response_at < applications.applied_at, false) as is_misdated
    from applications
)
select
    a.id,
    case
        when a.outcome is not null then a.outcome
        when a.status in ('rejected', 'interviewing', 'offer') then cast(a.status as text)
        when a.applied_at is null then 'planned'
        when a.response_at is not null then 'answered'
        else 'waiting'
    end as standing,
    a.applied_at,
    a.responded_at,
    coalesce(a.interview_at,
        case when a.status = 'interviewing' or a.was_interviewing then a.responded_at end) as interviewed_at,
    coalesce(a.offer_at,
        case when a.status = 'offer' or a.was_offered then a.responded_at end) as offered_at,
    case when a.outcome = 'withdrawn' then a.withdrawn_at end as withdrawn_at,
    a.was_planned or (a.applied_at is null and a.status = 'planned') as was_planned,
    a.is_misdated,
    a.applied_at is not null and a.response_at is null
        and a.status in ('interviewing', 'offer', 'rejected') as has_no_answer_date,
    coalesce(nullif(coalesce(j.code, a.source), ''), 'unknown') as source,
    j.name as source_name,
    coalesce(ops.title_group(a.listing_snapshot ->> 'title'), 'unknown') as title_group,
    coalesce(nullif(btrim(a.listing_snapshot ->> 'company'), ''), 'unknown') as company,
    coalesce(a.listing_snapshot ->> 'workplace_type', 'unknown') as workplace
from checked as a
left join job_listings as l on l.id = a.job_listing_id
left join job_sources as j on j.id = l.job_source_id
order by a.applied_at, a.id
""")
_INTERVIEWS = text("""
select e.occurred_at
from application_events as e
join job_applications as a on a.id = e.job_application_id and a.deleted_at is null
where e.event_type = 'interview'
order by e.occurred_at
""")
