"""A comparison itself: making, naming and deleting one, putting jobs in and out, and their order."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.comparisons import queries, service
from app.comparisons.queries import Compared, Set
from app.comparisons.service import LONGEST_TITLE
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui.navigation import go
from app.kit.ui.rows import asked
from app.saved.ui import loaders as saved_loaders
from database.clock import now


def new_button() -> None:
    """Start another comparison."""
    if st.button("New comparison", icon=":material/add:", key="new-comparison"):
        _new()


def head(chosen: Set) -> None:
    """The comparison's name and what can be done with it."""
    with st.container(horizontal=True, vertical_alignment="center", key="comparison-head"):
        st.html(
            f'<h2 class="jl-section">{escaped(chosen.title)}</h2>'
            f'<span class="jl-quiet jl-small">{formats.counted(chosen.jobs, "job")} of {queries.MOST}</span>',
            width="stretch",
        )
        if st.button("Rename", icon=":material/edit:", type="tertiary", key=f"rename-{chosen.id}"):
            _rename(chosen)
        if asked(
            f"drop-{chosen.id}", "Delete", "This comparison will be deleted; the jobs in it stay.", "Delete it"
        ) and actions.act(lambda session: _drop(session, chosen.id), icon=":material/delete:"):
            go({})
            st.rerun()


def order(chosen: Set, jobs: Sequence[Compared]) -> None:
    """Move jobs within the row, or take them out."""
    with st.expander("Order, and take out"):
        for place, job in enumerate(jobs):
            own_id = job.card.id
            with st.container(horizontal=True, vertical_alignment="center", key=f"order-{own_id}"):
                st.html(f"<div>{place + 1}. {escaped(job.card.title)}</div>", width="stretch")
                _step(chosen.id, job, -1, "Left", disabled=place == 0)
                _step(chosen.id, job, 1, "Right", disabled=place == len(jobs) - 1)
                st.button(
                    "Take out", key=f"out-{own_id}", icon=":material/close:", type="tertiary",
                    on_click=_take_out, args=(chosen.id, own_id, job.card.title),
                )  # fmt: skip


def add_saved(person: SignedIn, chosen: Set, held: AbstractSet[UUID]) -> None:
    """Put in one of the saved jobs, without the way through the feed."""
    saved = {card.id: card for card in saved_loaders.saved_cards(person) if card.id not in held}
    if not saved:
        return
    words = {one: f"{card.title}, {card.company or 'company not named'}" for one, card in saved.items()}
    st.selectbox(
        "Add a saved job", list(saved), index=None, key=f"add-saved-{chosen.id}", placeholder="Choose a saved job",
        format_func=words.__getitem__, on_change=_add_saved, args=(chosen.id,), width=420,
    )  # fmt: skip


def _step(set_id: UUID, job: Compared, by: int, label: str, *, disabled: bool) -> None:
    def work(session: Session) -> str:
        service.move(session, set_id, job.card.id, by)
        return f"{job.card.title} moved"

    arrow = "arrow_back" if by < 0 else "arrow_forward"
    st.button(
        label, key=f"move-{by}-{job.card.id}", icon=f":material/{arrow}:", type="tertiary", disabled=disabled,
        on_click=actions.click, args=(work,),
    )  # fmt: skip


def _take_out(set_id: UUID, listing_id: UUID, title: str) -> None:
    def work(session: Session) -> str:
        service.take_out(session, set_id, listing_id)
        return f"{title} is no longer compared"

    actions.act(work, icon=":material/remove:")


def _add_saved(set_id: UUID) -> None:
    key = f"add-saved-{set_id}"
    listing_id = st.session_state[key]
    st.session_state[key] = None

    def work(session: Session) -> str:
        is_added = listing_id and service.add(session, set_id, listing_id, now())
        return "Added to the comparison" if is_added else "Nothing was added: the comparison is full or has it"

    actions.act(work, icon=":material/compare_arrows:")


@st.dialog("New comparison")
def _new() -> None:
    title = st.text_input("Name", placeholder=queries.UNNAMED, max_chars=LONGEST_TITLE)
    if st.button("Start it", type="primary"):
        made: list[Set] = []

        def work(session: Session) -> str:
            made.append(service.make(session, title or "", now()))
            return f"“{made[0].title}” is started; Compare buttons add to it"

        if actions.act(work):
            go({"set": str(made[0].id)})
            st.rerun()


@st.dialog("Rename the comparison")
def _rename(chosen: Set) -> None:
    title = st.text_input("Name", chosen.title, max_chars=LONGEST_TITLE)
    if st.button("Save name", type="primary"):

        def work(session: Session) -> str:
            service.rename(session, chosen.id, title or "")
            return "Name saved"

        if actions.act(work):
            st.rerun()


def _drop(session: Session, set_id: UUID) -> str:
    service.drop(session, set_id)
    return "The comparison is deleted"
