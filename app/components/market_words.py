"""The sentences of the market screen: each says in words what its chart shows. HTML; names from outside are escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app import formats
from app.components import pieces
from app.services.market import UNKNOWN, Day, LeftOut, PayBand, Share, Skill, Totals
from app.text import escaped

_WEEK = 7
_MARKUP = re.compile(r"<[^>]+>")


def plain(words: str) -> str:
    """A sentence without its emphasis, for those who hear it."""
    return _MARKUP.sub("", words)


def totals(value: Totals) -> str:
    """The three totals as figures."""
    shown = (
        ("Open jobs counted", formats.count(value.open), "open at their board's last complete fetch"),
        ("State their pay", _percent(value.with_stated_pay, value.open), "with an amount, currency and period"),
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
    """How many opened and closed in the last week of days."""
    recent = days[1:][-_WEEK:]
    opened, closed = sum(day.new for day in recent), sum(day.closed for day in recent)
    span = f"In the last {_WEEK} days" if len(recent) == _WEEK else f"Since {_day(recent[0])}"
    return (
        f"{span}, <b>{formats.counted(opened, 'job')}</b> opened and <b>{formats.count(closed)}</b> closed. The first "
        f"day, {_day(days[0])}, is left out: on it everything was new to the ledger."
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
    text = f"<b>{name}</b> leads with {_percent(first.open, total)} of {formats.counted(total, 'open job')}"
    if shown is not None and shown < len(rows):
        text += f"; the {shown} largest of {len(rows)} are shown"
    return text + (f". {_percent(silent, total).capitalize()} name no {what}." if silent else ".")


def workplaces(rows: Sequence[Share]) -> str:
    """The remote and hybrid share of the jobs that say where they are done."""
    of = {row.name: row.open for row in rows}
    stated = sum(count for name, count in of.items() if name != UNKNOWN)
    if not stated:
        return "No open job says where it is done."
    remote, hybrid = of.get("remote", 0), of.get("hybrid", 0)
    return (
        f"Of {formats.counted(stated, 'job')} that say so, <b>{_percent(remote, stated)} are remote</b> and "
        f"{_percent(hybrid, stated)} hybrid. {formats.count(of.get(UNKNOWN, 0))} do not say."
    )


def pay_group(group: tuple[str, str, bool]) -> str:
    """A pay group's name in a list of choices."""
    country, currency, is_estimated = group
    place = "Country not stated" if country == UNKNOWN else country
    return f"{place}, {currency}" + (", estimated by the source" if is_estimated else "")


def pay(bands: Sequence[PayBand]) -> str:
    """What the bars are and which level pays most, with the number of jobs."""
    jobs = sum(band.n for band in bands)
    top = max(bands, key=lambda band: band.p50)
    level = formats.word(top.level, formats.LEVELS)
    where = "where no level is stated" if top.level == UNKNOWN else f"at level <b>{escaped(level)}</b>"
    origin = "estimated by the source" if top.is_estimated else "stated in the advertisement"
    median = escaped(formats.total(round(top.p50), top.currency))
    return (
        f"Median pay is highest {where}: <b>{median}</b> a year. Bars run "
        f"from the first to the third quartile, the mark is the median; {formats.counted(jobs, 'job')} with pay "
        f"{origin}, hours to months counted as a full-time year."
    )


def skills(rows: Sequence[Skill]) -> str:
    """Which skills lead, and that they are read from the text."""
    names = " and ".join(f"<b>{escaped(row.name)}</b> ({formats.count(row.open)})" for row in rows[:2])
    verb = "are named by the most open jobs" if len(rows) > 1 else "is named by the most open jobs"
    return f"{names} {verb}. Skills are found by name in titles and texts; a job can name several."


def left_out(rows: Sequence[LeftOut]) -> str:
    """Which sources are not counted and why."""
    if not rows:
        return '<p class="jl-quiet jl-small">Every source with open listings is counted here.</p>'
    named = ", ".join(f"{escaped(row.name)} ({formats.counted(row.open, 'open listing')})" for row in rows)
    return pieces.notice("Not counted here:", f"{named}. The terms of these sources allow showing their listings, "
        "not publishing figures made from them.")  # fmt: skip


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "0 %"
    share = 100 * part / whole
    return "under 1 %" if 0 < share < 1 else f"{share:.0f} %"


def _compared(now: int, before: int) -> str:
    if now == before:
        return "as many as"
    more = "more" if now > before else "fewer"
    return f"{formats.count(abs(now - before))} {more} than"


def _day(value: Day) -> str:
    return f"{value.day.day} {value.day:%b %Y}"
