"""Draw the timeline of an application, newest first, and the form that adds an event to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, tzinfo
from typing import Any
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.applications.event_details import MAX_MINUTES, MIN_MINUTES
from app.applications.field_values import sort_field_names
from app.applications.fields import FIELDS_BY_NAME
from app.applications.filetypes import ENDINGS
from app.applications.timeline import USER_EVENT_KINDS, EventKind, TimelineEvent
from app.applications.ui import actions
from app.applications.ui.dates import DEFAULT_TIME_OF_DAY, to_moment
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.local_time import to_local
from app.kit.text import check_outside_address
from app.kit.ui import widgets
from database.clock import now

_KIND_LABELS: dict[EventKind, tuple[str, str]] = {
    "note": (N_("Note"), "sticky_note_2"),
    "interview": (N_("Interview"), "groups"),
    "offer": (N_("Offer"), "redeem"),
    "follow_up": (N_("Follow-up"), "notifications"),
    "move": (N_("Moved"), "arrow_forward"),
    "created": (N_("Added"), "add"),
    "edited": (N_("Changed"), "edit"),
}
_TEXT_LABELS: dict[EventKind, str] = {"note": N_("Note"), "follow_up": N_("What to do")}
_PERIOD_LABELS = {
    "hour": N_("an hour"),
    "day": N_("a day"),
    "week": N_("a week"),
    "month": N_("a month"),
    "year": N_("a year"),
}
_EVENT_HTML = Markup(
    '<div class="jl-event jl-event-{kind}{quiet}"><span class="jl-event-mark">{icon}</span>'
    "<div><b>{heading}</b> {state} <time>{time}</time>{body}{attachments}</div></div>"
)


def render_event_form(application_id: UUID, zone: tzinfo) -> None:
    """Draw the form for a new event, with files."""
    kind: EventKind = (
        st.segmented_control(
            _("Add to the timeline"),
            list(USER_EVENT_KINDS),
            default="note",
            key="compose-kind",
            required=True,
            format_func=lambda kind: _(_KIND_LABELS[kind][0]),
            label_visibility="collapsed",
        )
        or "note"
    )
    key = f"compose-{kind}"
    with st.form(key, clear_on_submit=True, enter_to_submit=False):
        at, payload = _draw_inputs(kind, key, {}, None, zone)
        uploads = st.file_uploader(
            _("Files, up to 10 MB each"),
            type=ENDINGS,
            accept_multiple_files=True,
            max_upload_size=10,
            key=f"{key}-files",
        )
        if st.form_submit_button(_("Add to timeline"), type="primary", icon=":material/check:"):
            files = [(upload.name, upload.getvalue()) for upload in uploads or []]
            if actions.write_event(application_id, kind, at, payload, files):
                st.rerun()


def render_timeline(events: Sequence[TimelineEvent], file_ids: frozenset[str], zone: tzinfo) -> None:
    """Draw the events; `file_ids` are the files that still exist."""
    for event in events:
        with st.container(key=f"event-{event.id}"):
            st.html(_render_event(event, file_ids, zone))
            if event.kind in USER_EVENT_KINDS:
                _render_event_actions(event, zone)


def _render_event_actions(event: TimelineEvent, zone: tzinfo) -> None:
    with st.container(key=f"event-acts-{event.id}", horizontal=True):
        if event.kind == "follow_up":
            st.button(
                _("Reopen") if event.is_done else _("Done"),
                key=f"done-{event.id}",
                type="tertiary",
                icon=":material/undo:" if event.is_done else ":material/check_circle:",
                on_click=actions.handle_click,
                args=(lambda: actions.mark_done(event.id, is_done=not event.is_done),),
            )
        if st.button(_("Edit"), key=f"edit-{event.id}", type="tertiary", icon=":material/edit:"):
            st.dialog(_("Edit this entry"))(_render_edit_form)(event, zone)
        st.button(
            _("Remove"),
            key=f"remove-{event.id}",
            type="tertiary",
            icon=":material/delete:",
            on_click=actions.handle_click,
            args=(lambda: actions.remove_event(event.id),),
        )


def _render_edit_form(event: TimelineEvent, zone: tzinfo) -> None:
    with st.form(f"edit-event-{event.id}", enter_to_submit=False, border=False):
        at, payload = _draw_inputs(event.kind, f"change-{event.id}", event.payload, event.at, zone)
        is_saved = st.form_submit_button(_("Save"), type="primary")
        if is_saved and actions.rewrite_event(event, at, dict(event.payload) | payload):
            st.rerun()


def _draw_inputs(
    kind: EventKind, key: str, stored: Mapping[str, Any], at: datetime | None, zone: tzinfo
) -> tuple[datetime, dict[str, Any]]:
    """Draw the inputs of a kind, filled with what is stored; return the moment and the payload they hold."""
    local = to_local(at or now(), zone)
    left_column, right_column = st.columns(2)
    day_label = _("Due on") if kind == "follow_up" else _("Day")
    day = left_column.date_input(day_label, local.date(), format="DD.MM.YYYY", key=f"{key}-day")
    default_time = DEFAULT_TIME_OF_DAY if kind == "follow_up" and at is None else time(local.hour, local.minute)
    clock_time = right_column.time_input(_("Time"), default_time, key=f"{key}-time", step=300)
    payload: dict[str, Any] = {}
    if kind == "interview":
        payload["round"] = left_column.text_input(
            _("Round"), stored.get("round") or "", key=f"{key}-round", placeholder=_("1, phone")
        )
        payload["with"] = right_column.text_input(_("With"), stored.get("with") or "", key=f"{key}-with")
        payload["place"] = left_column.text_input(_("Location or link"), stored.get("place") or "", key=f"{key}-place")
        payload["minutes"] = right_column.number_input(
            _("Minutes"), MIN_MINUTES, MAX_MINUTES, stored.get("minutes") or 60, 5, key=f"{key}-minutes"
        )
    if kind == "offer":
        payload["amount"] = left_column.number_input(
            _("Amount"), 0, None, stored.get("amount"), 500, key=f"{key}-amount"
        )
        payload["currency"] = right_column.text_input(
            _("Currency"), stored.get("currency") or "EUR", 3, key=f"{key}-currency"
        )
        periods, period = list(_PERIOD_LABELS), stored.get("period") or "year"
        payload["period"] = left_column.selectbox(
            _("Per"),
            periods,
            periods.index(period if period in periods else "year"),
            lambda option: _(_PERIOD_LABELS[option]),
            key=f"{key}-period",
        )
    text_label = _(_TEXT_LABELS.get(kind, N_("Notes")))
    payload["text"] = st.text_area(text_label, stored.get("text") or "", max_chars=5_000, height=90, key=f"{key}-text")
    moment = to_moment(day if not isinstance(day, tuple) else None, zone, clock_time or default_time)
    return moment or now(), payload


def _render_event(event: TimelineEvent, file_ids: frozenset[str], zone: tzinfo) -> Markup:
    label, icon = _KIND_LABELS[event.kind]
    return _EVENT_HTML.format(
        kind=event.kind,
        quiet="" if event.kind in USER_EVENT_KINDS else " jl-event-quiet",
        icon=widgets.icon(icon),
        heading=_format_heading(event, _(label)),
        state=_render_state(event) if event.kind == "follow_up" else "",
        time=formats.moment(event.at, zone),
        body=_render_body(event),
        attachments=_render_attachments(event, file_ids),
    )


def _render_state(event: TimelineEvent) -> Markup:
    if event.is_done:
        return widgets.badge(_("Done"), "good")
    if event.at <= now():
        return widgets.badge(_("Due"), "warn")
    return widgets.badge(_("Open"), "plain")


def _format_heading(event: TimelineEvent, label: str) -> str:
    payload = event.payload
    if event.kind == "move":
        if payload.get("from") == payload.get("to"):
            return _("“{stage}” now means {status}").format(stage=payload.get("to"), status=payload.get("status_to"))
        previous = payload.get("from") or _("no stage")
        return _("Moved from {previous} to {stage}").format(previous=previous, stage=payload.get("to"))
    if event.kind == "created" and payload.get("to"):
        return _("Added to {stage}").format(stage=payload["to"])
    if event.kind == "edited":
        names = sort_field_names(payload.get("fields", {}))
        phrases = [_(FIELDS_BY_NAME[name].phrase) if name in FIELDS_BY_NAME else name for name in names]
        return _("Changed {fields}").format(fields=", ".join(phrases))
    if event.kind == "interview" and payload.get("round"):
        text = _("Interview, round {round}") if str(payload["round"]).isdecimal() else _("Interview: {round}")
        return text.format(round=payload["round"])
    return label


def _render_body(event: TimelineEvent) -> Markup:
    payload, lines = event.payload, []
    if event.kind == "interview":
        parts = [
            _("with {people}").format(people=payload["with"]) if payload.get("with") else "",
            str(payload.get("place") or ""),
            _format_minutes(payload["minutes"]) if payload.get("minutes") else "",
        ]
        lines.append(" · ".join(part for part in parts if part))
    if event.kind == "offer" and payload.get("amount"):
        amount = payload["amount"]
        lines.append(formats.money(amount, amount, payload.get("currency"), payload.get("period")))
    lines.append(str(payload.get("text") or ""))
    return Markup().join(Markup("<p>{}</p>").format(line) for line in lines if line)


def _format_minutes(count: Any) -> str:
    return ngettext("{count} minute", "{count} minutes", count if isinstance(count, int) else 0).format(count=count)


def _render_attachments(event: TimelineEvent, file_ids: frozenset[str]) -> Markup:
    links = Markup().join(_render_attachment(attachment, file_ids) for attachment in event.attachments)
    return Markup('<p class="jl-event-files">{}</p>').format(links) if links else Markup()


def _render_attachment(attachment: Mapping[str, Any], file_ids: frozenset[str]) -> Markup:
    name, file_id = attachment.get("name") or _("file"), str(attachment.get("file_id") or "")
    if file_id in file_ids:
        icon = widgets.icon("attach_file")
        link = Markup('<a href="/auth/file?id={}&amp;view=1" target="_blank">{}{}</a>')
        return link.format(file_id, icon, name)
    address = check_outside_address(str(attachment.get("url") or ""))
    if address:
        return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, name)
    return Markup('<span class="jl-quiet">{}</span>').format(_("{name} (removed)").format(name=name))
