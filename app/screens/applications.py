"""Compose the Applications screen: the board or table, one application (?id=…), the import and the export (?do=…)."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.account import render_account_needed
from app.applications.imports.ui.wizard import render_import
from app.applications.ui.export_form import render_export
from app.applications.ui.overview import close, render_detail, render_overview, render_undo
from app.demo.ui.demo_data import render_demo_data
from app.kit.i18n import _
from app.kit.identifiers import parse_uuid
from app.kit.ui.navigation import scroll_if_due

_STYLESHEET_PATH = Path(__file__).parents[1] / "assets" / "applications.css"
_RENDER_BY_TASK = {"import": render_import, "export": render_export}


def render() -> None:
    """Draw the screen."""
    user = current_user.get_current_user()
    if user is None:
        _render_placeholder()
        return
    st.html(_STYLESHEET_PATH)
    render_task = _RENDER_BY_TASK.get(st.query_params.get("do", ""))
    if render_task:
        st.button(_("All applications"), icon=":material/arrow_back:", on_click=close)
        render_task(user)
        return
    id_text = st.query_params.get("id")
    if id_text:
        render_detail(user, parse_uuid(id_text))
    else:
        render_overview(user, render_demo_data)
    render_undo()
    scroll_if_due()


def _render_placeholder() -> None:
    render_account_needed(
        "applications",
        _("Applications"),
        _("Keep track of every application from planned to answered."),
        (
            _("Move applications across a board of stages, or work in a table."),
            _("Keep a copy of each job post as it was when you applied, with notes, interviews and files."),
            _("Get reminders to follow up, and warnings when you already applied to the same job elsewhere."),
            _("Import from and export to CSV, and add interviews to your calendar."),
        ),
    )
