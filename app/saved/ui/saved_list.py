"""Draw the list of saved jobs: each with its badges, its note and its buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.text import escape_markdown
from app.kit.ui import widgets
from app.listings.cards import Card
from app.listings.history import ListingVersion
from app.listings.marks import ListingMarks
from app.listings.ui import changes_since
from app.listings.ui.card import format_card, render_view_link
from app.saved import service
from app.saved.queries import SavedCard, SavedJobDetails
from database.models import PriorityLevel

REMOVED_JOBS_KEY = "saved-removed"

PRIORITY_LABELS = {PriorityLevel.HIGH: N_("High"), PriorityLevel.MED: N_("Medium"), PriorityLevel.LOW: N_("Low")}
_BADGE_LABELS = {
    PriorityLevel.HIGH: (N_("High priority"), "remote"),
    PriorityLevel.MED: (N_("Medium priority"), "hybrid"),
    PriorityLevel.LOW: (N_("Low priority"), "plain"),
}
_CHECKBOX_KEY = "pick-{}"


def render_saved_list(
    jobs: Sequence[SavedCard],
    changes: Mapping[UUID, tuple[ListingVersion, ListingVersion]],
    marks: ListingMarks,
    render_compare_button: Callable[[Card, ListingMarks, str], None],
    now: datetime,
    zone: tzinfo,
) -> None:
    """Draw the jobs in order; `render_compare_button` draws the button that adds one to a comparison."""
    for number, job in enumerate(jobs):
        card = job.card
        with st.container(key=f"card-saved-{number}"):
            extra = _format_extra(job, changes.get(card.id), marks, now, zone)
            saved = Markup(_("Saved {time}")).format(time=widgets.time_ago(job.saved_job.saved_at, now, zone))
            st.html(format_card(card, now, zone, extra=extra, foot=Markup("<span>{}</span>").format(saved)))
            with st.container(key=f"acts-saved-{number}", horizontal=True, vertical_alignment="center"):
                st.checkbox(_("Select"), key=_CHECKBOX_KEY.format(card.id))
                if st.button(_("Note"), key=f"note-{card.id}", icon=":material/edit_note:", type="tertiary"):
                    st.dialog(_("Note and priority"))(_render_note_form)(job.saved_job, card.title)
                render_compare_button(card, marks, f"saved-{card.id}")
                render_view_link(card)


def list_selected_ids(jobs: Sequence[SavedCard]) -> list[UUID]:
    """Return the jobs of the page whose checkbox is selected."""
    return [job.card.id for job in jobs if st.session_state.get(_CHECKBOX_KEY.format(job.card.id))]


def remove_jobs(listing_ids: Sequence[UUID]) -> None:
    """Remove these jobs; the last removal can be undone."""

    def apply_change(session: Session) -> str:
        st.session_state[REMOVED_JOBS_KEY] = service.remove(session, listing_ids)
        count = len(listing_ids)
        return ngettext("{count} job removed", "{count} jobs removed", count).format(count=formats.count(count))

    actions.run_action(apply_change, icon=":material/bookmark_remove:")


def undo_removal() -> None:
    """Restore the jobs removed last."""

    def apply_change(session: Session) -> str:
        jobs = st.session_state.pop(REMOVED_JOBS_KEY, ())
        service.restore(session, jobs)
        return ngettext("{count} job restored", "{count} jobs restored", len(jobs)).format(
            count=formats.count(len(jobs))
        )

    actions.run_action(apply_change, icon=":material/undo:")


def _format_extra(
    job: SavedCard,
    versions: tuple[ListingVersion, ListingVersion] | None,
    marks: ListingMarks,
    now: datetime,
    zone: tzinfo,
) -> Markup:
    """Return the user's badges and note, and what happened to the job since it was saved."""
    badges, html = _list_badges(job, marks, zone), Markup("")
    if badges:
        html += Markup('<div class="jl-badges jl-own">{}</div>').format(Markup("").join(badges))
    if job.card.closed_at:
        text = Markup(_("This job closed {time}.")).format(time=widgets.time_ago(job.card.closed_at, now, zone))
        html += Markup('<div class="jl-since">{}</div>').format(text)
    if job.changed_at:
        summary = changes_since.summarise_changes(*versions, zone) if versions else Markup(_("It closed and reopened"))
        html += changes_since.format_change_since_saved(job.changed_at, summary, job.card.id, now, zone)
    if job.saved_job.note:
        html += Markup('<p class="jl-note">{}</p>').format(job.saved_job.note)
    return html


def _list_badges(job: SavedCard, marks: ListingMarks, zone: tzinfo) -> list[Markup]:
    badges = []
    if job.saved_job.priority:
        label, kind = _BADGE_LABELS[job.saved_job.priority]
        badges.append(widgets.badge(_(label), kind))
    if applied_at := (marks.applied or {}).get(job.card.id):
        badges.append(widgets.badge(_("You applied on {day}").format(day=formats.day(applied_at, zone)), "good"))
    if job.expires_at and not job.card.closed_at:
        badges.append(widgets.badge(_("Closes {day}").format(day=formats.day(job.expires_at, zone)), "warn"))
    return badges


def _render_note_form(job: SavedJobDetails, title: str) -> None:
    st.markdown(f"**{escape_markdown(title)}**")
    with st.form(f"edit-{job.listing_id}", border=False):
        note = st.text_area(
            _("Note"),
            job.note or "",
            max_chars=service.MAX_NOTE_LENGTH,
            placeholder=_("Contacts, why it fits, questions to ask"),
        )
        priority = st.segmented_control(
            _("Priority"),
            list(PRIORITY_LABELS),
            default=job.priority,
            format_func=lambda level: _(PRIORITY_LABELS[level]),
        )
        is_submitted = st.form_submit_button(_("Save note"), type="primary")
    if is_submitted and actions.run_action(lambda session: _write_note(session, job.listing_id, note, priority)):
        st.rerun()


def _write_note(session: Session, listing_id: UUID, note: str, priority: PriorityLevel | None) -> str:
    if service.write_note(session, listing_id, note, priority):
        return _("Note saved")
    return _("This job is no longer saved")
