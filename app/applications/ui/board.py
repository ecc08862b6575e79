"""The board and the table of applications, as HTML from escaped text. app/assets/tracker.js makes them act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from app.applications.queries import Item, column_of
from app.applications.stages import Meaning, Stage, Status
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets

# So many cards of a column are drawn; who has more narrows the board down, or looks at the table.
SHOWN = 60
PAGE = 100
STATUSES: dict[Meaning, str] = {
    Status.PLANNED: "Planned",
    Status.APPLIED: "Applied",
    Status.INTERVIEWING: "Interviewing",
    Status.OFFER: "Offer",
    Status.REJECTED: "Rejected",
}
SOURCES = {"manual": "By hand", "import": "Imported", "prefill": "From a listing"}
_COLUMNS = {
    "title": "Application",
    "stage": "Stage",
    "applied": "Applied",
    "answered": "Answered",
    "due": "Follow up",
    "source": "Source",
}
SORTS = tuple(_COLUMNS)


def board_html(stages: Sequence[Stage], items: Sequence[Item], now: datetime, zone: tzinfo) -> str:
    """A column for each stage with its cards."""
    held: defaultdict[UUID, list[Item]] = defaultdict(list)
    for item in items:
        held[column_of(item, tuple(stages))].append(item)
    columns = "".join(_column(stage, held[stage.id], now, zone) for stage in stages)
    return f'<div class="jl-board" role="group" aria-label="Board">{columns}</div>{_hint()}'


def _column(stage: Stage, items: Sequence[Item], now: datetime, zone: tzinfo) -> str:
    cards = "".join(_card(item, stage, now, zone) for item in items[:SHOWN])
    more = len(items) - SHOWN
    rest = (
        f'<p class="jl-board-more">{formats.count(more)} more. Search or filter to see them, or open the table.</p>'
        if more > 0
        else ""
    )
    status = f"jl-is-{stage.status.value}" if stage.status else "jl-is-none"
    return (
        f'<section class="jl-column {status}" data-stage="{stage.id}" data-name="{escaped(stage.name)}" '
        f'aria-label="{escaped(stage.name)}"><h2>{escaped(stage.name)}'
        f'<span class="jl-column-count">{formats.count(len(items))}</span></h2>'
        f'<div class="jl-column-cards" role="list">{cards}</div>{rest}</section>'
    )


def _card(item: Item, stage: Stage, now: datetime, zone: tzinfo) -> str:
    title, company = escaped(item.title), escaped(item.company or "")
    marks = _marks(item, now, zone)
    place = f'<span class="jl-quiet"> · {escaped(item.location)}</span>' if item.location else ""
    return (
        f'<article class="jl-app" role="listitem" tabindex="0" data-app="{item.id}" data-title="{title}" '
        f'aria-label="{title}, {company}, in {escaped(stage.name)}. Enter opens, M moves.">'
        f'<a class="jl-app-title" href="/applications?id={item.id}" target="_self" data-open tabindex="-1">{title}</a>'
        f'<div class="jl-app-where"><b>{company}</b>{place}</div>'
        f'<div class="jl-badges">{marks}</div>'
        f'<div class="jl-app-foot"><span>{_dated(item, now, zone)}</span>'
        f'<button type="button" class="jl-app-menu" data-menu aria-haspopup="menu" tabindex="-1" '
        f'aria-label="Move {title} to another stage">{widgets.icon("drive_file_move")}</button></div></article>'
    )


def _marks(item: Item, now: datetime, zone: tzinfo) -> str:
    found = ""
    if item.interview_at:
        found += widgets.badge(f"Interview {formats.moment(item.interview_at, zone)}", "good")
    if item.follow_up_at:
        late = item.follow_up_at <= now
        found += widgets.badge(f"Follow up {formats.day(item.follow_up_at, zone)}", "warn" if late else "plain")
    if item.closed_at:
        found += widgets.badge("Listing closed", "closed")
    if item.files:
        found += widgets.badge(formats.counted(item.files, "file"))
    return found


def _dated(item: Item, now: datetime, zone: tzinfo) -> str:
    if item.applied_at is None:
        return f"Added {widgets.when(item.created_at, now, zone)}"
    words = f"Applied {widgets.when(item.applied_at, now, zone)}"
    if item.response_at is None:
        return words
    if item.response_at < item.applied_at:
        return f"{words}, answer dated before"
    days = (item.response_at - item.applied_at) // timedelta(days=1)
    return f"{words}, answered after {formats.counted(days, 'day')}" if days else f"{words}, answered at once"


def _hint() -> str:
    return (
        '<p class="jl-quiet jl-small jl-board-hint">Drag a card to another stage. With the keyboard: arrow keys go '
        "from card to card, Shift with ← or → moves one, M opens all stages, Enter opens it.</p>"
    )


def table_html(stages: Sequence[Stage], items: Sequence[Item], sort: str, now: datetime, zone: tzinfo) -> str:
    """A row for each application with a box to choose it, and what can be done with those chosen."""
    names = {stage.id: stage for stage in stages}
    heads = "".join(_head(key, words, sort) for key, words in _COLUMNS.items())
    rows = "".join(_row(item, names[column_of(item, tuple(stages))], now, zone) for item in items)
    options = "".join(f'<option value="{stage.id}">{escaped(stage.name)}</option>' for stage in stages)
    return (
        '<div class="jl-bulk" role="region" aria-label="Chosen applications">'
        '<span class="jl-bulk-count" role="status">None chosen</span>'
        f'<label>Move to <select class="jl-bulk-stage" aria-label="Move to">{options}</select></label>'
        '<button type="button" class="jl-act" data-bulk="move" disabled>Move</button>'
        '<button type="button" class="jl-act jl-act-danger" data-bulk="delete" disabled>Delete</button></div>'
        '<div class="jl-scroll"><table class="jl-table jl-apps"><thead><tr>'
        '<th><input type="checkbox" class="jl-pick-all" aria-label="Choose all on this page"></th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _head(key: str, words: str, sort: str) -> str:
    way = sort.removeprefix("-") == key
    following = f"-{key}" if sort == key else key
    aria = ("descending" if sort.startswith("-") else "ascending") if way else "none"
    mark = widgets.icon("arrow_downward" if sort.startswith("-") else "arrow_upward") if way else ""
    button = f'<button type="button" class="jl-sort" data-sort="{following}">{words}{mark}</button>'
    return f'<th aria-sort="{aria}">{button}</th>'


def _row(item: Item, stage: Stage, now: datetime, zone: tzinfo) -> str:
    due = (
        widgets.badge(formats.day(item.follow_up_at, zone), "warn" if item.follow_up_at <= now else "plain")
        if (item.follow_up_at)
        else ""
    )
    kind = f"jl-is-{stage.status.value}" if stage.status else "jl-is-none"
    company = escaped(item.company or "")
    return (
        f'<tr data-app="{item.id}"><td><input type="checkbox" class="jl-pick" value="{item.id}" '
        f'aria-label="Choose {escaped(item.title)}"></td>'
        f'<td><a href="/applications?id={item.id}" target="_self" data-open data-app="{item.id}">'
        f"{escaped(item.title)}</a>"
        f'<div class="jl-quiet jl-small">{company}</div></td>'
        f'<td><span class="jl-stage {kind}">{escaped(stage.name)}</span></td>'
        f"<td>{formats.day(item.applied_at, zone) if item.applied_at else ''}</td>"
        f"<td>{formats.day(item.response_at, zone) if item.response_at else ''}</td>"
        f"<td>{due}</td><td>{escaped(SOURCES.get(item.source or '', item.source or ''))}</td></tr>"
    )


def ordered(items: Sequence[Item], stages: Sequence[Stage], sort: str) -> list[Item]:
    """The items by a column of the table; a sort with "-" before it goes downwards, what is unknown stands last."""
    places = {stage.id: stage.position for stage in stages}
    keys: dict[str, Callable[[Item], Any]] = {
        "title": lambda one: one.title.casefold(),
        "stage": lambda one: places[column_of(one, tuple(stages))],
        "applied": lambda one: one.applied_at,
        "answered": lambda one: one.response_at,
        "due": lambda one: one.follow_up_at,
        "source": lambda one: one.source,
    }
    key = keys.get(sort.removeprefix("-"))
    if key is None:
        return list(items)
    known = [one for one in items if key(one) is not None]
    return [
        *sorted(known, key=key, reverse=sort.startswith("-")),
        *(one for one in items if key(one) is None),
    ]
