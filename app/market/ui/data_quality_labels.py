"""The sentences of how sure the market's figures are. HTML; names from outside are escaped."""

from __future__ import annotations

from collections.abc import Sequence

from app.kit import formats
from app.market.data_quality import Health, Repeats, Wait
from app.market.openings import FEWEST

RULES = {
    "requisition": ("Same requisition", "the employer's own number, on one board"),
    "signature": ("Same title, company and place", "on whatever board"),
}
_MINUTE, _HOUR = 60, 3600


def health(rows: Sequence[Health]) -> str:
    """How many boards are fresh, and what went wrong."""
    boards, fresh = sum(row.boards for row in rows), sum(row.fresh for row in rows)
    failed, rejected = sum(row.failed for row in rows), sum(row.rejected for row in rows)
    wrong = f"{formats.counted(failed, 'board')} failed at the newest fetch" if failed else "none failed last"
    return (
        f"<b>{formats.count(fresh)} of {formats.counted(boards, 'board')}</b> were fetched completely within a day; "
        f"{wrong}. A failed fetch closes nothing: its board's jobs stay as they were. "
        + (f"{formats.counted(rejected, 'record')} could not be read." if rejected else "Every record could be read.")
    )


def repeats(rows: Sequence[Repeats]) -> str:
    """How much larger the market looks than it is."""
    parts = [
        f"by the {RULES[row.rule][0].lower()}, <b>{formats.count(row.repeated)} of {formats.count(row.open)}</b>"
        for row in rows
        if row.open
    ]
    if not parts:
        return "No open listing can be compared with another."
    return (
        f"Open listings that are further postings of a job already counted: {'; '.join(parts)}. Open jobs are counted "
        "here by listing; for pay, the listings of one requisition count once."
    )


def waits(rows: Sequence[Wait]) -> str:
    """How long the newest alerts took."""
    told = [row for row in rows if row.median is not None and row.frequency == "immediate"]
    if not rows:
        return "No alert has been sent yet, so there is nothing to time."
    if not told:
        return f"On no day were {FEWEST} immediate alerts sent, so their wait is not told."
    newest = told[0]
    return (
        f"On {newest.day.day} {newest.day:%b %Y} half of {formats.counted(newest.n, 'immediate alert')} went out "
        f"within <b>{wait(newest.median)}</b> of the fetch that found the job, 95 of 100 within {wait(newest.p95)}. "
        "Daily and weekly alerts wait for their hour."
    )


def wait(seconds: float | None) -> str:
    """A length of time in its largest sensible unit."""
    if seconds is None:
        return "too few to say"
    if seconds < 2 * _MINUTE:
        return formats.counted(round(seconds), "second")
    if seconds < 2 * _HOUR:
        return formats.counted(round(seconds / _MINUTE), "minute")
    return formats.counted(round(seconds / _HOUR), "hour")
