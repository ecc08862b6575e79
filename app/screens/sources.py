"""Sources: what operators watch and set of the sources, their boards, rejected records and the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.kit.formats import count
from app.kit.ui import widgets
from app.kit.ui.rows import asked, said, say
from app.router import page
from app.sources import queries as sources_queries
from app.sources import service as sources_service
from app.sources.queries import Source
from app.sources.ui import boards
from app.sources.ui import labels as sources_labels
from database.clock import now
from database.sessions import user_session
from database.settings import settings


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
    _sources(person, known)
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
        _dagster()


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


def _sources(person: SignedIn, known: Sequence[Source]) -> None:
    st.html('<h2 class="jl-section">Sources</h2>')
    if not known:
        st.html(widgets.empty("No source is known yet", "They are entered by jobledger db migrate."))
    for one in known:
        with st.container(key=f"device-source-{one.code}", horizontal=True, vertical_alignment="center"):
            st.html(sources_labels.source(one, now(), current_user.zone(person)), width="stretch")
            if _is_to_switch(one):
                with user_session(person.user_id, writes=True) as session:
                    sources_service.set_active(session, one.id, active=not one.is_active)
                say(f"{one.name} is {'paused' if one.is_active else 'resumed'}")


def _is_to_switch(one: Source) -> bool:
    key = f"switch-{one.code}"
    if not one.is_active:
        return asked(key, "Resume", f"{one.name} will be asked again, from its next pass on.", "Resume it")
    question = (
        f"{one.name} will not be asked any more, from its next pass on. What it has listed stays as it is and grows "
        "old until you resume it."
    )
    return asked(key, "Pause", question, "Pause it")


def _dagster() -> None:
    """Dagster listens on the server's own address only, so a link helps nobody who is elsewhere."""
    host, port = urlsplit(settings().public_url).hostname, settings().dagster_port
    if host in {"localhost", "127.0.0.1", "::1"}:
        st.html(
            '<p class="jl-says">Every pass with its log, the graph and the schedules are in Dagster: '
            f'<a href="http://localhost:{port}" target="_blank" rel="noopener">open Dagster</a>.</p>'
        )
    else:
        st.html(
            '<p class="jl-says">Every pass with its log, the graph and the schedules are in Dagster, which answers on '
            f"the server itself only, at port {port}.</p>"
        )
