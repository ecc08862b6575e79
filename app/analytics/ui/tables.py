"""Tables and bars of the Analytics screen as HTML, and the same rows as CSV. What comes from outside is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from app.analytics.flow import Funnel
from app.analytics.groups import Group
from app.analytics.rates import FEWEST, Rate
from app.analytics.ui import labels
from app.kit.text import escaped

# What a person has sent, by where it is now; the order of the bar.
STANDINGS = {
    "waiting": "Await an answer",
    "answered": "In talks",
    "interviewing": "In interviews",
    "offer": "Offer",
    "rejected": "Rejected",
    "ghosted": "Ghosted",
    "withdrawn": "Withdrawn",
}


def shares(counts: Mapping[str, int]) -> str:
    """One bar parted by where applications are now, with a legend that has every count."""
    total = sum(counts.values()) or 1
    parts = "".join(
        f'<span class="jl-part jl-is-{name}" style="flex-grow:{counts[name]}"></span>'
        for name in STANDINGS
        if counts[name]
    )
    legend = "".join(
        f'<li><i class="jl-part jl-is-{name}"></i><b>{counts[name]}</b> {STANDINGS[name]}'
        f'<span class="jl-quiet"> {labels.percent(counts[name] / total) if total >= FEWEST else ""}</span></li>'
        for name in STANDINGS
        if counts[name]
    )
    return f'<div class="jl-parts" aria-hidden="true">{parts}</div><ul class="jl-legend">{legend}</ul>'


def steps(value: Funnel) -> str:
    """The funnel as a table of bars."""
    body = "".join(
        f'<tr><th scope="row">{name}</th><td>'
        f'<span class="jl-step" style="width:{100 * count / max(1, value.sent):.1f}%"></span></td>'
        f'<td class="jl-number"><b>{count}</b></td><td class="jl-number jl-quiet">'
        f"{labels.percent(count / value.sent) if value.sent >= FEWEST else ''}</td></tr>"
        for name, count in funnel_rows(value)
    )
    return f'<table class="jl-funnel"><tbody>{body}</tbody></table>'


def funnel_rows(value: Funnel) -> list[tuple[str, int]]:
    """The funnel's steps and counts."""
    return [
        ("Sent", value.sent), ("Answered", value.answered), ("Interview", value.interviewed), ("Offer", value.offered),
    ]  # fmt: skip


def plain(heads: Sequence[str], rows: Iterable[Sequence[object]], caption: str) -> str:
    """A table of our own words; figures at the right."""
    top = "".join(f'<th scope="col"{_right(place, heads)}>{escaped(head)}</th>' for place, head in enumerate(heads))
    body = "".join(
        "<tr>" + "".join(f"<td{_right(place, heads)}>{escaped(one)}</td>" for place, one in enumerate(row)) + "</tr>"
        for row in rows
    )
    return (
        f'<table class="jl-table"><caption class="jl-unseen">{escaped(caption)}</caption><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def groups(rows: Sequence[Group], by: str, sources: Mapping[str, str], zone: tzinfo) -> str:
    """Rates by group with what they are of; on a phone a block per group."""
    body = "".join(
        f'<tr><th scope="row">{escaped(labels.group_name(row, by, sources))}</th><td class="jl-number">{row.sent}</td>'
        f"<td>{_rate(row.response, row.answers_from, zone)}</td><td>{_rate(row.success, row.successes_from, zone)}</td>"
        f"<td>{_median(row)}</td></tr>"
        for row in rows
    )
    name = escaped((labels.TRAITS | labels.UNITS)[by])
    return (
        f'<table class="jl-table jl-rates"><thead><tr><th scope="col">{name}</th><th scope="col" class="jl-number">Sent'
        '</th><th scope="col">Answered within 30 days</th><th scope="col">Success rate (60 days)</th>'
        f'<th scope="col">Half answered within</th></tr></thead><tbody>{body}</tbody></table>'
    )


GROUP_HEADS = (
    "Group", "Sent", "Answered within 30 days", "Of", "Response rate", "Interview or offer within 60 days", "Of",
    "Success rate", "Half answered within (days)", "Rates final from",
)  # fmt: skip


def group_rows(rows: Sequence[Group], by: str, sources: Mapping[str, str], zone: tzinfo) -> list[tuple[object, ...]]:
    """The same for a file: a rate is empty where there is none."""
    return [
        (
            labels.group_name(row, by, sources), row.sent, row.response.hits, row.response.n,
            None if row.answers_from else _share(row.response), row.success.hits, row.success.n,
            None if row.successes_from else _share(row.success),
            None if row.median_days is None else round(row.median_days, 2),
            row.successes_from.astimezone(zone).date().isoformat() if row.successes_from else None,
        )
        for row in rows
    ]  # fmt: skip


def _share(value: Rate) -> float | None:
    return None if value.share is None else round(value.share, 4)


def _median(row: Group) -> str:
    return labels.days(row.median_days) if row.median_days is not None else '<span class="jl-quiet">not yet</span>'


def _rate(value: Rate, final: datetime | None, zone: tzinfo) -> str:
    """A bar and its words; of a period whose window is still open, when it will be told."""
    if final:
        return f'<span class="jl-quiet">{escaped(labels.period_end(final, zone))}</span>'
    if value.share is None:
        return f'<span class="jl-quiet">{escaped(labels.rate(value))}</span>'
    return (
        f'<span class="jl-meter" aria-hidden="true"><span style="width:{100 * value.share:.1f}%"></span></span>'
        f'<b>{labels.percent(value.share)}</b> <span class="jl-quiet">{value.hits} of {value.n}</span>'
    )


def _right(place: int, heads: Sequence[str]) -> str:
    return ' class="jl-number"' if place == len(heads) - 1 else ""
