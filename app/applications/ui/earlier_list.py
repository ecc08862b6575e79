"""That a person applied here before, in words: to this very listing, to the same job elsewhere, to the company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from app.applications.earlier_applications import Before, Relation
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets

_APPLIED: dict[Relation, str] = {
    "listing": "You applied to this on {}.",
    "job": "You applied to this job before, on {}.",
    "company": "You applied to this company before, on {}.",
}
_PLANNED: dict[Relation, str] = {
    "listing": "You plan to apply to this.",
    "job": "You plan to apply to this job already.",
    "company": "You plan to apply to this company already.",
}
_NAMED = 5


def before_html(found: Sequence[Before], zone: tzinfo) -> str:
    """The closest relation in words, then each application with the way to it."""
    first = found[0]
    words = _PLANNED[first.relation]
    if first.applied_at:
        words = _APPLIED[first.relation].format(formats.day(first.applied_at, zone))
    rows = "".join(_row(one, zone) for one in found[:_NAMED])
    more = f"<li>and {len(found) - _NAMED} more</li>" if len(found) > _NAMED else ""
    kind = "note" if first.relation == "company" else "warn"
    return widgets.notice(words, f'<ul class="jl-before">{rows}{more}</ul>', kind)


def _row(one: Before, zone: tzinfo) -> str:
    day = f"applied on {formats.day(one.applied_at, zone)}" if one.applied_at else "planned"
    return (
        f'<li><a href="/applications?id={one.id}" target="_self">{escaped(one.title)}</a>, '
        f"{escaped(one.company or 'company not named')}, {escaped(day)} ({escaped(one.stage or 'no stage')})</li>"
    )
