"""Handle clicks in a block of plain HTML: a list of cards is drawn sooner as one block than as widgets.

In the HTML, `data-act` names the action of a button and `data-id` its target; a link with `data-go` leads to another
screen as Streamlit's own links do. app/assets/clicks.js hands clicks over. They come from the browser, so whoever
handles them must check them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from app.kit.identifiers import parse_uuid

_SCRIPT = Path(__file__).parents[2] / "assets" / "clicks.js"


def clickable_html(html: str, key: str, handle: Callable[[str, UUID], None]) -> None:
    """Draw the HTML. After a click in it, call `handle` with the action and the id before the screen is drawn again.

    `key` distinguishes two blocks on one screen.
    """

    def handle_click() -> None:
        click: Any = st.session_state[f"clicks-{key}"].get("clicked")
        target_id = parse_uuid(str(click.get("id"))) if isinstance(click, dict) else None
        if target_id:
            handle(str(click.get("act")), target_id)

    with st.container(key=f"clickable-{key}"):
        st.html(html)
    bridge = st.components.v2.component("jobledger_clicks", js=_script())
    bridge(key=f"clicks-{key}", data={"list": f"clickable-{key}"}, on_clicked_change=handle_click, height=1)


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
