"""Lets a block of plain HTML act: a list of cards as one block is drawn sooner than one of widgets.

In the HTML, `data-act` names what a click on a button does and `data-id` to what; a link with `data-go` leads to
another screen as Streamlit's own links do. app/assets/clicks.js hands clicks over. What comes back is the browser's
word: whoever handles it must take nothing in it for granted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from app.kit.identifiers import identify

_SCRIPT = Path(__file__).parents[2] / "assets" / "clicks.js"


def acting_html(html: str, key: str, handle: Callable[[str, UUID], None]) -> None:
    """Draw the HTML and, before the screen is drawn anew after a click in it, call `handle` with the act and the id.

    `key` keeps two blocks on one screen apart.
    """

    def clicked() -> None:
        sent: Any = st.session_state[f"clicks-{key}"].get("clicked")
        named = identify(str(sent.get("id"))) if isinstance(sent, dict) else None
        if named:
            handle(str(sent.get("act")), named)

    with st.container(key=f"acting-{key}"):
        st.html(html)
    bridge = st.components.v2.component("jobledger_clicks", js=_script())
    bridge(key=f"clicks-{key}", data={"list": f"acting-{key}"}, on_clicked_change=clicked, height=1)


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
