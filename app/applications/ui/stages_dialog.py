"""Draw the dialog of stages: add, rename, reorder and remove them, and set what each stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.actions import Session
from app.applications import records, stages
from app.applications.imports.guess import guess_meaning
from app.applications.stages import MAX_NAME_LENGTH, Meaning, Stage
from app.applications.ui import loaders, undoable
from app.applications.ui.board import STATUS_LABELS
from app.applications.ui.undoable import FinishedChange
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.text import escape_markdown
from database.clock import now
from database.models import Outcome

_MEANING_LABELS: dict[Meaning, str] = {
    None: N_("Keeps its previous status"),
    **STATUS_LABELS,
    Outcome.GHOSTED: N_("Ghosted: no answer came"),
    Outcome.WITHDRAWN: N_("Withdrawn by you"),
}
_MEANING_FROM_NAME: Any = "from name"


def open_stages_dialog() -> None:
    """Open the dialog; each change in it applies at once."""
    st.dialog(_("Stages of your board"), width="medium")(_draw_stages)()


def _draw_stages() -> None:
    user = current_user.get_current_user()
    if user is None:
        return
    board = loaders.load_stages(user)
    st.caption(
        _(
            "Analytics count an application by what its stage stands for, whatever its name. "
            "In a stage that stands for nothing, applications keep their previous status."
        )
    )
    for number, stage in enumerate(board):
        _draw_stage(stage, number, board)
    with st.form("new-stage", clear_on_submit=True):
        name_column, status_column = st.columns(2)
        name = name_column.text_input(_("New stage"), max_chars=MAX_NAME_LENGTH, placeholder=_("Take-home test"))
        choice = status_column.selectbox(
            _("Stands for"),
            [_MEANING_FROM_NAME, *_MEANING_LABELS],
            format_func=lambda option: _(_MEANING_LABELS.get(option, N_("What its name says"))),
        )
        if st.form_submit_button(_("Add stage"), icon=":material/add:"):
            _create(name, guess_meaning(name) if choice == _MEANING_FROM_NAME else choice)
            st.rerun(scope="fragment")
    if st.button(_("Done"), type="primary"):
        st.rerun()


def _draw_stage(stage: Stage, number: int, board: Sequence[Stage]) -> None:
    meanings = list(_MEANING_LABELS)
    name_key, meaning_key = f"stage-name-{stage.id}", f"stage-status-{stage.id}"
    ids = [other.id for other in board]
    with st.container(key=f"stage-{stage.id}", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            _("Name of stage {number}").format(number=number + 1),
            stage.name,
            key=name_key,
            max_chars=MAX_NAME_LENGTH,
            width=190,
            label_visibility="collapsed",
            on_change=_rename,
            args=(stage.id, name_key),
        )
        st.selectbox(
            _("What stage {number} stands for").format(number=number + 1),
            meanings,
            index=meanings.index(stage.meaning),
            width=215,
            format_func=lambda meaning: _(_MEANING_LABELS[meaning]),
            key=meaning_key,
            label_visibility="collapsed",
            on_change=_change_meaning,
            args=(stage.id, meaning_key),
        )
        st.button(
            "",
            icon=":material/arrow_upward:",
            key=f"stage-up-{stage.id}",
            help=_("Move left"),
            disabled=number == 0,
            on_click=_swap,
            args=(ids, number, number - 1),
        )
        st.button(
            "",
            icon=":material/arrow_downward:",
            key=f"stage-down-{stage.id}",
            help=_("Move right"),
            disabled=number == len(board) - 1,
            on_click=_swap,
            args=(ids, number, number + 1),
        )
        _draw_removal(stage, board)


def _draw_removal(stage: Stage, board: Sequence[Stage]) -> None:
    names = {other.id: escape_markdown(other.name) for other in board if other.id != stage.id}
    with st.popover("", icon=":material/delete:", help=_("Remove"), disabled=not names):
        target_id: UUID | None = None
        count = stage.applications
        if count:
            label = ngettext("Move its {count} application to", "Move its {count} applications to", count)
            target_id = st.selectbox(
                label.format(count=formats.count(count)),
                list(names),
                format_func=names.__getitem__,
                key=f"stage-into-{stage.id}",
            )
        st.button(
            _("Remove “{stage}”").format(stage=escape_markdown(stage.name)),
            key=f"stage-remove-{stage.id}",
            on_click=_remove,
            args=(stage.id, target_id),
        )


def _create(name: str, meaning: Meaning) -> None:
    def apply_change(session: Session) -> FinishedChange:
        stage = stages.create(session, name, meaning)
        return FinishedChange(_("Stage added: {stage}").format(stage=stage.name))

    undoable.apply(apply_change)


def _rename(stage_id: UUID, key: str) -> None:
    def apply_change(session: Session) -> FinishedChange:
        stages.rename(session, stage_id, st.session_state[key])
        return FinishedChange(_("Stage renamed"))

    undoable.apply(apply_change)


def _change_meaning(stage_id: UUID, key: str) -> None:
    def apply_change(session: Session) -> FinishedChange:
        count = stages.change_meaning(session, stage_id, st.session_state[key], now())
        if not count:
            return FinishedChange(_("Saved"))
        text = ngettext(
            "Saved; {count} application now has this status", "Saved; {count} applications now have this status", count
        )
        return FinishedChange(text.format(count=formats.count(count)))

    undoable.apply(apply_change)


def _swap(stage_ids: Sequence[UUID], first: int, second: int) -> None:
    def apply_change(session: Session) -> FinishedChange:
        order = list(stage_ids)
        order[first], order[second] = order[second], order[first]
        stages.reorder(session, order)
        return FinishedChange(_("Order saved"))

    undoable.apply(apply_change)


def _remove(stage_id: UUID, target_id: UUID | None) -> None:
    def apply_change(session: Session) -> FinishedChange:
        if target_id and (application_ids := records.list_in_stage(session, stage_id)):
            records.move(session, application_ids, target_id, now())
        stages.remove(session, stage_id)
        return FinishedChange(_("Stage removed"))

    undoable.apply(apply_change)
