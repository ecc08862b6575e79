"""Draw the board or the table, and act on what the user does in it. Nothing the browser sends is trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from app.applications.ui import actions, undoable
from app.kit.identifiers import parse_uuid

_SCRIPT_PATH = Path(__file__).parents[2] / "assets" / "tracker.js"
_MAX_IDS = 2_000


def render_interactive_html(
    html: str, key: str, on_open: Callable[[UUID], None], on_sort: Callable[[str], None]
) -> None:
    """Draw the HTML; moves and deletions in it are applied, opening and sorting are passed on."""

    def handle_message() -> None:
        message: Any = st.session_state[f"tracker-{key}"].get("done")
        if not isinstance(message, dict):
            return
        if message.get("act") == "sort":
            on_sort(str(message.get("sort")))
            return
        application_ids = _parse_ids(message.get("ids"))
        if application_ids:
            _perform_action(str(message.get("act")), application_ids, parse_uuid(str(message.get("to"))), on_open)

    revision = undoable.get_revision()
    with st.container(key=f"tracker-list-{key}"):
        # A new revision redraws the list, which undoes what the browser moved when the move was rejected.
        st.html(f"{html}<!-- {revision} --><i hidden data-revision='{revision}'></i>")
    component = st.components.v2.component("jobledger_tracker", js=_load_script())
    component(
        key=f"tracker-{key}",
        data={"list": f"tracker-list-{key}", "revision": revision},
        on_done_change=handle_message,
        height=1,
    )


def _perform_action(action: str, ids: Sequence[UUID], stage_id: UUID | None, on_open: Callable[[UUID], None]) -> None:
    if action == "open":
        on_open(ids[0])
    elif action == "move" and stage_id:
        actions.move(ids, stage_id)
    elif action == "delete":
        actions.delete(ids)


def _parse_ids(values: Any) -> list[UUID]:
    texts = values[:_MAX_IDS] if isinstance(values, list) else []
    return [application_id for text in texts if (application_id := parse_uuid(str(text)))]


@cache
def _load_script() -> str:
    return _SCRIPT_PATH.read_text(encoding="utf-8")
