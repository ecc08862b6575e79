"""The sentences of the Analytics screen: each says what its picture shows. HTML; names from outside are escaped."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from app.analytics.application_facts import Fact
from app.analytics.flow import Flow, Funnel
from app.analytics.groups import Group
from app.analytics.periods import Period, Unit
from app.analytics.rates import FEWEST, Rate, response_rate, success_rate
from app.analytics.response_times import Curve
from app.kit import formats
from app.kit.text import escaped

TRAITS = {"title_group": "Title", "company": "Company", "source": "Source", "workplace": "Workplace"}
UNITS = {"week": "Week", "month": "Month", "year": "Year"}
_ENTERED = {"manual": "Added by hand", "import": "Imported", "prefill": "From a listing", "unknown": "Not stated"}

_TAG = re.compile(r"<[^>]+>")


def plain(words: str) -> str:
    """Return a sentence without its markup, for screen readers."""
    return _TAG.sub("", words)


def name_of(period: Period, unit: Unit) -> str:
    """A period's name: "19 to 25 Oct 2026", "October 2026", "2026"."""
    if unit == "week":
        first, last = period.first, period.last
        year = f" {first.year}" if first.year != last.year else ""
        month = f" {first:%b}" if (first.month, first.year) != (last.month, last.year) else ""
        return f"{first.day}{month}{year} to {last.day} {last:%b %Y}"
    return f"{period.first:%B %Y}" if unit == "month" else f"{period.first.year}" if unit == "year" else "all time"


def label_of(period: Period, unit: Unit) -> str:
    """The same, short enough to stand under a bar."""
    if unit == "week":
        return f"{period.first.day} {period.first:%b}"
    return f"{period.first:%b %Y}" if unit == "month" else str(period.first.year)


def group_name(group: Group, by: str, sources: Mapping[str, str]) -> str:
    """A group's name for people."""
    if by in {"week", "month", "year"} and group.period:
        unit: Unit = "week" if by == "week" else "month" if by == "month" else "year"
        return name_of(group.period, unit)
    if by == "source":
        return sources.get(group.name) or _ENTERED.get(group.name, group.name)
    if group.name == "unknown":
        return "Not stated"
    if by == "workplace":
        return formats.word(group.name, formats.WORKPLACES)
    return group.name[:1].upper() + group.name[1:] if by == "title_group" else group.name


def percent(part: float) -> str:
    """A share from 0 to 1 in words."""
    return "under 1 %" if 0 < part < 0.01 else f"{100 * part:.0f} %"  # noqa: PLR2004 - a percent


def rate(value: Rate) -> str:
    """A rate with what it is of, or why there is none."""
    if value.share is not None:
        return f"{percent(value.share)} ({value.hits} of {value.n})"
    if value.n:
        return f"{value.hits} of {value.n}: too few for a rate"
    return "too early to say" if value.early else "none sent"


def days(value: float) -> str:
    """Days rounded up, so that "within" stays true: "a day", "12 days"."""
    whole = max(1, math.ceil(value))
    return "a day" if whole == 1 else f"{whole} days"


def headline(sent: Sequence[Fact], curve: Curve, now: datetime) -> str:
    """Four figures; what cannot be said yet says why."""
    response = response_rate(sent, now)
    median = curve.quantile(0.5) if curve.n >= FEWEST else None
    waiting = sum(one.standing == "waiting" for one in sent)
    return figures(
        ("Applications sent", formats.count(len(sent)), f"{formats.count(waiting)} of them await an answer"),
        ("Answered within 30 days", _figure(response), _meaning(response, "30")),
        succeeded(sent, now),
        (
            "Half answered within",
            days(median) if median is not None else "Not yet",
            f"{formats.counted(curve.answered, 'answer')}, {formats.count(curve.waiting)} without one so far",
        ),
    )


def succeeded(sent: Sequence[Fact], now: datetime) -> tuple[str, str, str]:
    """The success rate as a figure: its name, value and meaning."""
    success = success_rate(sent, now)
    return "Success rate", _figure(success), _meaning(success, "60", "interview or offer within 60 days: ")


def figures(*shown: tuple[str, str, str]) -> str:
    """Figures beside each other, each with its name, its value and what it means."""
    cards = "".join(
        f'<div class="jl-figure"><dt>{name}</dt><dd>{figure}</dd><dd class="jl-meaning">{meaning}</dd></div>'
        for name, figure, meaning in shown
    )
    return f'<dl class="jl-figures jl-figures-four">{cards}</dl>'


def standing(counts: Mapping[str, int], steps: Funnel, planned: int) -> str:
    """How many wait, were rejected, were interviewed."""
    more = f" {formats.counted(planned, 'more is planned', 'more are planned')}." if planned else ""
    return (
        f"Of {formats.counted(steps.sent, 'application')} sent, <b>{_were(counts['waiting'], 'awaits', 'await')} an "
        f"answer</b>, {_were(counts['rejected'], 'was', 'were')} rejected and "
        f"{_were(steps.interviewed, 'led', 'led')} to an interview or offer, whatever came of it.{more}"
    )


