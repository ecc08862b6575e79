"""Draws the board or the table, and hears what is done in it. What comes back is the browser's word: nothing in it is
taken for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from app.applications.ui import actions, changes
from app.kit.identifiers import identify

_SCRIPT = Path(__file__).parents[2] / "assets" / "tracker.js"
_MOST = 2_000


def acting(html: str, key: str, on_open: Callable[[UUID], None], on_sort: Callable[[str], None]) -> None:
    """Draw the HTML; moves and deletions in it are done, opening and sorting are handed on."""

    def heard() -> None:
        sent: Any = st.session_state[f"tracker-{key}"].get("done")
        if not isinstance(sent, dict):
            return
        if sent.get("act") == "sort":
            on_sort(str(sent.get("sort")))
            return
        ids = _ids(sent.get("ids"))
        if ids:
            _do(str(sent.get("act")), ids, identify(str(sent.get("to"))), on_open)

    revision = changes.revision()
    with st.container(key=f"tracker-list-{key}"):
        # Otherwise what the browser moved by itself would stay where a move was refused.
        st.html(f"{html}<!-- {revision} --><i hidden data-revision='{revision}'></i>")
    bridge = st.components.v2.component("jobledger_tracker", js=_script())
    bridge(
        key=f"tracker-{key}",
        data={"list": f"tracker-list-{key}", "revision": revision},
        on_done_change=heard,
        height=1,
    )


def _do(act: str, ids: Sequence[UUID], stage: UUID | None, on_open: Callable[[UUID], None]) -> None:
    if act == "open":
        on_open(ids[0])
    elif act == "move" and stage:
        actions.move(ids, stage)
    elif act == "delete":
        actions.delete(ids)


def _ids(sent: Any) -> list[UUID]:
    written = sent[:_MOST] if isinstance(sent, list) else []
    return [own for one in written if (own := identify(str(one)))]


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
