"""What figures need of each of a person's applications: the same facts as the view ops.application_facts has.

That view is everyone's and the pipeline's; here row-level security decides whose rows are read.
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
class Fact:
    """An application that is not deleted. Answers, interviews and offers before `applied_at` are not told.

    `is_misdated` says that there is an answer dated before the application. `has_no_answer_date` says that it was
    answered at a time nobody noted. `left_at` is when it was withdrawn.
    """

    id: UUID
    standing: Standing
    applied_at: datetime | None = None
    responded_at: datetime | None = None
    interviewed_at: datetime | None = None
    offered_at: datetime | None = None
    left_at: datetime | None = None
    was_planned: bool = False
    is_misdated: bool = False
    has_no_answer_date: bool = False
    source: str = UNKNOWN
    title_group: str = UNKNOWN
    company: str = UNKNOWN
    workplace: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class Facts:
    """All of a person's applications, when their interviews are (past and coming), and the sources' names."""

    applications: tuple[Fact, ...]
    interviews: tuple[datetime, ...]
    source_names: dict[str, str]

    @property
    def sent(self) -> tuple[Fact, ...]:
        """Those that were sent."""
        return tuple(one for one in self.applications if one.applied_at)


def facts(session: Session) -> Facts:
    """Read them; the session acts for one person."""
    rows = session.execute(_FACTS).mappings().all()
    names = {row["source"]: row["source_name"] for row in rows if row["source_name"]}
    known = Fact.__dataclass_fields__
    applications = tuple(Fact(**{name: row[name] for name in row if name in known}) for row in rows)
    interviews: Sequence[datetime] = session.scalars(_INTERVIEWS).all()
    return Facts(applications, tuple(interviews), names)


# Applications and their events in one pass: whatever is joined to them is looked up by its key. The server cannot know
# how many rows one person has, and takes them for few.
_FACTS = text("""
with told as materialized (
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
), seen as (
    select
        told.*,
        case when told.response_at >= told.applied_at then told.response_at end as responded_at,
        coalesce(told.response_at < told.applied_at, false) as is_misdated
    from told
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
    case when a.outcome = 'withdrawn' then a.withdrawn_at end as left_at,
    a.was_planned or (a.applied_at is null and a.status = 'planned') as was_planned,
    a.is_misdated,
    a.applied_at is not null and a.response_at is null
        and a.status in ('interviewing', 'offer', 'rejected') as has_no_answer_date,
    coalesce(nullif(coalesce(j.code, a.source), ''), 'unknown') as source,
    j.name as source_name,
    coalesce(ops.title_group(a.listing_snapshot ->> 'title'), 'unknown') as title_group,
    coalesce(nullif(btrim(a.listing_snapshot ->> 'company'), ''), 'unknown') as company,
    coalesce(a.listing_snapshot ->> 'workplace_type', 'unknown') as workplace
from seen as a
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
