"""Draw the page of one application: its stage, fields, timeline, files, and the job post as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.applications.fields import DETAIL_FIELDS
from app.applications.files import StoredFile
from app.applications.queries import FullApplication
from app.applications.ui import actions
from app.applications.ui.board import SOURCE_LABELS
from app.applications.ui.earlier_list import render_earlier_applications
from app.applications.ui.field_inputs import draw_input, draw_rows
from app.applications.ui.loaders import ApplicationView
from app.applications.ui.timeline import render_event_form, render_timeline
from app.kit import formats
from app.kit.i18n import _
from app.kit.text import check_outside_address, escape_markdown, render_paragraphs
from app.kit.ui import widgets
from app.listings.cards import Pay
from app.listings.ui import badges
from app.router import get_page

_HEAD_HTML = Markup(
    '<div class="jl-head">{monogram}<div><h1 class="jl-title">{title}</h1>'
    '<div class="jl-where"><b>{company}</b>{location}</div></div></div>'
)
_FACTS_HTML = Markup('<section class="jl-box"><h2>{heading}</h2><dl class="jl-facts">{rows}</dl>{notes}</section>')
_FILE_HTML = Markup(
    '<div>{icon}<a class="jl-file" href="/auth/file?id={id}" target="_blank">{name}</a> '
    '<span class="jl-quiet jl-small">{size}</span></div>'
)
_BYTES_PER_KB = 1024


def render_application(view: ApplicationView, zone: tzinfo, on_close: Callable[[], None]) -> None:
    """Draw the page."""
    st.button(_("All applications"), icon=":material/arrow_back:", type="tertiary", on_click=on_close)
    st.html(_render_head(view.application))
    _render_actions(view, zone, on_close)
    if view.earlier:
        st.html(render_earlier_applications(view.earlier, zone))
    timeline_column, facts_column = st.columns([3, 2], gap="large")
    with timeline_column:
        st.html(_render_section(_("Timeline")))
        render_event_form(view.application.item.id, zone)
        render_timeline(view.timeline, frozenset(str(file.id) for file in view.files), zone)
    with facts_column:
        _render_facts(view.application, zone)
        _render_files(view.files)
        _render_snapshot(view.application)


def _render_section(title: str) -> Markup:
    return Markup('<h2 class="jl-section">{}</h2>').format(title)


def _render_head(application: FullApplication) -> Markup:
    item = application.item
    return _HEAD_HTML.format(
        monogram=widgets.monogram(item.company or item.title),
        title=item.title,
        company=item.company or _("Company not named"),
        location=f" · {item.location}" if item.location else "",
    )


def _render_actions(view: ApplicationView, zone: tzinfo, on_close: Callable[[], None]) -> None:
    item = view.application.item
    names = {stage.id: escape_markdown(stage.name) for stage in view.stages}
    stage_id = item.stage_id if item.stage_id in names else None
    key = f"one-stage-{item.id}"
    if st.session_state.get(key) != stage_id:
        st.session_state[key] = stage_id
    with st.container(horizontal=True, vertical_alignment="bottom", key="one-acts"):
        st.selectbox(
            _("Stage"),
            list(names),
            format_func=names.__getitem__,
            key=key,
            width=210,
            on_change=actions.handle_click,
            args=(lambda: actions.move([item.id], st.session_state[key]),),
        )
        if st.button(_("Edit"), icon=":material/edit:", key="one-edit"):
            st.dialog(_("Edit the application"), width="medium")(_render_edit_form)(view.application, zone)
        if item.listing_id:
            st.page_link(
                get_page("listing"),
                label=_("Listing"),
                icon=":material/description:",
                query_params={"id": str(item.listing_id)},
            )
        if address := check_outside_address(item.url):
            st.link_button(_("Job post"), address, icon=":material/open_in_new:", icon_position="right")
        st.button(_("Delete"), icon=":material/delete:", key="one-delete", on_click=_delete, args=(item.id, on_close))


def _delete(application_id: UUID, on_close: Callable[[], None]) -> None:
    if actions.delete([application_id]):
        on_close()


def _render_edit_form(application: FullApplication, zone: tzinfo) -> None:
    with st.form("edit-application", border=False, enter_to_submit=False):
        values = draw_rows(
            "edit", lambda field, container: draw_input(field, container, application.values[field.name], zone)
        )
        if st.form_submit_button(_("Save"), type="primary") and actions.edit(application.item.id, values):
            st.rerun()


def _render_facts(application: FullApplication, zone: tzinfo) -> None:
    facts = _list_facts(application, zone)
    row = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
    notes = application.values["notes"]
    st.html(
        _FACTS_HTML.format(
            heading=_("Details"),
            rows=Markup().join(row.format(label, value) for label, value in facts.items() if value),
            notes=Markup('<p class="jl-note">{}</p>').format(notes) if notes else "",
        )
    )


def _list_facts(application: FullApplication, zone: tzinfo) -> dict[str, str]:
    item, values = application.item, application.values
    pay = Pay(
        values["salary_min"], values["salary_max"], values["currency"], values["salary_period"], is_estimated=False
    )
    closed = _("Closed on {day}")
    return {
        _("Applied"): formats.day(item.applied_at, zone) if item.applied_at else _("Not yet"),
        _("Answered"): _format_answer(application, zone),
        _("Follow up"): formats.day(item.follow_up_at, zone) if item.follow_up_at else "",
        _("Interview"): formats.moment(item.interview_at, zone) if item.interview_at else "",
        _("Workplace"): formats.translate_value(values["workplace_type"], formats.WORKPLACE_LABELS),
        _("Pay"): badges.format_pay(pay),
        **{_(field.label): values[field.name] or "" for field in DETAIL_FIELDS},
        _("Source"): _(SOURCE_LABELS[item.source]) if item.source in SOURCE_LABELS else item.source or "",
        _("Listing"): closed.format(day=formats.day(item.closed_at, zone)) if item.closed_at else "",
    }


def _format_answer(application: FullApplication, zone: tzinfo) -> str:
    item = application.item
    if item.response_at is None:
        return _("Not yet") if item.applied_at else ""
    day = formats.day(item.response_at, zone)
    if item.applied_at and item.response_at < item.applied_at:
        hint = _("This is before the application, so analytics ignore it. Edit one of the dates.")
        return Markup("{}<small>{}</small>").format(day, hint)
    return day


def _render_files(files: tuple[StoredFile, ...]) -> None:
    st.html(_render_section(_("Files")))
    if not files:
        hint = _("No files yet. Attach your CV or a cover letter to an entry of the timeline.")
        st.html(Markup('<p class="jl-quiet">{}</p>').format(hint))
    for file in files:
        with st.container(horizontal=True, vertical_alignment="center", key=f"file-{file.id}"):
            size = f"{max(1, round(file.size / _BYTES_PER_KB)):,} KB"
            icon = widgets.icon("attach_file")
            st.html(_FILE_HTML.format(icon=icon, id=file.id, name=file.name, size=size), width="stretch")
            st.button(
                _("Remove"),
                key=f"file-remove-{file.id}",
                type="tertiary",
                icon=":material/delete:",
                on_click=actions.handle_click,
                args=(partial(actions.remove_file, file.id),),
            )


def _render_snapshot(application: FullApplication) -> None:
    snapshot: dict[str, Any] = application.snapshot
    if not snapshot.get("payload_hash") and not snapshot.get("description"):
        return
    with st.expander(_("The job post as it was")):
        if snapshot.get("captured_at"):
            st.caption(_("As published on {day}.").format(day=snapshot["captured_at"][:10]))
        if snapshot.get("description"):
            st.html(f'<div class="jl-text">{render_paragraphs(snapshot["description"])}</div>')
        else:
            hint = _("The terms of this source don't allow storing the description. Open the job post to read it.")
            st.html(Markup('<p class="jl-quiet">{}</p>').format(hint))
