"""The sentences and rows of the market's skills. HTML; names from outside are escaped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.kit import formats
from app.kit.text import escaped
from app.market.openings import Day
from app.market.skills import SPAN, Part, Skill, Trend
from app.market.ui.labels import percent

_FEW_WEEKS = 2 * SPAN


def now(rows: Sequence[Skill]) -> str:
    """Which skills lead, and that they are read from the text."""
    names = " and ".join(f"<b>{escaped(row.name)}</b> ({formats.count(row.open)})" for row in rows[:2])
    verb = "are named by the most open jobs" if len(rows) > 1 else "is named by the most open jobs"
    return f"{names} {verb}. Skills are found by name in titles and texts; a job can name several."


def moved(trends: Sequence[Trend]) -> str:
    """What rose and fell, in words; that nothing did, or that it is too early, where it is so."""
    if not trends or len(trends[0].weeks) < _FEW_WEEKS:
        return f"What rises and falls is told once the ledger has {_FEW_WEEKS} finished weeks."
    clear = [one for one in trends if one.is_clear and one.change]
    rose = sorted((one for one in clear if (one.change or 0) > 0), key=lambda one: -(one.change or 0))
    fell = sorted((one for one in clear if (one.change or 0) < 0), key=lambda one: one.change or 0)
    told = [f"{verb}: {_listed(found)}" for verb, found in (("Rose", rose), ("Fell", fell)) if found]
    said = ". ".join(told) if told else "None of these skills rose or fell by more than chance explains"
    return f"{said}; the last {SPAN} finished weeks beside the {SPAN} before."


def since(days: Sequence[Day], trends: Sequence[Trend]) -> str:
    """That weeks before the ledger's first day know only what was still open then; nothing where there are none."""
    first = days[0].day if days else None
    early = first and trends and next(iter(trends[0].weeks), first) < first
    if not first or not early:
        return ""
    return (
        f" Weeks before {first.day} {first:%b %Y}, the ledger's first day, count only jobs that were still open then."
    )


def part(value: Part) -> str:
    """A share with what it is of."""
    of = f"{formats.count(value.named)} of {formats.count(value.opened)}"
    if value.share is None:
        return f'<span class="jl-quiet">{of}: too few for a share</span>'
    return f'<b>{_fine(value.share)}</b> <span class="jl-quiet">{of}</span>'


def change(trend: Trend) -> str:
    """How a share changed, in points of a percent, if it did."""
    if trend.change is None:
        return '<span class="jl-quiet">not told</span>'
    if not trend.is_clear:
        return '<span class="jl-quiet">about the same</span>'
    rose = trend.change > 0
    return f'<span class="jl-{"rose" if rose else "fell"}">{"▲ +" if rose else "▼ -"}{_points(trend.change)}</span>'


def span(weeks: Sequence[date]) -> str:
    """The first and the last of the weeks: "weeks from 25 May to 9 Nov"."""
    return f"weeks from {weeks[0].day} {weeks[0]:%b} to {weeks[-1].day} {weeks[-1]:%b}"


def _listed(found: Sequence[Trend]) -> str:
    return ", ".join(
        f"<b>{escaped(one.name)}</b> ({_fine(one.before.share or 0)} to {_fine(one.latest.share or 0)})"
        for one in found[:3]
    )


def _fine(share: float) -> str:
    return f"{100 * share:.1f} %" if share else percent(0)


def _points(value: float) -> str:
    return f"{abs(100 * value):.1f} points"
