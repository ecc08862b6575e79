"""Sources: show operators the sources, boards, rejected records and outbox, and pause or resume a source."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.accounts.ui.account import render_account_needed
from app.kit.formats import count
from app.kit.i18n import _
from app.kit.ui import widgets
from app.kit.ui.rows import render_notice
from app.router import get_page
from app.sources import queries
from app.sources.ui import boards, labels, log, source_list
from database.clock import now
from database.sessions import user_session


def render() -> None:
    """Draw the screen, for operators."""
    user = current_user.get_current_user()
    if user is None or not user.is_operator:
        _render_no_access(user)
        return
    render_notice()
    zone = current_user.get_zone(user)
    with user_session(user.user_id) as session:
        sources, outbox = queries.list_sources(session), queries.get_outbox_status(session)
    lead = _("Where listings come from, how reliably each source responds, and which records could not be read.")
    st.html(Markup('<h1 class="jl-title">{}</h1><p class="jl-lead">{}</p>').format(_("Sources"), lead))
    st.html(labels.format_metrics(sources, outbox))
    source_list.render_sources(user, sources)
    records = sum(source.records for source in sources)
    boards_tab, records_tab, emails_tab, runs_tab, log_tab = st.tabs(
        [
            _("Boards"),
            _("Rejected records ({count})").format(count=count(records)),
            _("Emails"),
            _("Runs and schedules"),
            _("Log"),
        ]
    )
    with boards_tab:
        boards.render_boards(user.user_id, sources, zone)
    with records_tab:
        boards.render_rejected_records(user.user_id, sources, zone)
    with emails_tab:
        st.html(Markup('<p class="jl-says">{}</p>').format(labels.format_outbox(outbox, now(), zone)))
    with runs_tab:
        source_list.render_dagster()
    with log_tab:
        log.render_log(user.user_id, zone)


def _render_no_access(user: SignedInUser | None) -> None:
    if user is None:
        render_account_needed(
            "sources",
            _("Sources"),
            _("For the operators who run this installation's sources."),
            (
                _("See every source and board: last complete fetch, last error, open listings and call budget."),
                _("Inspect records that could not be read, and pause a source."),
            ),
        )
        return
    st.html(Markup('<h1 class="jl-title">{}</h1>').format(_("Sources")))
    st.html(
        widgets.empty(
            _("This screen is for operators"),
            _("To get access, ask the person who runs this installation: jobledger operators add YOUR-EMAIL"),
        )
    )
    st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")
