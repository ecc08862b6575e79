"""Sources: what operators watch and set of the sources, their boards, rejected records and the outbox."""

from __future__ import annotations

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.kit.formats import count
from app.kit.ui import widgets
from app.kit.ui.rows import said
from app.router import page
from app.sources import queries as sources_queries
from app.sources.ui import boards
from app.sources.ui import labels as sources_labels
from app.sources.ui.sources import render_dagster, render_sources
from database.clock import now
from database.sessions import user_session


def render() -> None:
    """Draw the screen, for operators."""
    person = current_user.current()
    if person is None or not person.is_operator:
        _for_operators(person)
        return
    said()
    zone = current_user.zone(person)
    with user_session(person.user_id) as session:
        known, health = sources_queries.sources(session), sources_queries.outbox(session)
    st.html(
        '<h1 class="jl-title">Sources</h1><p class="jl-lead">Where listings come from, how well each place answers, '
        "and what could not be taken.</p>"
    )
    st.html(sources_labels.figures(known, health))
    render_sources(person, known)
    records = sum(source.records for source in known)
    in_boards, in_rejected, in_letters, in_runs = st.tabs(
        ["Boards", f"Rejected records ({count(records)})", "Letters", "Runs and schedules"]
    )
    with in_boards:
        boards.boards(person.user_id, known, zone)
    with in_rejected:
        boards.rejected(person.user_id, known, zone)
    with in_letters:
        st.html(f'<p class="jl-says">{sources_labels.outbox(health, now(), zone)}</p>')
    with in_runs:
        render_dagster()


def _for_operators(person: SignedIn | None) -> None:
    if person is None:
        account_needed(
            "sources",
            "Sources",
            "For operators: those who keep this installation's sources running.",
            (
                "See every source and board: last complete fetch, last error, open listings, budget.",
                "Look into records that could not be taken, and pause a source.",
            ),
        )
        return
    st.html('<h1 class="jl-title">Sources</h1>')
    st.html(
        widgets.empty(
            "This screen is for operators",
            "It shows how the sources are run. Whoever runs this installation can let you in: "
            "jobledger operators add YOUR-ADDRESS",
        )
    )
    st.page_link(page("feed"), label="Search jobs", icon=":material/work:")
