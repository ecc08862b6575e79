"""Compare jobs fact by fact, as rows for the screen, the picture and a spreadsheet. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.comparisons.queries import ComparedJob
from app.kit import csv_file, formats
from app.kit.i18n import _
from app.kit.text import escape_csv_cell


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A row of the comparison: a value per job, "" where unknown. `best` is the index of the best job, if any."""

    name: str
    values: tuple[str, ...]
    best: int | None = None

    @property
    def is_different(self) -> bool:
        """Return True when the jobs have different values."""
        return len(set(self.values)) > 1


def list_comparison_rows(jobs: Sequence[ComparedJob], now: datetime) -> list[ComparisonRow]:
    """Return the rows of the comparison, without skills and text."""
    cards = [job.card for job in jobs]

    def create_row(name: str, values: Sequence[str | None]) -> ComparisonRow:
        return ComparisonRow(name, tuple(value or "" for value in values))

    facts = [
        create_row(_("Company"), [card.company for card in cards]),
        ComparisonRow(_("Yearly pay"), tuple(_format_yearly_pay(job) for job in jobs), _find_best_paid(jobs)),
        create_row(_("Stated pay"), [_format_stated_pay(job) for job in jobs]),
        create_row(_("Place"), [card.location for card in cards]),
        create_row(
            _("Workplace"), [formats.translate_value(card.workplace_type, formats.WORKPLACE_LABELS) for card in cards]
        ),
        create_row(
            _("Employment"),
            [formats.translate_value(card.employment_type, formats.EMPLOYMENT_LABELS) for card in cards],
        ),
        create_row(
            _("Level"), [formats.translate_value(card.experience_level, formats.LEVEL_LABELS) for card in cards]
        ),
        create_row(_("Posted"), [formats.age(card.posted_at, now) for card in cards]),
        create_row(_("State"), [_("Closed") if card.closed_at else _("Open") for card in cards]),
        create_row(_("Source"), [card.provider.attribution or card.provider.name for card in cards]),
    ]
    return [fact for fact in facts if any(fact.values)]


def create_csv(jobs: Sequence[ComparedJob], now: datetime) -> bytes:
    """Return the comparison for a spreadsheet: one column per job."""
    rows = [[fact.name, *fact.values] for fact in list_comparison_rows(jobs, now)]
    rows.append([_("Skills"), *(", ".join(job.card.skills) for job in jobs)])
    rows.append([_("Address"), *(job.card.url or "" for job in jobs)])
    rows.append([_("Text"), *(job.text for job in jobs)])
    return csv_file.build_csv([_("Title"), *(escape_csv_cell(job.card.title) for job in jobs)], rows)


def _format_yearly_pay(job: ComparedJob) -> str:
    pay = job.card.pay
    return formats.money(job.yearly_pay.low, job.yearly_pay.high, pay.currency, "year", estimated=pay.is_estimated)


def _format_stated_pay(job: ComparedJob) -> str:
    pay = job.card.pay
    return formats.money(pay.low, pay.high, pay.currency, pay.period) if pay.period != "year" else ""


def _find_best_paid(jobs: Sequence[ComparedJob]) -> int | None:
    """Return the index of the job with the highest pay, where at least two state it in the same currency."""
    stated = [(job.yearly_pay.high, number) for number, job in enumerate(jobs) if job.yearly_pay.high is not None]
    currencies = {jobs[number].card.pay.currency for _high, number in stated}
    if len(stated) < 2 or len(currencies) != 1:  # noqa: PLR2004 - one alone is no comparison
        return None
    (first, number), (second, _number) = sorted(stated, reverse=True)[:2]
    return number if first > second else None
