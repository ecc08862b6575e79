"""Read the facts of a person's applications that metrics are computed from. The metrics are in this folder's modules.

The definitions are in database/sql/views/application_facts.sql, for the pipeline as well; row-level security applies.
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
class UserFacts:
    """A person's applications, the times of their interviews (past and scheduled), and the names of sources."""

    applications: tuple[ApplicationFacts, ...]
    interviews: tuple[datetime, ...]
    source_names: dict[str, str]

    @property
    def sent(self) -> tuple[ApplicationFacts, ...]:
        """Return the applications that were sent."""
        return tuple(application for application in self.applications if application.applied_at)


def load_user_facts(session: Session) -> UserFacts:
    """Return the facts of the person the session acts for."""
    rows = session.execute(_SELECT_FACTS_SQL).mappings().all()
    names = {row["source"]: row["source_name"] for row in rows if row["source_name"]}
    fields = ApplicationFacts.__dataclass_fields__
    applications = tuple(ApplicationFacts(**{name: row[name] for name in row if name in fields}) for row in rows)
    interviews: Sequence[datetime] = session.scalars(_SELECT_INTERVIEWS_SQL).all()
    return UserFacts(applications, tuple(interviews), names)


# A title is grouped once, because that takes long and many applications are for the same title. Imports once took any
# year; one of no working life would add centuries of empty weeks, or lie beyond the last date there is.
_SELECT_FACTS_SQL = text("""
with facts as materialized (
    select * from ops.user_application_facts
), title_groups as (
    select title, ops.title_group(title) as title_group from facts group by title
)
select
    facts.application_id as id, facts.standing, facts.applied_at, facts.responded_at, facts.interviewed_at,
    facts.offered_at, facts.withdrawn_at, facts.was_planned, facts.is_misdated, facts.has_no_answer_date,
    facts.source, facts.source_name, coalesce(title_groups.title_group, 'unknown') as title_group, facts.company,
    facts.workplace
from facts
left join title_groups on title_groups.title = facts.title
where facts.applied_at is null or facts.applied_at between '1970-01-01' and '2101-01-01'
order by facts.applied_at, facts.application_id
""")
_SELECT_INTERVIEWS_SQL = text("""
select e.occurred_at
from application_events as e
join job_applications as a on a.id = e.job_application_id and a.deleted_at is null
where e.event_type = 'interview' and e.occurred_at between '1970-01-01' and '2101-01-01'
order by e.occurred_at
""")
