"""An application's own page: what it is, where it stands, its fields, files and the advertisement as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from app.applications.files import File
from app.applications.queries import Detail
from app.applications.ui import actions
from app.applications.ui.board import SOURCES
from app.applications.ui.dates import day, moment
from app.applications.ui.earlier_list import before_html
from app.applications.ui.loaders import OneView
from app.applications.ui.timeline import composer, timeline
from app.kit import formats
from app.kit.text import escaped, literal, outside_address, paragraphs
from app.kit.ui import widgets
from app.listings.cards import Pay
from app.listings.ui import badges
from app.router import page
from database.clock import now

_PERIODS = ("hour", "day", "week", "month", "year")


def one(view: OneView, zone: tzinfo, on_close: Callable[[], None]) -> None:
    """Draw the page."""
    st.button("All applications", icon=":material/arrow_back:", type="tertiary", on_click=on_close)
    st.html(_head(view.detail))
    _actions(view, zone, on_close)
    if view.before:
        st.html(before_html(view.before, zone))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html('<h2 class="jl-section">Timeline</h2>')
        composer(view.detail.item.id, zone)
        timeline(view.timeline, frozenset(str(kept.id) for kept in view.files), zone)
    with right:
        _facts(view, zone)
        _files(view.files)
        _snapshot(view.detail)


def _head(detail: Detail) -> str:
    item = detail.item
    where = f"<b>{escaped(item.company or 'Company not named')}</b>"
    where += f" · {escaped(item.location)}" if item.location else ""
    return (
        f'<div class="jl-head">{widgets.monogram(item.company or item.title)}<div>'
        f'<h1 class="jl-title">{escaped(item.title)}</h1><div class="jl-where">{where}</div></div></div>'
    )


def _actions(view: OneView, zone: tzinfo, on_close: Callable[[], None]) -> None:
    item = view.detail.item
    names = {stage.id: literal(stage.name) for stage in view.stages}
    here = item.stage_id if item.stage_id in names else None
    key = f"one-stage-{item.id}"
    if st.session_state.get(key) != here:
        st.session_state[key] = here
    with st.container(horizontal=True, vertical_alignment="bottom", key="one-acts"):
        st.selectbox(
            "Stage", list(names), format_func=names.__getitem__, key=key, width=210,
            on_change=actions.click, args=(lambda: actions.move([item.id], st.session_state[key]),),
        )  # fmt: skip
        if st.button("Edit", icon=":material/edit:", key="one-edit"):
            _edit(view.detail, zone)
        if item.listing_id:
            st.page_link(
                page("listing"), label="Listing", icon=":material/description:",
                query_params={"id": str(item.listing_id)},
            )  # fmt: skip
        if address := outside_address(item.url):
            st.link_button("Advertisement", address, icon=":material/open_in_new:", icon_position="right")
        st.button("Delete", icon=":material/delete:", key="one-delete", on_click=_delete, args=(item.id, on_close))


def _delete(application_id: UUID, on_close: Callable[[], None]) -> None:
    if actions.delete([application_id]):
        on_close()


@st.dialog("Edit the application", width="medium")
def _edit(detail: Detail, zone: tzinfo) -> None:
    """All fields; dates may lie as far back as they did."""
    item, snapshot = detail.item, detail.snapshot
    today = now().astimezone(zone).date()
    with st.form("edit-application", border=False, enter_to_submit=False):
        title = st.text_input("Job title", item.title, max_chars=300)
        left, right = st.columns(2)
        company = left.text_input("Company", item.company or "", max_chars=300)
        location = right.text_input("Place", item.location or "", max_chars=300)
        applied = left.date_input("Applied on", day(item.applied_at, zone), max_value=today, format="DD.MM.YYYY")
        answered = right.date_input("Answered on", day(item.response_at, zone), max_value=today, format="DD.MM.YYYY")
        url = st.text_input("Address of the advertisement", item.url or "", max_chars=2000)
        pay = _pay_fields(snapshot)
        kinds: list[str | None] = [None, *formats.WORKPLACES]
        held = snapshot.get("workplace_type")
        workplace = st.selectbox(
            "Workplace", kinds, kinds.index(held) if held in kinds else 0,
            format_func=lambda one: formats.WORKPLACES.get(one or "", "Not known"),
        )  # fmt: skip
        notes = st.text_area("Notes", detail.notes or "", max_chars=10_000, height=130)
        if st.form_submit_button("Save", type="primary"):
            changes = pay | {
                "title": title, "company": company, "location": location, "url": url, "notes": notes,
                "workplace_type": workplace,
                "applied_at": _past(applied, item.applied_at, zone),
                "response_at": _past(answered, item.response_at, zone),
            }  # fmt: skip
            if actions.edit(item.id, changes):
                st.rerun()


def _pay_fields(snapshot: dict[str, Any]) -> dict[str, Any]:
    low, high, currency, period = st.columns([2, 2, 1.2, 1.6])
    periods: list[str | None] = [None, *_PERIODS]
    held = snapshot.get("salary_period")
    return {
        "salary_min": low.number_input("Pay from", 0.0, None, _number(snapshot.get("salary_min")), 500.0, "%.0f"),
        "salary_max": high.number_input("Pay to", 0.0, None, _number(snapshot.get("salary_max")), 500.0, "%.0f"),
        "currency": currency.text_input("Currency", snapshot.get("currency") or "", max_chars=3).upper(),
        "salary_period": period.selectbox(
            "Per", periods, periods.index(held) if held in periods else 0, format_func=lambda one: one or "Not known"
        ),
    }


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _past(chosen: Any, held: Any, zone: tzinfo) -> Any:
    at = moment(chosen, zone, kept=held)
    return min(at, now()) if at and at != held else at


def _facts(view: OneView, zone: tzinfo) -> None:
    item, snapshot = view.detail.item, view.detail.snapshot
    pay = badges.pay(
        Pay(
            snapshot.get("salary_min"), snapshot.get("salary_max"), snapshot.get("currency"),
            snapshot.get("salary_period"), is_estimated=False,
        )
    )  # fmt: skip
    facts = {
        "Applied": escaped(formats.day(item.applied_at, zone)) if item.applied_at else "Not yet",
        "Answered": _answered(view.detail, zone),
        "Follow up": escaped(formats.day(item.follow_up_at, zone)) if item.follow_up_at else "",
        "Interview": escaped(formats.moment(item.interview_at, zone)) if item.interview_at else "",
        "Workplace": escaped(formats.word(snapshot.get("workplace_type"), formats.WORKPLACES)),
        "Pay": pay,
        "Came from": escaped(SOURCES.get(item.source or "", item.source or "")),
        "Listing": f"Closed on {escaped(formats.day(item.closed_at, zone))}" if item.closed_at else "",
    }
    rows = "".join(f"<div><dt>{name}</dt><dd>{words}</dd></div>" for name, words in facts.items() if words)
    notes = f'<p class="jl-note">{escaped(view.detail.notes)}</p>' if view.detail.notes else ""
    st.html(f'<section class="jl-box"><h2>Facts</h2><dl class="jl-facts">{rows}</dl>{notes}</section>')


def _answered(detail: Detail, zone: tzinfo) -> str:
    item = detail.item
    if item.response_at is None:
        return "Not yet" if item.applied_at else ""
    words = escaped(formats.day(item.response_at, zone))
    if item.applied_at and item.response_at < item.applied_at:
        return (
            f"{words}<small>Before the application: it does not count in your figures. Edit one of the dates.</small>"
        )
    return words


def _files(files: tuple[File, ...]) -> None:
    st.html('<h2 class="jl-section">Files</h2>')
    if not files:
        st.html('<p class="jl-quiet">None yet. Attach your CV or a letter to an entry of the timeline.</p>')
    for file in files:
        with st.container(horizontal=True, vertical_alignment="center", key=f"file-{file.id}"):
            size = f"{max(1, round(file.size / 1024)):,} KB"
            st.html(
                f'<div>{widgets.icon("attach_file")}<a class="jl-file" href="/auth/file?id={file.id}" target="_blank">'
                f'{escaped(file.name)}</a> <span class="jl-quiet jl-small">{size}</span></div>',
                width="stretch",
            )
            st.button(
                "Remove", key=f"file-remove-{file.id}", type="tertiary", icon=":material/delete:",
                on_click=actions.click, args=(partial(actions.remove_file, file.id),),
            )  # fmt: skip


def _snapshot(detail: Detail) -> None:
    kept = detail.snapshot
    if not kept.get("payload_hash") and not kept.get("description"):
        return
    with st.expander("The advertisement as it was"):
        if kept.get("captured_at"):
            st.caption(f"As the source gave it on {kept['captured_at'][:10]}.")
        if kept.get("description"):
            st.html(f'<div class="jl-text">{paragraphs(kept["description"])}</div>')
        else:
            st.html('<p class="jl-quiet">This source does not allow keeping its text; its address leads to it.</p>')
