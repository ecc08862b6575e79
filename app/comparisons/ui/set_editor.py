"""Create, rename and delete a comparison set, add and remove jobs, and order them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.comparisons import queries, service
from app.comparisons.queries import ComparedJob, ComparisonSet
from app.comparisons.service import MAX_TITLE_LENGTH
from app.kit.i18n import _
from app.kit.ui.navigation import go
from app.kit.ui.rows import confirm
from app.saved.ui import loaders as saved_loaders
from database.clock import now


def render_new_button() -> None:
    """Draw the button that creates a comparison."""
    if st.button(_("New comparison"), icon=":material/add:", key="new-comparison"):
        st.dialog(_("New comparison"))(_render_creation)()


def render_header(comparison: ComparisonSet) -> None:
    """Draw the comparison's name, Rename and Delete."""
    with st.container(horizontal=True, vertical_alignment="center", key="comparison-head"):
        st.html(
            Markup('<h2 class="jl-section">{}</h2><span class="jl-quiet jl-small">{}</span>').format(
                comparison.title,
                _("{count} of {limit} jobs").format(count=comparison.jobs, limit=queries.MAX_JOBS),
            ),
            width="stretch",
        )
        if st.button(_("Rename"), icon=":material/edit:", type="tertiary", key=f"rename-{comparison.id}"):
            st.dialog(_("Rename comparison"))(_render_rename)(comparison)
        if confirm(
            f"drop-{comparison.id}",
            _("Delete"),
            _("This deletes the comparison, not its jobs."),
            _("Delete comparison"),
        ) and actions.run_action(lambda session: _delete(session, comparison.id), icon=":material/delete:"):
            go({})
            st.rerun()


def render_order(comparison: ComparisonSet, jobs: Sequence[ComparedJob]) -> None:
    """Draw the controls that order and remove jobs."""
    with st.expander(_("Reorder or remove")):
        for place, job in enumerate(jobs):
            listing_id = job.card.id
            with st.container(horizontal=True, vertical_alignment="center", key=f"order-{listing_id}"):
                st.html(Markup("<div>{}. {}</div>").format(place + 1, job.card.title), width="stretch")
                _render_move(comparison.id, job, -1, _("Left"), disabled=place == 0)
                _render_move(comparison.id, job, 1, _("Right"), disabled=place == len(jobs) - 1)
                st.button(
                    _("Remove"),
                    key=f"out-{listing_id}",
                    icon=":material/close:",
                    type="tertiary",
                    on_click=_remove_job,
                    args=(comparison.id, listing_id, job.card.title),
                )


def render_saved_choice(user: SignedInUser, comparison: ComparisonSet, compared_ids: AbstractSet[UUID]) -> None:
    """Draw a choice of saved jobs that adds one to the comparison."""
    saved_cards = {card.id: card for card in saved_loaders.load_recent_cards(user) if card.id not in compared_ids}
    if not saved_cards:
        return
    labels = {
        listing_id: f"{card.title}, {card.company or _('Company not stated')}"
        for listing_id, card in saved_cards.items()
    }
    st.selectbox(
        _("Add a saved job"),
        list(saved_cards),
        index=None,
        key=f"add-saved-{comparison.id}",
        placeholder=_("Choose a saved job"),
        format_func=labels.__getitem__,
        on_change=_add_saved,
        args=(comparison.id,),
        width=420,
    )


def _render_move(set_id: UUID, job: ComparedJob, step: int, label: str, *, disabled: bool) -> None:
    def apply_change(session: Session) -> str:
        service.move(session, set_id, job.card.id, step)
        return _("Moved {title}").format(title=job.card.title)

    arrow = "arrow_back" if step < 0 else "arrow_forward"
    st.button(
        label,
        key=f"move-{step}-{job.card.id}",
        icon=f":material/{arrow}:",
        type="tertiary",
        disabled=disabled,
        on_click=actions.handle_click,
        args=(apply_change,),
    )


def _remove_job(set_id: UUID, listing_id: UUID, title: str) -> None:
    def apply_change(session: Session) -> str:
        service.remove_job(session, set_id, listing_id)
        return _("Removed {title} from the comparison").format(title=title)

    actions.run_action(apply_change, icon=":material/remove:")


def _add_saved(set_id: UUID) -> None:
    key = f"add-saved-{set_id}"
    listing_id = st.session_state[key]
    st.session_state[key] = None

    def apply_change(session: Session) -> str:
        is_added = listing_id and service.add(session, set_id, listing_id, now())
        return _("Added to the comparison") if is_added else _("Not added. The comparison is full or has this job.")

    actions.run_action(apply_change, icon=":material/compare_arrows:")


def _render_creation() -> None:
    title = st.text_input(_("Name"), placeholder=_(queries.DEFAULT_TITLE), max_chars=MAX_TITLE_LENGTH)
    if st.button(_("Create comparison"), type="primary"):
        created: list[ComparisonSet] = []

        def apply_change(session: Session) -> str:
            created.append(service.create(session, title or "", now()))
            return _("Created “{comparison}”. Compare now adds jobs to it.").format(comparison=created[0].title)

        if actions.run_action(apply_change):
            go({"set": str(created[0].id)})
            st.rerun()


def _render_rename(comparison: ComparisonSet) -> None:
    title = st.text_input(_("Name"), comparison.title, max_chars=MAX_TITLE_LENGTH)
    if st.button(_("Save name"), type="primary"):

        def apply_change(session: Session) -> str:
            service.rename(session, comparison.id, title or "")
            return _("Name saved")

        if actions.run_action(apply_change):
            st.rerun()


def _delete(session: Session, set_id: UUID) -> str:
    service.delete_set(session, set_id)
    return _("Comparison deleted")
