"""The sentences of the market's openings, and what all its sentences share. HTML; names from outside are escaped.

Each says in words what its chart shows. Those of pay, skills and the rest are beside this in market_*_words.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.market.openings import FEWEST, UNKNOWN, Day, LeftOut, Scope, Share, Totals

_WEEK = 7
_MARKUP = re.compile(r"<[^>]+>")


def plain(words: str) -> str:
    """A sentence without its emphasis, for those who hear it."""
    return _MARKUP.sub("", words)


def beyond(scope: Scope, *, by_country: bool = False, by_source: bool = False) -> str:
    """That a figure is of more than the scope, where it is not kept by what the scope names; else nothing."""
    asked = (("country", scope.country, by_country), ("source", scope.source, by_source))
    missing = [name for name, value, is_kept in asked if value and not is_kept]
    if not missing:
        return ""
    of = f"the whole market in {escaped(scope.country)}" if scope.country and by_country else "the whole market"
    return f" This is of {of}: the figure is not kept by {' or '.join(missing)}."


def totals(value: Totals) -> str:
    """The three totals as figures."""
    shown = (
        ("Open jobs counted", formats.count(value.open), "open at their board's last complete fetch"),
        ("State their pay", rate(value.with_stated_pay, value.open), "with an amount, currency and period"),
        ("Opened in 30 days", formats.count(value.new_30d), "whether still open or closed since"),
    )
    figures = "".join(
        f'<div class="jl-figure"><dt>{name}</dt><dd>{figure}</dd><dd class="jl-meaning">{meaning}</dd></div>'
        for name, figure, meaning in shown
    )
    return f'<dl class="jl-figures">{figures}</dl>'


def open_jobs(days: Sequence[Day]) -> str:
    """How many were open last, and how that compares with a week before."""
    last = days[-1]
    words = f"<b>{formats.counted(last.open, 'job')}</b> were open at the end of {_day(last)} (UTC days)"
    if len(days) > _WEEK:
        before = days[-1 - _WEEK]
        return f"{words}, {_compared(last.open, before.open)} a week before."
    return f"{words}. The ledger goes back {formats.counted(len(days), 'day')} so far; the line grows with each."


def news(days: Sequence[Day]) -> str:
    """How many opened, opened again and closed in the last week of days: what was open changed by just these."""
    recent = days[1:][-_WEEK:]
    opened, closed = sum(day.new for day in recent), sum(day.closed for day in recent)
    reopened = sum(day.reopened for day in recent)
    again = f", <b>{formats.count(reopened)}</b> opened again" if reopened else ""
    span = f"In the last {_WEEK} days" if len(recent) == _WEEK else f"Since {_day(recent[0])}"
    return (
        f"{span}, <b>{formats.counted(opened, 'job')}</b> opened{again} and <b>{formats.count(closed)}</b> closed. "
        f"The first day, {_day(days[0])}, is left out: on it everything was new to the ledger."
    )


def leading(rows: Sequence[Share], what: str, words: dict[str, str], *, shown: int | None = None) -> str:
    """Which value leads, with its share, and how many say nothing."""
    total = sum(row.open for row in rows)
    known = [row for row in rows if row.name != UNKNOWN]
    silent = total - sum(row.open for row in known)
    if not known:
        return f"No open job states its {what}."
    first = known[0]
    name = escaped(formats.word(first.name, words))
    text = f"<b>{name}</b> leads with {rate(first.open, total)} of {formats.counted(total, 'open job')}"
    if shown is not None and shown < len(rows):
        text += f"; the {shown} largest of {len(rows)} are shown"
    return text + (f". {rate(silent, total).capitalize()} name no {what}." if silent else ".")


def workplaces(rows: Sequence[Share]) -> str:
    """The remote and hybrid share of the jobs that say where they are done."""
    of = {row.name: row.open for row in rows}
    stated = sum(count for name, count in of.items() if name != UNKNOWN)
    if not stated:
        return "No open job says where it is done."
    remote, hybrid = of.get("remote", 0), of.get("hybrid", 0)
    return (
        f"Of {formats.counted(stated, 'job')} that say so, <b>{rate(remote, stated)} are remote</b> and "
        f"{rate(hybrid, stated)} hybrid. {formats.count(of.get(UNKNOWN, 0))} do not say."
    )


def left_out(rows: Sequence[LeftOut]) -> str:
    """Which sources are not counted and why."""
    if not rows:
        return '<p class="jl-quiet jl-small">Every source with open listings is counted here.</p>'
    named = ", ".join(f"{escaped(row.name)} ({formats.counted(row.open, 'open listing')})" for row in rows)
    return widgets.notice("Not counted here:", f"{named}. The terms of these sources allow showing their listings, "
        "not publishing figures made from them.")  # fmt: skip


def percent(share: float) -> str:
    """A share from 0 to 1 in words."""
    return "under 1 %" if 0 < share < 0.01 else f"{100 * share:.0f} %"  # noqa: PLR2004 - a percent


def rate(part: int, whole: int) -> str:
    """A part of a whole as a percentage; of fewer than five, as it is."""
    return percent(part / whole) if whole >= FEWEST else formats.count(part)


def _compared(now: int, before: int) -> str:
    if now == before:
        return "as many as"
    more = "more" if now > before else "fewer"
    return f"{formats.count(abs(now - before))} {more} than"


def _day(value: Day) -> str:
    return f"{value.day.day} {value.day:%b %Y}"
