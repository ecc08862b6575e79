"""Draw the questions about a file to import: what its columns and stages mean, and the order of its dates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from app.applications.imports.dates import DateOrder
from app.applications.imports.guess import (
    SHARED_TARGETS,
    TARGET_LABELS,
    count_stage_names,
    get_cell,
    guess_columns,
    guess_date_orders,
    guess_stages,
)
from app.applications.imports.preview import ImportPlan
from app.applications.imports.reader import Table
from app.applications.stages import MAX_NAME_LENGTH, Meaning, Stage, Status
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.text import escape_markdown
from app.kit.ui import widgets

_DATE_ORDER_LABELS: dict[DateOrder, str] = {"day": N_("Day first: 31/12"), "month": N_("Month first: 12/31")}
_MAX_STAGE_NAMES = 30


def choose_default_stages(board: Sequence[Stage]) -> tuple[str, str]:
    """Return the stages of rows that name none: without an application date, and with one."""
    names = {status: next((stage.name for stage in board if stage.status == status), None) for status in Status}
    return names[Status.PLANNED] or "Planned", names[Status.APPLIED] or "Applied"


def render_plan_form(
    table: Table, file_id: str, board: Sequence[tuple[str, Meaning]], defaults: tuple[str, str]
) -> ImportPlan | None:
    """Draw the questions, answered with guesses; return None while an answer is missing or contradicts another."""
    targets = _render_columns(table, file_id)
    chosen_targets = list(targets.values())
    repeated_targets = {
        target for target in chosen_targets if target not in SHARED_TARGETS and chosen_targets.count(target) > 1
    }
    if repeated_targets:
        text = _("Choose one column for: {fields}.").format(
            fields=", ".join(sorted(_(TARGET_LABELS[target]) for target in repeated_targets))
        )
        st.html(widgets.banner("warn", _("Two columns for one field."), text))
        return None
    if "title" not in chosen_targets:
        st.html(widgets.banner("warn", _("Which column is the title?"), _("Choose the column that has the job title.")))
        return None
    stages = _render_stages(table, file_id, targets, board)
    orders = _render_date_orders(table, file_id, targets)
    return ImportPlan(targets, stages, orders, defaults) if orders is not None else None


def _render_heading(text: str) -> Markup:
    return Markup('<h2 class="jl-section">{}</h2>').format(text)


def _render_columns(table: Table, file_id: str) -> dict[int, str]:
    guesses = guess_columns(table)
    st.html(_render_heading(_("What the columns mean")))
    options: list[str | None] = [None, *TARGET_LABELS]
    targets: dict[int, str] = {}
    with st.container(key="import-columns", horizontal=True):
        for column, heading in enumerate(table.headings):
            example = next((text for line in table.lines if (text := get_cell(line.cells, column).strip())), "")
            target = st.selectbox(
                escape_markdown(heading or _("Column {number}").format(number=column + 1)),
                options,
                index=options.index(guesses.get(column)),
                format_func=lambda option: _(TARGET_LABELS[option]) if option else _("Skip"),
                key=f"import-{file_id}-column-{column}",
                help=escape_markdown(_("For example: {text}").format(text=example[:80])) if example else None,
                width=250,
            )
            if target:
                targets[column] = target
    skipped_headings = [heading for column, heading in enumerate(table.headings) if column not in targets and heading]
    if skipped_headings:
        st.caption(escape_markdown(_("Skipped: {headings}.").format(headings=", ".join(skipped_headings)[:300])))
    return targets


def _render_stages(
    table: Table, file_id: str, targets: dict[int, str], board: Sequence[tuple[str, Meaning]]
) -> dict[str, str | None]:
    counts = count_stage_names(table, targets)
    guesses, board_names = guess_stages(list(counts), board), [name for name, _meaning in board]
    if not counts:
        return {}
    st.html(_render_heading(_("What the stages mean")))
    stages = dict(guesses)
    with st.container(key="import-stages", horizontal=True):
        for number, (name, count) in enumerate(counts.most_common(_MAX_STAGE_NAMES)):
            new_name = name[:MAX_NAME_LENGTH].rstrip()
            exists = new_name.casefold() in {stage.casefold() for stage in board_names}
            options: list[str | None] = [None, *board_names] if exists else [None, *board_names, new_name]
            stages[name] = st.selectbox(
                escape_markdown(f"{name[:60]} ({count:,})"),
                options,
                index=options.index(guesses[name]),
                format_func=partial(_format_stage_label, board_names=board_names),
                key=f"import-{file_id}-stage-{number}-{name[:40]}",
                width=250,
            )
    hidden = len(counts) - _MAX_STAGE_NAMES
    if hidden > 0:
        text = ngettext(
            "{count} more stage name is imported as guessed; a row without a guess is rejected.",
            "{count} more stage names are imported as guessed; rows without a guess are rejected.",
            hidden,
        )
        st.caption(text.format(count=formats.count(hidden)))
    return stages


def _format_stage_label(option: str | None, board_names: Sequence[str]) -> str:
    if option is None:
        return _("Don't import")
    return option if option in board_names else _("New: {stage}").format(stage=option)


def _render_date_orders(table: Table, file_id: str, targets: dict[int, str]) -> dict[int, DateOrder | None] | None:
    guesses = guess_date_orders(table, targets)
    if not guesses:
        return {}
    orders: dict[int, DateOrder | None] = {}
    st.html(_render_heading(_("How the dates are written")))
    for column, guess in guesses.items():
        orders[column] = st.radio(
            escape_markdown(_("Dates under {heading}").format(heading=table.headings[column])),
            list(_DATE_ORDER_LABELS),
            index=list(_DATE_ORDER_LABELS).index(guess) if guess else None,
            format_func=lambda order: _(_DATE_ORDER_LABELS[order]),
            horizontal=True,
            key=f"import-{file_id}-order-{column}",
        )
    if None in orders.values():
        text = _("Some dates could be read either way. Choose the order.")
        st.html(widgets.banner("warn", _("Day or month first?"), text))
        return None
    return orders
