"""The dialog of stages: adding, naming, ordering, what each stands for, removing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.actions import Session
from app.applications import records, stages
from app.applications.imports.columns import guessed_meaning
from app.applications.stages import LONGEST_NAME, Meaning, Stage
from app.applications.ui import changes, loaders
from app.applications.ui.board import STATUSES
from app.kit import formats
from app.kit.text import literal
from database.clock import now
from database.models import Outcome

_MEANINGS: dict[Meaning, str] = {
    None: "Keeps the status it had",
    **STATUSES,
    Outcome.GHOSTED: "Ghosted: no answer came",
    Outcome.WITHDRAWN: "Withdrawn by you",
}
_AS_NAMED: Any = "as named"


@st.dialog("Stages of your board", width="medium")
def stages_dialog() -> None:
    """Every stage with its fields; each change counts at once."""
    person = current_user.current()
    if person is None:
        return
    found = loaders.stages_of(person)
    st.caption("Your figures are counted by what a stage stands for, whatever you call it. One that stands for nothing "
               "leaves an application the status it had.")  # fmt: skip
    for number, stage in enumerate(found):
        _row(stage, number, found)
    with st.form("new-stage", clear_on_submit=True):
        left, right = st.columns(2)
        name = left.text_input("New stage", max_chars=LONGEST_NAME, placeholder="Take-home test")
        chosen = right.selectbox(
            "Stands for", [_AS_NAMED, *_MEANINGS], format_func=lambda one: _MEANINGS.get(one, "What its name says")
        )
        if st.form_submit_button("Add stage", icon=":material/add:"):
            meaning: Meaning = guessed_meaning(name) if chosen == _AS_NAMED else chosen
            _do(lambda session: f"Stage added: {stages.make(session, name, meaning).name}")
            st.rerun(scope="fragment")
    if st.button("Done", type="primary"):
        st.rerun()


def _row(stage: Stage, number: int, found: Sequence[Stage]) -> None:
    own, meanings = str(stage.id), list(_MEANINGS)
    with st.container(key=f"stage-{own}", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            f"Name of stage {number + 1}", stage.name, key=f"stage-name-{own}", max_chars=LONGEST_NAME, width=190,
            label_visibility="collapsed", on_change=_rename, args=(stage.id, f"stage-name-{own}"),
        )  # fmt: skip
        st.selectbox(
            f"What stage {number + 1} stands for", meanings, index=meanings.index(stage.meaning), width=215,
            format_func=_MEANINGS.__getitem__, key=f"stage-status-{own}", label_visibility="collapsed",
            on_change=_stand_for, args=(stage.id, f"stage-status-{own}"),
        )  # fmt: skip
        ids = [one.id for one in found]
        st.button(
            "", icon=":material/arrow_upward:", key=f"stage-up-{own}", help="Further left", disabled=number == 0,
            on_click=_swap, args=(ids, number, number - 1),
        )  # fmt: skip
        st.button(
            "", icon=":material/arrow_downward:", key=f"stage-down-{own}", help="Further right",
            disabled=number == len(found) - 1, on_click=_swap, args=(ids, number, number + 1),
        )  # fmt: skip
        _removal(stage, found)


def _removal(stage: Stage, found: Sequence[Stage]) -> None:
    others = {one.id: literal(one.name) for one in found if one.id != stage.id}
    with st.popover("", icon=":material/delete:", help="Remove", disabled=not others):
        into: UUID | None = None
        if stage.applications:
            into = st.selectbox(
                f"Move its {formats.counted(stage.applications, 'application')} to", list(others),
                format_func=others.__getitem__, key=f"stage-into-{stage.id}",
            )  # fmt: skip
        st.button(
            f"Remove “{literal(stage.name)}”", key=f"stage-remove-{stage.id}", on_click=_remove, args=(stage.id, into)
        )


def _do(work: changes.Work) -> None:
    changes.act(work)


def _rename(stage_id: UUID, key: str) -> None:
    def work(session: Session) -> str:
        stages.rename(session, stage_id, st.session_state[key])
        return "Stage renamed"

    _do(work)


def _stand_for(stage_id: UUID, key: str) -> None:
    def work(session: Session) -> str:
        changed = stages.change_meaning(session, stage_id, st.session_state[key], now())
        return "Saved" + (f"; {formats.counted(changed, 'application')} now have this status" if changed else "")

    _do(work)


def _swap(ids: Sequence[UUID], one: int, other: int) -> None:
    def work(session: Session) -> str:
        placed = list(ids)
        placed[one], placed[other] = placed[other], placed[one]
        stages.order(session, placed)
        return "Order saved"

    _do(work)


def _remove(stage_id: UUID, into: UUID | None) -> None:
    def work(session: Session) -> str:
        if into:
            held = records.in_stage(session, stage_id)
            if held:
                records.move(session, held, into, now())
        stages.remove(session, stage_id)
        return "Stage removed"

    _do(work)
