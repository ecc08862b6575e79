"""The sentences of how long jobs stay open. HTML; names from outside are escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.kit import formats
from app.kit.text import escaped
from app.market.durations import Lasting, LastingCounts, Life, Lives, Step
from app.market.openings import Scope
from app.market.ui.labels import percent

GROUPINGS = {"country": "Country", "source": "Source", "title_group": "Title"}


def days(value: int | None) -> str:
    """So many days, or that it is not so far."""
    return formats.counted(value, "day") if value is not None else '<span class="jl-quiet">not yet</span>'


def median(value: int | None) -> str:
    """The same, as the figure that counts most."""
    return days(value) if value is None else f"<b>{days(value)}</b>"


def life(value: Life, scope: Scope, sources: Mapping[str, str]) -> str:
    """The quartiles in words, how many listings they rest on, and what of the market they are of."""
    lives = value.lives
    counted = (
        f" Counted are {formats.counted(lives.listings, 'listing')}; {formats.count(lives.still_open)} of them are "
        "still open and count for as long as they have been seen."
    )
    return f"{_quartiles(lives, value.steps)}{counted}{_covers(value.covers, scope, sources)}"


def caveat() -> str:
    """How the curve is made, and what it cannot know."""
    return (
        '<p class="jl-quiet jl-small">Closed is taken for filled: nobody tells why an advertisement goes. A job counts '
        "from the age at which the ledger first saw it, for of those that closed before it would not know. Estimated "
        "by Kaplan and Meier; the curve ends where fewer than five jobs are left.</p>"
    )


def ranking(rows: Sequence[Lives], by: str, names: Mapping[str, str], shown: int) -> str:
    """Where jobs close soonest among the groups shown."""
    told = [one for one in rows[:shown] if one.p50 is not None]
    of = f"the {shown} largest of {formats.count(len(rows))} groups" if shown < len(rows) else "all groups"
    if not told:
        return f"In none of {of} has half of the jobs closed yet. A group has at least 20 listings."
    first = min(told, key=lambda one: one.p50 or 0)
    return (
        f"Jobs close soonest in <b>{escaped(name(first.name, by, names))}</b>: half within {days(first.p50)}. "
        f"Shown are {of}; a group has at least 20 listings."
    )


def name(value: str, by: str, names: Mapping[str, str]) -> str:
    """A group's name for people."""
    if by == "title_group":
        return value[:1].upper() + value[1:]
    return "Not stated" if value == "unknown" else names.get(value, value)


def lasting(counts: LastingCounts, open_jobs: int) -> str:
    """How many of the open jobs there are of each kind."""
    both = f"{_were(counts.reposted, 'open job')} posted again"
    of = f"{_were(counts.long_open, 'open job')} first posted 90 days ago or more"
    return (
        f"<b>{both}</b>: re-opened, or under another requisition 14 days or more after the first. <b>{of}</b>. A job "
        f"is one title, company and place on one board, so that {formats.counted(open_jobs, 'open listing')} are fewer "
        "jobs. Both can mean a hard search, several seats, or an advertisement nobody takes down."
    )


def times(one: Lasting) -> str:
    """How often a job was posted: "3 postings, re-opened once"."""
    parts = [formats.counted(one.postings, "posting")] if one.postings > 1 else []
    if one.reopenings:
        parts.append("re-opened " + ("once" if one.reopenings == 1 else f"{formats.count(one.reopenings)} times"))
    return ", ".join(parts) or "once"


def _were(count: int, what: str) -> str:
    return f"{formats.counted(count, what)} {'was' if count == 1 else 'were'}"


def _quartiles(lives: Lives, steps: Sequence[Step]) -> str:
    if lives.p50 is not None:
        words = f"<b>Half of the jobs had closed after {days(lives.p50)}</b>, a quarter after {days(lives.p25)}"
        if lives.p75 is not None:
            return f"{words}, three quarters after {days(lives.p75)}."
        return f"{words}. Three quarters have not closed at any age seen so far."
    last = steps[-1]
    still = f"after {formats.counted(last.day, 'day')}, {percent(last.survival)} were still open"
    if lives.p25 is not None:
        return f"<b>A quarter of the jobs had closed after {days(lives.p25)}.</b> There is no median yet: {still}."
    return f"<b>Fewer than a quarter of the jobs have closed</b>, so there is no median yet: {still}."


def _covers(covers: Scope, scope: Scope, sources: Mapping[str, str]) -> str:
    if covers == scope:
        return ""
    if covers.country:
        return f" This is of every source in {escaped(covers.country)}: it is not kept by country and source at once."
    missing = escaped(scope.country or sources.get(scope.source or "", scope.source))
    of = escaped(sources.get(covers.source, covers.source)) if covers.source else "the whole market"
    return f" This is of {of}: {missing} has fewer than the 20 listings a curve needs."
