"""Jobs side by side: one row per fact, what differs marked, and the same as CSV and as plain rows for a picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.comparisons.queries import Compared
from app.kit import formats
from app.kit.text import cell, escaped
from app.kit.ui import widgets
from app.listings.ui import changes_since

_EXCERPT = 420


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: a value per job, "" where unknown. `best` is the job that is ahead, if one is."""

    name: str
    values: tuple[str, ...]
    best: int | None = None

    @property
    def differs(self) -> bool:
        """Whether the jobs do not all say the same."""
        return len(set(self.values)) > 1


def facts(jobs: Sequence[Compared], now: datetime) -> list[Fact]:
    """The rows of the comparison, text apart."""
    cards = [job.card for job in jobs]

    def row(name: str, values: Sequence[str | None]) -> Fact:
        return Fact(name, tuple(value or "" for value in values))

    every = [
        row("Company", [card.company for card in cards]),
        Fact("Pay a year", tuple(_yearly(job) for job in jobs), _best_paid(jobs)),
        row("Pay as advertised", [_advertised(job) for job in jobs]),
        row("Place", [card.location for card in cards]),
        row("Workplace", [formats.word(card.workplace_type, formats.WORKPLACES) for card in cards]),
        row("Employment", [formats.word(card.employment_type, formats.EMPLOYMENTS) for card in cards]),
        row("Level", [formats.word(card.experience_level, formats.LEVELS) for card in cards]),
        row("Posted", [formats.age(card.posted_at, now) for card in cards]),
        row("State", ["Closed" if card.closed_at else "Open" for card in cards]),
        row("Source", [card.provider.attribution or card.provider.name for card in cards]),
    ]
    return [fact for fact in every if any(fact.values)]


def table(jobs: Sequence[Compared], now: datetime, zone: tzinfo) -> str:
    """The comparison as HTML; everything from outside is escaped."""
    head = "".join(f"<th scope='col'>{_head(job)}</th>" for job in jobs)
    rows = "".join(_row(fact) for fact in facts(jobs, now))
    shared = set.intersection(*(set(job.card.skills) for job in jobs)) if len(jobs) > 1 else set()
    skills = "".join(f"<td>{_skills(job, shared)}</td>" for job in jobs)
    texts = "".join(f"<td>{_text(job)}</td>" for job in jobs)
    changes = "".join(f"<td>{_changed(job, now, zone)}</td>" for job in jobs)
    added = f"<tr><th scope='row'>Since you added it</th>{changes}</tr>"
    return (
        '<div class="jl-scroll jl-compare" tabindex="0" role="region" aria-label="Jobs side by side">'
        f"<table class='jl-table'><thead><tr><th></th>{head}</tr></thead><tbody>{rows}"
        f"<tr><th scope='row'>Skills</th>{skills}</tr>{added}<tr><th scope='row'>Text</th>{texts}</tr>"
        "</tbody></table></div>"
    )


def as_csv(jobs: Sequence[Compared], now: datetime) -> bytes:
    """The comparison for a spreadsheet: one column per job, UTF-8 with its mark so that Excel reads it."""
    written = io.StringIO()
    out = csv.writer(written)
    rows = [["Title", *(job.card.title for job in jobs)]]
    rows += [[fact.name, *fact.values] for fact in facts(jobs, now)]
    rows.append(["Skills", *(", ".join(job.card.skills) for job in jobs)])
    rows.append(["Address", *(job.card.url or "" for job in jobs)])
    rows.append(["Text", *(job.text for job in jobs)])
    out.writerows([[cell(value) for value in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def as_picture(jobs: Sequence[Compared], title: str, now: datetime) -> dict[str, object]:
    """What the browser draws the picture from: plain text, and which rows differ."""
    rows = [[fact.name, list(fact.values), fact.differs, fact.best] for fact in facts(jobs, now)]
    rows.append(["Skills", [", ".join(job.card.skills[:10]) for job in jobs], False, None])
    return {"title": title, "jobs": [job.card.title for job in jobs], "rows": rows, "made": f"{now:%Y-%m-%d}"}


def _head(job: Compared) -> str:
    card = job.card
    closed = widgets.badge("Closed", "closed") if card.closed_at else ""
    return (
        f'<a href="/listing?id={card.id}" target="_self">{escaped(card.title)}</a><div class="jl-badges">{closed}</div>'
    )


def _row(fact: Fact) -> str:
    cells = "".join(
        f"<td{_mark(fact, number)}>{escaped(value) if value else '<span class=jl-quiet>not stated</span>'}</td>"
        for number, value in enumerate(fact.values)
    )
    note = ' <span class="jl-differs" title="The jobs differ here">differs</span>' if fact.differs else ""
    return f"<tr><th scope='row'>{escaped(fact.name)}{note}</th>{cells}</tr>"


def _mark(fact: Fact, number: int) -> str:
    return ' class="jl-best"' if fact.best == number else ""


def _yearly(job: Compared) -> str:
    pay = job.card.pay
    return formats.money(job.yearly.low, job.yearly.high, pay.currency, "year", estimated=pay.is_estimated)


def _advertised(job: Compared) -> str:
    pay = job.card.pay
    return formats.money(pay.low, pay.high, pay.currency, pay.period) if pay.period != "year" else ""


def _best_paid(jobs: Sequence[Compared]) -> int | None:
    """The job with the highest pay, where at least two state it in one currency and one is ahead."""
    stated = [(job.yearly.high, number) for number, job in enumerate(jobs) if job.yearly.high is not None]
    currencies = {jobs[number].card.pay.currency for _, number in stated}
    if len(stated) < 2 or len(currencies) != 1:  # noqa: PLR2004 - one alone is no comparison
        return None
    (first, number), (second, _) = sorted(stated, reverse=True)[:2]
    return number if first > second else None


def _skills(job: Compared, shared: set[str]) -> str:
    """The job's skills; those that all have stay quiet."""
    own = "".join(
        f'<span class="jl-chip{" jl-chip-shared" if name in shared else ""}">{escaped(name)}</span>'
        for name in job.card.skills
    )
    return f'<div class="jl-badges">{own}</div>' if own else '<span class="jl-quiet">none named</span>'


def _text(job: Compared) -> str:
    plain = " ".join(job.text.split())
    if not plain:
        return '<span class="jl-quiet">The source gives no text</span>'
    if len(plain) <= _EXCERPT:
        return f"<p>{escaped(plain)}</p>"
    return (
        f"<details><summary>{escaped(plain[:_EXCERPT].rsplit(' ', 1)[0])} … <b>More</b></summary>"
        f'<p class="jl-plain">{escaped(job.text)}</p></details>'
    )


def _changed(job: Compared, now: datetime, zone: tzinfo) -> str:
    said = f'<span class="jl-quiet">Added {widgets.when(job.added_at, now, zone)}</span>'
    if job.card.closed_at and job.card.closed_at > job.added_at:
        said += f"<br>{widgets.badge('Closed', 'closed')} {widgets.when(job.card.closed_at, now, zone)}"
    if not job.changed:
        return said
    return (
        f"{said}<br>{widgets.badge('Changed', 'warn')} {changes_since.summary(*job.changed, zone)}. "
        f'<a href="/listing?id={job.card.id}&amp;view=history" target="_self">Differences</a>'
    )