def flow(value: Flow) -> str:
    """Where most went from having applied, and how far the furthest got."""
    out = {to: count for (origin, to), count in value.links.items() if origin == "applied"}
    sent, talks, offers = value.through("applied"), value.through("interviewing"), value.through("offer")
    silent = out.get("waiting", 0) + out.get("ghosted", 0)
    return (
        f"Of <b>{formats.counted(sent, 'application')}</b>, {formats.count(talks)} came to interviews and "
        f"{formats.count(offers)} to an offer; {formats.count(out.get('rejected', 0))} were rejected without an "
        f"interview, and {formats.count(silent)} have no answer so far. Bands are as wide as their numbers."
    )


def funnel(value: Funnel) -> str:
    """What share of those sent got how far."""
    if value.sent < FEWEST:
        return f"{formats.counted(value.sent, 'application')} so far: shares are told from {FEWEST} on."
    shares = [percent(count / value.sent) for count in (value.answered, value.interviewed, value.offered)]
    return (
        f"So far <b>{shares[0]} were answered</b>, {shares[1]} led to an interview and {shares[2]} to an offer. "
        "Counted at any time since, so these grow while answers come in."
    )


def waiting(curve: Curve, mean: float | None) -> str:
    """Within how many days a quarter, half and three quarters are answered, and who still waits; `mean` is that of the
    answers within 30 days.
    """
    many = "has no answer so far and counts" if curve.waiting == 1 else "have no answer so far and count"
    still = f"{formats.count(curve.waiting)} {many} as still waiting"
    left = f" Answers within 30 days took {mean:.1f} days on average." if mean is not None else ""
    if curve.left_out:
        left += f" {formats.counted(curve.left_out, 'application is', 'applications are')} left out: the answer has no "
        left += "date, or one before the application."
    reached = [(name, curve.quantile(share)) for name, share in (("a quarter", 0.25), ("three quarters", 0.75))]
    also = " and ".join(f"{name} within {days(value)}" for name, value in reached if value is not None)
    half = curve.quantile(0.5)
    if half is not None:
        return (
            f"<b>Half of your applications were answered within {days(half)}</b>"
            + (f", {also}" if also else "")
            + f"; {still}.{left}"
        )
    if also:
        return f"{also.capitalize()}; less than half are answered so far. {still.capitalize()}.{left}"
    return f"Too few answers came so far to say how long they take. {still.capitalize()}.{left}"


def groups(rows: Sequence[Group], by: str, sources: Mapping[str, str], shown: int) -> str:
    """Which group is answered most, among those large enough."""
    known = [row for row in rows if row.response.share is not None and row.name != "unknown"]
    what = (TRAITS | UNITS)[by].lower()
    if not known:
        text = f"No {what} has {FEWEST} applications of more than 30 days ago yet, so there are counts and no rates"
    else:
        best = max(known, key=lambda row: (row.response.share or 0, row.sent))
        told = f"<b>{escaped(group_name(best, by, sources))}</b>"
        which = f"Answers came most often for {told}" if len(known) > 1 else f"Only {told} is large enough for a rate"
        text = f"{which}: {rate(best.response)}"
    left = f" The {shown} largest of {len(rows)} are shown; the file has all." if shown < len(rows) else ""
    return f"{text}. Under {FEWEST} there is no rate.{left}"


def by_day(days_sent: Mapping[date, int]) -> str:
    """How many in all, on how many days, and the busiest."""
    total, on = sum(days_sent.values()), sum(count > 0 for count in days_sent.values())
    busiest = max(days_sent, key=lambda day: (days_sent[day], day))
    text = f"<b>{formats.counted(total, 'application')}</b> on {formats.counted(on, 'day')}"
    most = f"most on {_day(busiest)}: {days_sent[busiest]}" if days_sent[busiest] > 1 else "never more than one a day"
    return f"{text}, {most}."


def interviews(counts: Mapping[Period, int], unit: Unit, coming: int) -> str:
    """How many were held, in which period most, and how many are ahead."""
    ahead = f" {formats.counted(coming, 'more is', 'more are')} ahead." if coming else ""
    total = sum(counts.values())
    if not total:
        return f"No interview was held yet.{ahead}"
    most = max(counts, key=lambda period: (counts[period], period))
    where = f"the week of {_day(most.first)}" if unit == "week" else name_of(most, unit)
    return f"<b>{formats.counted(total, 'interview')}</b> so far, most in {where} ({counts[most]}).{ahead}"


def misdated(count: int) -> str:
    """What to do about answers before the application."""
    told = formats.counted(
        count, "answer is dated before its application", "answers are dated before their application"
    )
    return f"{told} and {'is' if count == 1 else 'are'} not counted. Correct the dates in Applications."


def period_end(moment: datetime, zone: tzinfo) -> str:
    """When a cohort's rate will be final."""
    return f"final on {formats.day(moment, zone)}"


def _figure(value: Rate) -> str:
    return percent(value.share) if value.share is not None else f"{value.hits} of {value.n}" if value.n else "Not yet"


def _meaning(value: Rate, window: str, before: str = "") -> str:
    early = f"; {value.early} too recent" if value.early else ""
    if value.share is not None:
        return f"{before}{value.hits} of {value.n}{early}"
    if value.n:
        return f"too few for a rate{early}"
    return f"known {window} days after applying"


def _were(count: int, one: str, many: str) -> str:
    return f"{formats.count(count)} {one if count == 1 else many}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
