"""The list of saved jobs: each with its marks, its note, and what one can do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from uuid import UUID

import streamlit as st

from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.kit import formats
from app.kit.text import escaped, literal
from app.kit.ui import widgets
from app.listings.cards import Card
from app.listings.history import ListingVersion
from app.listings.marks import ListingMarks
from app.listings.ui import changes_since
from app.listings.ui.card import card_html, view_link
from app.saved import service
from app.saved.queries import Kept, Saved
from database.models import PriorityLevel

REMOVED = "saved-removed"

PRIORITIES = {PriorityLevel.HIGH: "High", PriorityLevel.MED: "Medium", PriorityLevel.LOW: "Low"}
_PICK = "pick-{}"
_KINDS = {PriorityLevel.HIGH: "remote", PriorityLevel.MED: "hybrid", PriorityLevel.LOW: "plain"}


def saved_list(
    jobs: Sequence[Saved],
    changed: Mapping[UUID, tuple[ListingVersion, ListingVersion]],
    marks: ListingMarks,
    compare_button: Callable[[Card, ListingMarks, str], None],
    now: datetime,
    zone: tzinfo,
) -> None:
    """Draw the jobs in order; `compare_button` draws and does what puts one into a comparison."""
    for number, one in enumerate(jobs):
        card = one.card
        with st.container(key=f"card-saved-{number}"):
            extra = _extra(one, changed.get(card.id), marks, now, zone)
            kept = f"<span>Saved {widgets.when(one.kept.saved_at, now, zone)}</span>"
            st.html(card_html(card, now, zone, extra=extra, foot=kept))
            with st.container(key=f"acts-saved-{number}", horizontal=True, vertical_alignment="center"):
                st.checkbox("Select", key=_PICK.format(card.id))
                if st.button("Note", key=f"note-{card.id}", icon=":material/edit_note:", type="tertiary"):
                    _edit(one.kept, card.title)
                compare_button(card, marks, f"saved-{card.id}")
                view_link(card)


def picked(jobs: Sequence[Saved]) -> list[UUID]:
    """The jobs on the page that are ticked."""
    return [one.card.id for one in jobs if st.session_state.get(_PICK.format(one.card.id))]


def remove_picked(listing_ids: Sequence[UUID]) -> None:
    """No longer keep these; they can be put back until the next removal."""

    def work(session: Session) -> str:
        st.session_state[REMOVED] = service.remove(session, listing_ids)
        return f"{formats.counted(len(listing_ids), 'job')} removed"

    actions.act(work, icon=":material/bookmark_remove:")


def undo() -> None:
    """Put back what was removed last."""

    def work(session: Session) -> str:
        removed = st.session_state.pop(REMOVED, ())
        service.put_back(session, removed)
        return f"{formats.counted(len(removed), 'job')} put back"

    actions.act(work, icon=":material/undo:")


def _extra(one: Saved, versions: tuple[ListingVersion, ListingVersion] | None, marks: ListingMarks, now: datetime, zone: tzinfo) -> str:
    """The person's own marks and words, and what happened to the job since."""
    kept, badges = one.kept, []
    if kept.priority:
        badges.append(widgets.badge(f"{PRIORITIES[kept.priority]} priority", _KINDS[kept.priority]))
    if at := (marks.applied or {}).get(one.card.id):
        badges.append(widgets.badge(f"You applied on {formats.day(at, zone)}", "good"))
    if one.expires_at and not one.card.closed_at:
        badges.append(widgets.badge(f"Closes {formats.day(one.expires_at, zone)}", "warn"))
    html = f'<div class="jl-badges jl-own">{"".join(badges)}</div>' if badges else ""
    if one.card.closed_at:
        html += f'<div class="jl-since">This job closed {widgets.when(one.card.closed_at, now, zone)}.</div>'
    if one.changed_at:
        words = changes_since.summary(*versions, zone) if versions else "It closed and opened again"
        html += changes_since.changed_note(one.changed_at, words, one.card.id, now, zone, "saved it")
    if kept.note:
        html += f'<p class="jl-note">{escaped(kept.note)}</p>'
    return html


@st.dialog("Note and priority")
def _edit(kept: Kept, title: str) -> None:
    st.markdown(f"**{literal(title)}**")
    with st.form(f"edit-{kept.listing_id}", border=False):
        note = st.text_area(
            "Note",
            kept.note or "",
            max_chars=service.LONGEST_NOTE,
            placeholder="Whom to ask, why it fits, what to check",
        )
        priority = st.segmented_control(
            "Priority", list(PRIORITIES), default=kept.priority, format_func=PRIORITIES.__getitem__
        )
        is_sent = st.form_submit_button("Save note", type="primary")
    if is_sent and actions.act(lambda session: _write(session, kept.listing_id, note, priority)):
        st.rerun()


def _write(session: Session, listing_id: UUID, note: str, priority: PriorityLevel | None) -> str:
    return "Note saved" if service.write(session, listing_id, note, priority) else "This job is no longer saved"
