"""The timeline of an application: what happened, newest first, and the form to write down what else did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, tzinfo
from typing import Any
from uuid import UUID

import streamlit as st

from app.applications.fields import in_order
from app.applications.filetypes import ENDINGS
from app.applications.timeline import WRITTEN, Event, Kind
from app.applications.ui import actions
from app.applications.ui.dates import MORNING, moment
from app.kit import formats
from app.kit.text import escaped, outside_address
from app.kit.ui import widgets
from database.clock import now

_KINDS: dict[Kind, tuple[str, str]] = {
    "note": ("Note", "sticky_note_2"),
    "interview": ("Interview", "groups"),
    "offer": ("Offer", "redeem"),
    "follow_up": ("Follow-up", "notifications"),
    "move": ("Moved", "arrow_forward"),
    "created": ("Added", "add"),
    "edited": ("Changed", "edit"),
}
_PERIODS = {"hour": "an hour", "day": "a day", "week": "a week", "month": "a month", "year": "a year"}
FIELDS = {
    "title": "title", "company": "company", "location": "place", "url": "address", "notes": "notes",
    "applied_at": "date of application", "response_at": "date of the answer", "workplace_type": "workplace",
    "employment_type": "employment", "experience_level": "level", "salary_min": "pay from", "salary_max": "pay to",
    "currency": "currency", "salary_period": "pay period",
}  # fmt: skip


def composer(application_id: UUID, zone: tzinfo) -> None:
    """The form for a new entry, with files."""
    kind: Kind = st.segmented_control(
        "Write down", list(WRITTEN), default="note", key="compose-kind", required=True,
        format_func=lambda one: _KINDS[one][0], label_visibility="collapsed",
    ) or "note"  # fmt: skip
    key = f"compose-{kind}"
    with st.form(key, clear_on_submit=True, enter_to_submit=False):
        at, payload = _fields(kind, key, {}, None, zone)
        uploads = st.file_uploader(
            "Files, up to 10 MB each",
            type=ENDINGS,
            accept_multiple_files=True,
            max_upload_size=10,
            key=f"{key}-files",
        )
        if st.form_submit_button("Write down", type="primary", icon=":material/check:"):
            given = [(one.name, one.getvalue()) for one in uploads or []]
            if actions.write(application_id, kind, at, payload, given):
                st.rerun()


def timeline(events: Sequence[Event], kept: frozenset[str], zone: tzinfo) -> None:
    """Draw the entries; `kept` are the ids of the files that are still there."""
    for event in events:
        with st.container(key=f"event-{event.id}"):
            st.html(_entry(event, kept, zone))
            if event.kind in WRITTEN:
                _acts(event, zone)


def _acts(event: Event, zone: tzinfo) -> None:
    with st.container(key=f"event-acts-{event.id}", horizontal=True):
        if event.kind == "follow_up":
            st.button(
                "Not done after all" if event.is_done else "Done", key=f"done-{event.id}", type="tertiary",
                icon=":material/undo:" if event.is_done else ":material/check_circle:",
                on_click=actions.click, args=(lambda: actions.mark_done(event.id, is_done=not event.is_done),),
            )  # fmt: skip
        if st.button("Edit", key=f"edit-{event.id}", type="tertiary", icon=":material/edit:"):
            _edit_dialog(event, zone)
        st.button(
            "Remove", key=f"remove-{event.id}", type="tertiary", icon=":material/delete:",
            on_click=actions.click, args=(lambda: actions.remove_event(event.id),),
        )  # fmt: skip


@st.dialog("Change this entry")
def _edit_dialog(event: Event, zone: tzinfo) -> None:
    with st.form(f"edit-event-{event.id}", enter_to_submit=False, border=False):
        at, payload = _fields(event.kind, f"change-{event.id}", event.payload, event.at, zone)
        if st.form_submit_button("Save", type="primary") and actions.rewrite(event, at, dict(event.payload) | payload):
            st.rerun()


def _fields(
    kind: Kind, key: str, held: Mapping[str, Any], at: datetime | None, zone: tzinfo
) -> tuple[datetime, dict[str, Any]]:
    """The fields of a kind, filled with what is held; the moment and the payload they say."""
    local = (at or now()).astimezone(zone)
    left, right = st.columns(2)
    label = "Due on" if kind == "follow_up" else "Day"
    day = left.date_input(label, local.date(), format="DD.MM.YYYY", key=f"{key}-day")
    usual = MORNING if kind == "follow_up" and at is None else time(local.hour, local.minute)
    hour = right.time_input("Time", usual, key=f"{key}-time", step=300)
    payload: dict[str, Any] = {}
    if kind == "interview":
        payload["round"] = left.text_input("Round", held.get("round") or "", key=f"{key}-round", placeholder="1, phone")
        payload["with"] = right.text_input("With", held.get("with") or "", key=f"{key}-with")
        payload["place"] = left.text_input("Place or link", held.get("place") or "", key=f"{key}-place")
        payload["minutes"] = right.number_input("Minutes", 5, 600, held.get("minutes") or 60, 5, key=f"{key}-minutes")
    if kind == "offer":
        payload["amount"] = left.number_input("Amount", 0, None, held.get("amount"), 500, key=f"{key}-amount")
        payload["currency"] = right.text_input("Currency", held.get("currency") or "EUR", 3, key=f"{key}-currency")
        periods, known = list(_PERIODS), held.get("period") or "year"
        payload["period"] = left.selectbox(
            "Per", periods, periods.index(known) if known in periods else 4, _PERIODS.__getitem__, key=f"{key}-period"
        )
    words = {"note": "Note", "follow_up": "What to do"}.get(kind, "Notes")
    payload["text"] = st.text_area(words, held.get("text") or "", max_chars=5_000, height=90, key=f"{key}-text")
    chosen = moment(day if not isinstance(day, tuple) else None, zone, hour or usual)
    return chosen or now(), payload


def _entry(event: Event, kept: frozenset[str], zone: tzinfo) -> str:
    name, icon = _KINDS[event.kind]
    quiet = " jl-event-quiet" if event.kind not in WRITTEN else ""
    state = ""
    if event.kind == "follow_up":
        late = not event.is_done and event.at <= now()
        state = widgets.badge(*(("Done", "good") if event.is_done else ("Due", "warn") if late else ("Open", "plain")))
    return (
        f'<div class="jl-event jl-event-{event.kind}{quiet}"><span class="jl-event-mark">{widgets.icon(icon)}</span>'
        "<div>"
        f"<b>{escaped(_heading(event, name))}</b> {state} <time>{escaped(formats.moment(event.at, zone))}</time>"
        f"{_body(event)}{_attached(event, kept)}</div></div>"
    )


def _heading(event: Event, name: str) -> str:
    payload = event.payload
    if event.kind == "move":
        if payload.get("from") == payload.get("to"):
            return f"“{payload.get('to')}” now stands for {payload.get('status_to')}"
        return f"Moved from {payload.get('from') or 'no stage'} to {payload.get('to')}"
    if event.kind == "created" and payload.get("to"):
        return f"Added to {payload['to']}"
    if event.kind == "edited":
        return "Changed " + ", ".join(FIELDS.get(one, one) for one in in_order(payload.get("fields", {})))
    if event.kind == "interview" and payload.get("round"):
        return f"{name}, round {payload['round']}"
    return name


def _body(event: Event) -> str:
    payload, found = event.payload, ""
    if event.kind == "interview":
        said = [
            f"with {payload['with']}" if payload.get("with") else "",
            str(payload.get("place") or ""),
            f"{payload['minutes']} minutes" if payload.get("minutes") else "",
        ]
        found += _line(" · ".join(one for one in said if one))
    if event.kind == "offer" and payload.get("amount"):
        found += _line(
            formats.money(payload["amount"], payload["amount"], payload.get("currency"), payload.get("period"))
        )
    return found + _line(str(payload.get("text") or ""))


def _line(words: str) -> str:
    return f"<p>{escaped(words)}</p>" if words else ""


def _attached(event: Event, kept: frozenset[str]) -> str:
    links = "".join(_attachment(one, kept) for one in event.attachments)
    return f'<p class="jl-event-files">{links}</p>' if links else ""


def _attachment(one: Mapping[str, Any], kept: frozenset[str]) -> str:
    name, file_id = escaped(one.get("name") or "file"), str(one.get("file_id") or "")
    if file_id in kept:
        link = f"/auth/file?id={escaped(file_id)}&amp;view=1"
        return f'<a href="{link}" target="_blank">{widgets.icon("attach_file")}{name}</a>'
    address = outside_address(str(one.get("url") or ""))
    if address:
        return f'<a href="{escaped(address)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return f'<span class="jl-quiet">{name} (removed) </span>'
