"""Applications: the board or the table of all, or one's own page (/applications?id=…). The address says which."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.applications.imports.ui.wizard import render_import
from app.applications.ui.export_form import render_export
from app.applications.ui.overview import close, render_detail, render_overview, render_undo
from app.demo.ui.offer import practice_offer
from app.kit.identifiers import identify
from app.kit.ui.navigation import scroll_if_due

_STYLE = Path(__file__).parents[1] / "assets" / "applications.css"


def render() -> None:
    """Draw the screen."""
    person = current_user.current()
    if person is None:
        _placeholder()
        return
    st.html(_STYLE)
    walk = {"import": render_import, "export": render_export}.get(st.query_params.get("do", ""))
    if walk:
        st.button("All applications", icon=":material/arrow_back:", on_click=close)
        walk(person)
        return
    written = st.query_params.get("id")
    if written:
        render_detail(person, identify(written))
    else:
        render_overview(person, practice_offer)
    render_undo()
    scroll_if_due()


def _placeholder() -> None:
    account_needed(
        "applications",
        "Applications",
        "Keep track of every application from planned to answered.",
        (
            "Move applications across a board of stages, or work in a table.",
            "Keep a copy of the advertisement as it was when you applied, with notes, interviews and files.",
            "Be reminded to follow up, and be warned when you already applied to the same job elsewhere.",
            "Import from and export to CSV, and add interviews to your calendar.",
        ),
    )
