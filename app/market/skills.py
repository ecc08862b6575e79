"""Which skills listings name, from dbt's marts: now, and by the week in which they opened. Of the whole market."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.kit.tables import skill_demand, skill_weekly
from app.market.openings import FEWEST

WEEKS = 26
# What rose or fell is told by comparing so many weeks with as many before.
SPAN = 4


@dataclass(frozen=True, slots=True)
class Skill:
    """How many open listings name a skill, and how many that opened in the last 30 days."""

    name: str
    open: int
    new_30d: int


@dataclass(frozen=True, slots=True)
class Part:
    """`named` of the `opened` listings name a skill."""

    named: int
    opened: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of too few listings."""
        return self.named / self.opened if self.opened >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Trend:
    """A skill by week, from Monday to Sunday (UTC), oldest first."""

    name: str
    weeks: dict[date, Part]

    @property
    def latest(self) -> Part:
        """The last SPAN weeks together."""
        return _together(list(self.weeks.values())[-SPAN:])

    @property
    def before(self) -> Part:
        """The SPAN weeks before those together."""
        return _together(list(self.weeks.values())[-2 * SPAN : -SPAN])

    @property
    def change(self) -> float | None:
        """How much larger the share is than before; None where one of the two is of too few."""
        now, then = self.latest.share, self.before.share
        return None if now is None or then is None else now - then

    @property
    def is_clear(self) -> bool:
        """Whether the change is more than two standard errors of two shares that do not differ."""
        change, now, then = self.change, self.latest, self.before
        if change is None:
            return False
        pooled = (now.named + then.named) / (now.opened + then.opened)
        error = math.sqrt(pooled * (1 - pooled) * (1 / now.opened + 1 / then.opened))
        return abs(change) > 2 * error


def skills(session: Session, limit: int | None = None) -> tuple[Skill, ...]:
    """The skills most open listings name."""
    rows = session.execute(
        select(skill_demand)
        .where(skill_demand.c.open_listings > 0)
        .order_by(skill_demand.c.open_listings.desc(), skill_demand.c.skill)
        .limit(limit)
    )
    return tuple(Skill(row.skill, int(row.open_listings), int(row.new_listings_30d)) for row in rows)


def leading(session: Session, limit: int) -> tuple[str, ...]:
    """The skills most listings name that opened in the last finished weeks."""
    weeks = list(islice(reversed(opened(session)), SPAN))
    named = func.sum(skill_weekly.c.new_listings)
    found: Select[tuple[str]] = (
        select(skill_weekly.c.skill)
        .where(skill_weekly.c.week.in_(weeks))
        .group_by(skill_weekly.c.skill)
        .order_by(named.desc(), skill_weekly.c.skill)
        .limit(limit)
    )
    return tuple(session.scalars(found))


def opened(session: Session) -> dict[date, int]:
    """Listings that opened in each of the last finished weeks, oldest first. The newest week still runs."""
    rows = session.execute(
        select(skill_weekly.c.week, func.max(skill_weekly.c.opened_in_week).label("opened"))
        .group_by(skill_weekly.c.week)
        .order_by(skill_weekly.c.week.desc())
        .limit(WEEKS + 1)
    )
    finished = [(row.week, int(row.opened)) for row in rows][1:]
    return dict(reversed(finished))


def trends(session: Session, names: Sequence[str]) -> tuple[Trend, ...]:
    """The named skills by week, in the order of their names given; a week in which nothing names one has 0."""
    weeks = opened(session)
    rows = session.execute(
        select(skill_weekly.c.skill, skill_weekly.c.week, skill_weekly.c.new_listings).where(
            skill_weekly.c.skill.in_(names), skill_weekly.c.week.in_(list(weeks))
        )
    )
    named = {(row.skill, row.week): int(row.new_listings) for row in rows}
    return tuple(
        Trend(name, {week: Part(named.get((name, week), 0), count) for week, count in weeks.items()}) for name in names
    )


def _together(parts: Sequence[Part]) -> Part:
    return Part(sum(part.named for part in parts), sum(part.opened for part in parts))
