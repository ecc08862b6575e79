"""What the person says about a file to import: the meaning of its columns, of its stages, the order of its dates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from app.applications.imports import columns
from app.applications.imports.columns import MANY, Field
from app.applications.imports.dates import Order
from app.applications.imports.reader import Table
from app.applications.imports.rows import Plan
from app.applications.stages import LONGEST_NAME, Meaning, Stage, Status
from app.kit.text import literal
from app.kit.ui import widgets

FIELDS: dict[Field, str] = {
    "title": "Title", "company": "Company", "location": "Place", "url": "Link", "stage": "Stage",
    "applied_at": "Day of the application", "response_at": "Day of the response", "interview_at": "Interview",
    "follow_up_at": "Day to follow up", "created_at": "Day it was noted", "notes": "Notes",
    "to_notes": "Into the notes, with its heading", "own_id": "Id from an export here",
}  # fmt: skip
_ORDERS: dict[Order, str] = {"day": "Day first: 31/12", "month": "Month first: 12/31"}
_MOST_WORDS = 30


def usual(board: Sequence[Stage]) -> tuple[str, str]:
    """The stages of rows that name none, without a day of application and with one."""
    names = {status: next((one.name for one in board if one.status == status), None) for status in Status}
    return names[Status.PLANNED] or "Planned", names[Status.APPLIED] or "Applied"


def asked(table: Table, file_id: str, own: Sequence[tuple[str, Meaning]], without: tuple[str, str]) -> Plan | None:
    """Draw the questions, answered with what is guessed; None while an answer is missing or contradicts another."""
    fields = _columns(table, file_id)
    twice = {FIELDS[one] for one in fields.values() if one not in MANY and list(fields.values()).count(one) > 1}
    if twice:
        st.html(widgets.banner("warn", "Two columns for one thing.", f"Choose one column for: {', '.join(twice)}."))
        return None
    if "title" not in fields.values():
        st.html(widgets.banner("warn", "Which column is the title?", "Choose the one that holds the job's title."))
        return None
    stages = _stages(table, file_id, fields, own)
    orders = _orders(table, file_id, fields)
    return Plan(fields, stages, orders, without) if orders is not None else None


def _columns(table: Table, file_id: str) -> dict[int, Field]:
    guessed = columns.columns(table)
    st.html('<h2 class="jl-section">What the columns mean</h2>')
    options: list[Field | None] = [None, *FIELDS]
    chosen: dict[int, Field] = {}
    with st.container(key="import-columns", horizontal=True):
        for column, heading in enumerate(table.headings):
            example = next((one for line in table.lines if (one := columns.cell(line.cells, column).strip())), "")
            field = st.selectbox(
                literal(heading or f"Column {column + 1}"),
                options,
                index=options.index(guessed.get(column)),
                format_func=lambda one: FIELDS[one] if one else "Leave out",
                key=f"import-{file_id}-column-{column}",
                help=literal(f"For example: {example[:80]}") if example else None,
                width=250,
            )
            if field:
                chosen[column] = field
    left = [heading for column, heading in enumerate(table.headings) if column not in chosen and heading]
    if left:
        st.caption(literal(f"Left out: {', '.join(left)[:300]}."))
    return chosen


def _stages(
    table: Table, file_id: str, fields: dict[int, Field], board: Sequence[tuple[str, Meaning]]
) -> dict[str, str | None]:
    words = columns.stage_names(table, fields)
    guessed, own = columns.stages(list(words), board), [name for name, _ in board]
    if not words:
        return {}
    st.html('<h2 class="jl-section">What its stages mean</h2>')
    chosen = dict(guessed)
    with st.container(key="import-stages", horizontal=True):
        for number, (word, rows) in enumerate(words.most_common(_MOST_WORDS)):
            fresh = word[:LONGEST_NAME].rstrip()
            is_own = fresh.casefold() in {one.casefold() for one in own}
            options: list[str | None] = [None, *own] if is_own else [None, *own, fresh]
            chosen[word] = st.selectbox(
                literal(f"{word[:60]} ({rows:,})"),
                options,
                index=options.index(guessed[word]),
                format_func=partial(_stage_words, own=own),
                key=f"import-{file_id}-stage-{number}-{word[:40]}",
                width=250,
            )
    if len(words) > _MOST_WORDS:
        st.caption(
            f"{len(words) - _MOST_WORDS} further words are taken as guessed; those not known keep their rows out."
        )
    return chosen


def _stage_words(one: str | None, own: Sequence[str]) -> str:
    if one is None:
        return "Not imported"
    return one if one in own else f"New: {one}"


def _orders(table: Table, file_id: str, fields: dict[int, Field]) -> dict[int, Order | None] | None:
    told = columns.date_orders(table, fields)
    if not told:
        return {}
    chosen: dict[int, Order | None] = {}
    st.html('<h2 class="jl-section">How its dates are written</h2>')
    for column, order in told.items():
        chosen[column] = st.radio(
            literal(f"Dates under {table.headings[column]}"),
            list(_ORDERS),
            index=list(_ORDERS).index(order) if order else None,
            format_func=_ORDERS.__getitem__,
            horizontal=True,
            key=f"import-{file_id}-order-{column}",
        )
    if None in chosen.values():
        words = "Some could be read either way, and the others do not tell. Choose the order."
        st.html(widgets.banner("warn", "Day or month first?", words))
        return None
    return chosen
