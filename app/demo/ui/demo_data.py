"""Draw the offer to add demo data to an empty account, and the banner to clear it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.applications.stages import InvalidChange
from app.demo import service
from app.demo.ui import loaders
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.ui import widgets
from database.clock import now

_STYLESHEET_PATH = Path(__file__).parents[2] / "assets" / "demo.css"


def render_demo_data(user: SignedInUser) -> None:
    """Draw the banner while there is demo data, the offer on an empty account, and else nothing."""
    state = loaders.load_state(user)
    if state.has_demo_data or state.can_add_demo_data:
        st.html(_STYLESHEET_PATH)
    if state.has_demo_data:
        _render_banner()
    elif state.can_add_demo_data:
        _render_add_demo_data()


def _render_add_demo_data() -> None:
    with st.container(key="demo-offer"):
        text = _(
            "Add about 40 made-up applications to real jobs, so that you can try every screen. "
            "Nothing is sent to anyone, and one click clears them."
        )
        st.html(widgets.banner("note", _("Just looking around?"), text))
        st.button(_("Add demo data"), icon=":material/science:", key="demo-fill", on_click=_add_demo_data)


def _render_banner() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="demo-banner"):
        html = Markup('<div class="jl-demo" role="note"><b>{}</b> {}</div>')
        title = _("This is demo data.")
        text = _("The applications are made up, the jobs are real. What you add yourself is kept separate.")
        st.html(html.format(title, text), width="stretch")
        if st.button(_("Clear demo data"), icon=":material/mop:", key="demo-clear"):
            st.dialog(_("Clear the demo data?"))(_render_question)()


def _render_question() -> None:
    consequences_text = _(
        "This deletes the demo applications, saved jobs, saved search and comparison, with everything you added to "
        "them since: notes, files, interviews, dates and moves, and jobs added to the demo comparison."
    )
    remaining_text = _("The applications, saved jobs, searches and comparisons you created yourself stay.")
    st.html(Markup("<p>{}</p><p>{}</p>").format(consequences_text, remaining_text))
    with st.container(horizontal=True):
        is_confirmed = st.button(_("Clear demo data"), type="primary", key="demo-clear-yes")
        if is_confirmed and actions.run_action(_delete_demo_data, icon=":material/mop:"):
            st.rerun()
        if st.button(_("Cancel"), key="demo-clear-no"):
            st.rerun()


def _add_demo_data() -> None:
    def apply_change(session: Session) -> str:
        count = service.add_demo_data(session, now())
        text = ngettext("{count} demo application added", "{count} demo applications added", count)
        return text.format(count=formats.count(count))

    try:
        actions.run_action(apply_change, icon=":material/science:")
    except InvalidChange as error:
        actions.show_toast(str(error), icon=":material/block:")


def _delete_demo_data(session: Session) -> str:
    count = service.delete_demo_data(session)
    text = ngettext("{count} demo application cleared", "{count} demo applications cleared", count)
    return text.format(count=formats.count(count))
