"""Read which skills listings name from dbt's marts, now and by the week in which they opened. Whole market only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kit.tables import skill_demand, skill_weekly
from app.market.openings import MIN_GROUP_SIZE

MAX_WEEKS = 26
# A trend compares this many weeks with as many before them.
TREND_WEEKS = 4


@dataclass(frozen=True, slots=True)
class SkillDemand:
    """The number of open listings that name a skill, and of listings that name it and opened in the last 30 days."""

    name: str
    open: int
    new_30d: int


@dataclass(frozen=True, slots=True)
class SkillShare:
    """The number of new listings that mention a skill, out of all new listings."""

    mentions: int
    listings: int

    @property
    def share(self) -> float | None:
        """Return the share from 0 to 1, None of fewer than five listings."""
        return self.mentions / self.listings if self.listings >= MIN_GROUP_SIZE else None


@dataclass(frozen=True, slots=True)
class SkillTrend:
    """The share of a skill by week, from Monday to Sunday (UTC), oldest first."""

    name: str
    weeks: dict[date, SkillShare]

    @property
    def latest(self) -> SkillShare:
        """Return the share of the last TREND_WEEKS weeks together."""
        return _sum_shares(list(self.weeks.values())[-TREND_WEEKS:])

    @property
    def previous(self) -> SkillShare:
        """Return the share of the TREND_WEEKS weeks before the latest ones."""
        return _sum_shares(list(self.weeks.values())[-2 * TREND_WEEKS : -TREND_WEEKS])

    @property
    def change(self) -> float | None:
        """Return the latest share minus the previous one, None where one of them is unknown."""
        latest, previous = self.latest.share, self.previous.share
        return None if latest is None or previous is None else latest - previous

    @property
    def is_significant(self) -> bool:
        """Return whether the change exceeds two standard errors of two equal shares."""
        change, latest, previous = self.change, self.latest, self.previous
        if change is None:
            return False
        pooled_share = (latest.mentions + previous.mentions) / (latest.listings + previous.listings)
        error = math.sqrt(pooled_share * (1 - pooled_share) * (1 / latest.listings + 1 / previous.listings))
        return abs(change) > 2 * error


def list_skills(session: Session, limit: int | None = None) -> tuple[SkillDemand, ...]:
    """Return the skills by the number of open listings that name them, largest first."""
    rows = session.execute(
        select(skill_demand)
        .where(skill_demand.c.open_listings > 0)
        .order_by(skill_demand.c.open_listings.desc(), skill_demand.c.skill)
        .limit(limit)
    )
    return tuple(SkillDemand(row.skill, int(row.open_listings), int(row.new_listings_30d)) for row in rows)


def list_leading_skills(session: Session, limit: int) -> tuple[str, ...]:
    """Return the skills that most listings of the last finished weeks name."""
    weeks = list(islice(reversed(count_openings_by_week(session)), TREND_WEEKS))
    listings = func.sum(skill_weekly.c.new_listings)
    skills = (
        select(skill_weekly.c.skill)
        .where(skill_weekly.c.week.in_(weeks))
        .group_by(skill_weekly.c.skill)
        .order_by(listings.desc(), skill_weekly.c.skill)
        .limit(limit)
    )
    return tuple(session.scalars(skills))


def count_openings_by_week(session: Session) -> dict[date, int]:
    """Return how many listings opened in each of the last finished weeks, oldest first, without the current week."""
    rows = session.execute(
        select(skill_weekly.c.week, func.max(skill_weekly.c.opened_in_week).label("opened"))
        .group_by(skill_weekly.c.week)
        .order_by(skill_weekly.c.week.desc())
        .limit(MAX_WEEKS + 1)
    )
    finished_weeks = [(row.week, int(row.opened)) for row in rows][1:]
    return dict(reversed(finished_weeks))


def list_skill_trends(session: Session, names: Sequence[str]) -> tuple[SkillTrend, ...]:
    """Return the trend of each named skill, in the order of `names`; a week without the skill counts 0."""
    openings = count_openings_by_week(session)
    rows = session.execute(
        select(skill_weekly.c.skill, skill_weekly.c.week, skill_weekly.c.new_listings).where(
            skill_weekly.c.skill.in_(names), skill_weekly.c.week.in_(list(openings))
        )
    )
    counts = {(row.skill, row.week): int(row.new_listings) for row in rows}
    return tuple(
        SkillTrend(name, {week: SkillShare(counts.get((name, week), 0), total) for week, total in openings.items()})
        for name in names
    )


def _sum_shares(shares: Sequence[SkillShare]) -> SkillShare:
    return SkillShare(sum(share.mentions for share in shares), sum(share.listings for share in shares))
