"""Draw the board and the table of applications as HTML. app/assets/tracker.js makes them interactive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from markupsafe import Markup

from app.applications.queries import BoardItem, find_column
from app.applications.stages import Meaning, Stage, Status
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.ui import widgets

# A column draws this many cards; users with more filter the board or open the table.
MAX_CARDS = 60
ROWS_PER_PAGE = 100
STATUS_LABELS: dict[Meaning, str] = {
    Status.PLANNED: N_("Planned"),
    Status.APPLIED: N_("Applied"),
    Status.INTERVIEWING: N_("Interviewing"),
    Status.OFFER: N_("Offer"),
    Status.REJECTED: N_("Rejected"),
}
SOURCE_LABELS = {"manual": N_("Added by hand"), "import": N_("Imported"), "prefill": N_("From a listing")}
_COLUMN_LABELS = {
    "title": N_("Application"),
    "stage": N_("Stage"),
    "applied": N_("Applied"),
    "answered": N_("Answered"),
    "due": N_("Follow up"),
    "source": N_("Source"),
}
SORT_NAMES = tuple(_COLUMN_LABELS)
_HINT_TEXT = N_(
    "Drag a card to another stage. With the keyboard: arrow keys move between cards, Shift with ← or → moves a card, "
    "M lists all stages, Enter opens it."
)
_BOARD_HTML = Markup('<div class="jl-board" role="group" aria-label="{label}">{columns}</div>{hint}')
_COLUMN_HTML = Markup(
    '<section class="jl-column {status}" data-stage="{id}" data-name="{name}" aria-label="{name}"><h2>{name}'
    '<span class="jl-column-count">{count}</span></h2>'
    '<div class="jl-column-cards" role="list">{cards}</div>{rest}</section>'
)
_CARD_HTML = Markup(
    '<article class="jl-app" role="listitem" tabindex="0" data-app="{id}" data-title="{title}" aria-label="{label}">'
    '<a class="jl-app-title" href="/applications?id={id}" target="_self" data-open tabindex="-1">{title}</a>'
    '<div class="jl-app-where"><b>{company}</b>{location}</div>'
    '<div class="jl-badges">{badges}</div>'
    '<div class="jl-app-foot"><span>{dates}</span>'
    '<button type="button" class="jl-app-menu" data-menu aria-haspopup="menu" tabindex="-1" aria-label="{move}">'
    "{icon}</button></div></article>"
)
_TABLE_HTML = Markup(
    '<div class="jl-bulk" role="region" aria-label="{region}">'
    '<span class="jl-bulk-count" role="status">{selected}</span>'
    '<label>{move_to} <select class="jl-bulk-stage" aria-label="{move_to}">{options}</select></label>'
    '<button type="button" class="jl-act" data-bulk="move" disabled>{move}</button>'
    '<button type="button" class="jl-act jl-act-danger" data-bulk="delete" disabled>{delete}</button></div>'
    '<div class="jl-scroll"><table class="jl-table jl-apps"><thead><tr>'
    '<th><input type="checkbox" class="jl-pick-all" aria-label="{select_all}"></th>{heads}</tr></thead>'
    "<tbody>{rows}</tbody></table></div>"
)
_ROW_HTML = Markup(
    '<tr data-app="{id}"><td><input type="checkbox" class="jl-pick" value="{id}" aria-label="{select}"></td>'
    '<td><a href="/applications?id={id}" target="_self" data-open data-app="{id}">{title}</a>'
    '<div class="jl-quiet jl-small">{company}</div></td>'
    '<td><span class="jl-stage {status}">{stage}</span></td>'
    "<td>{applied}</td><td>{answered}</td><td>{due}</td><td>{source}</td></tr>"
)


def render_board(stages: Sequence[Stage], items: Sequence[BoardItem], now: datetime, zone: tzinfo) -> Markup:
    """Return a column for each stage with its cards."""
    items_by_stage: defaultdict[UUID, list[BoardItem]] = defaultdict(list)
    for item in items:
        items_by_stage[find_column(item, tuple(stages))].append(item)
    columns = Markup().join(_render_column(stage, items_by_stage[stage.id], now, zone) for stage in stages)
    hint = Markup('<p class="jl-quiet jl-small jl-board-hint">{}</p>').format(_(_HINT_TEXT))
    return _BOARD_HTML.format(label=_("Board"), columns=columns, hint=hint)


def render_table(stages: Sequence[Stage], items: Sequence[BoardItem], sort: str, now: datetime, zone: tzinfo) -> Markup:
    """Return a row for each application with a checkbox, and what can be done with the selected ones."""
    stages_by_id = {stage.id: stage for stage in stages}
    option = Markup('<option value="{}">{}</option>')
    return _TABLE_HTML.format(
        region=_("Selected applications"),
        selected=_("None selected"),
        move_to=_("Move to"),
        options=Markup().join(option.format(stage.id, stage.name) for stage in stages),
        move=_("Move"),
        delete=_("Delete"),
        heads=Markup().join(_render_column_heading(key, _(label), sort) for key, label in _COLUMN_LABELS.items()),
        rows=Markup().join(
            _render_row(item, stages_by_id[find_column(item, tuple(stages))], now, zone) for item in items
        ),
        select_all=_("Select all on this page"),
    )


def sort_items(items: Sequence[BoardItem], stages: Sequence[Stage], sort: str) -> list[BoardItem]:
    """Sort by a column of the table; a name after "-" sorts descending, and empty cells come last."""
    positions = {stage.id: stage.position for stage in stages}
    keys: dict[str, Callable[[BoardItem], Any]] = {
        "title": lambda item: item.title.casefold(),
        "stage": lambda item: positions[find_column(item, tuple(stages))],
        "applied": lambda item: item.applied_at,
        "answered": lambda item: item.response_at,
        "due": lambda item: item.follow_up_at,
        "source": lambda item: item.source,
    }
    key = keys.get(sort.removeprefix("-"))
    if key is None:
        return list(items)
    items_with_value = [item for item in items if key(item) is not None]
    return [
        *sorted(items_with_value, key=key, reverse=sort.startswith("-")),
        *(item for item in items if key(item) is None),
    ]


def _render_column(stage: Stage, items: Sequence[BoardItem], now: datetime, zone: tzinfo) -> Markup:
    hidden = len(items) - MAX_CARDS
    rest = Markup()
    if hidden > 0:
        text = _("{count} more. Search or filter to see them, or open the table.").format(count=formats.count(hidden))
        rest = Markup('<p class="jl-board-more">{}</p>').format(text)
    return _COLUMN_HTML.format(
        status=_choose_status_class(stage),
        id=stage.id,
        name=stage.name,
        count=formats.count(len(items)),
        cards=Markup().join(_render_card(item, stage, now, zone) for item in items[:MAX_CARDS]),
        rest=rest,
    )


def _choose_status_class(stage: Stage) -> str:
    return f"jl-is-{stage.status.value}" if stage.status else "jl-is-none"


def _render_card(item: BoardItem, stage: Stage, now: datetime, zone: tzinfo) -> Markup:
    company = item.company or ""
    label = _("{title}, {company}, in {stage}. Enter opens, M moves.")
    return _CARD_HTML.format(
        id=item.id,
        title=item.title,
        label=label.format(title=item.title, company=company, stage=stage.name),
        company=company,
        location=Markup('<span class="jl-quiet"> · {}</span>').format(item.location) if item.location else "",
        badges=_render_badges(item, now, zone),
        dates=_render_dates(item, now, zone),
        move=_("Move {title} to another stage").format(title=item.title),
        icon=widgets.icon("drive_file_move"),
    )


def _render_badges(item: BoardItem, now: datetime, zone: tzinfo) -> Markup:
    badges = []
    if item.interview_at:
        text = _("Interview {time}").format(time=formats.moment(item.interview_at, zone))
        badges.append(widgets.badge(text, "good"))
    if item.follow_up_at:
        text = _("Follow up {day}").format(day=formats.day(item.follow_up_at, zone))
        badges.append(widgets.badge(text, "warn" if item.follow_up_at <= now else "plain"))
    if item.closed_at:
        badges.append(widgets.badge(_("Listing closed"), "closed"))
    if item.files:
        text = ngettext("{count} file", "{count} files", item.files).format(count=formats.count(item.files))
        badges.append(widgets.badge(text))
    return Markup().join(badges)


def _render_dates(item: BoardItem, now: datetime, zone: tzinfo) -> Markup:
    if item.applied_at is None:
        return Markup(_("Added {time}")).format(time=widgets.time_ago(item.created_at, now, zone))
    applied = widgets.time_ago(item.applied_at, now, zone)
    if item.response_at is None:
        return Markup(_("Applied {time}")).format(time=applied)
    if item.response_at < item.applied_at:
        return Markup(_("Applied {time}, answer dated earlier")).format(time=applied)
    days = (item.response_at - item.applied_at) // timedelta(days=1)
    if not days:
        return Markup(_("Applied {time}, answered within a day")).format(time=applied)
    return Markup(
        ngettext("Applied {time}, answered after {count} day", "Applied {time}, answered after {count} days", days)
    ).format(time=applied, count=formats.count(days))


def _render_column_heading(key: str, label: str, sort: str) -> Markup:
    is_sorted = sort.removeprefix("-") == key
    is_descending = sort.startswith("-")
    icon = widgets.icon("arrow_downward" if is_descending else "arrow_upward") if is_sorted else ""
    return Markup(
        '<th aria-sort="{order}"><button type="button" class="jl-sort" data-sort="{next}">{label}{icon}</button></th>'
    ).format(
        order=("descending" if is_descending else "ascending") if is_sorted else "none",
        next=f"-{key}" if sort == key else key,
        label=label,
        icon=icon,
    )


def _render_row(item: BoardItem, stage: Stage, now: datetime, zone: tzinfo) -> Markup:
    due = ""
    if item.follow_up_at:
        due = widgets.badge(formats.day(item.follow_up_at, zone), "warn" if item.follow_up_at <= now else "plain")
    return _ROW_HTML.format(
        id=item.id,
        select=_("Select {title}").format(title=item.title),
        title=item.title,
        company=item.company or "",
        status=_choose_status_class(stage),
        stage=stage.name,
        applied=formats.day(item.applied_at, zone) if item.applied_at else "",
        answered=formats.day(item.response_at, zone) if item.response_at else "",
        due=due,
        source=_(SOURCE_LABELS[item.source]) if item.source in SOURCE_LABELS else item.source or "",
    )
