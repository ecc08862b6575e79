"""Draw the providers with the switch of each, and the way to Dagster. Boards: app.sources.ui.boards."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.kit.ui import widgets
from app.kit.ui.rows import asked, say
from app.sources import service as sources_service
from app.sources.queries import Source
from app.sources.ui import labels as sources_labels
from database.clock import now
from database.sessions import user_session
from database.settings import settings


def render_sources(person: SignedIn, known: Sequence[Source]) -> None:
    """Draw each provider, and pause or resume it when asked."""
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


def render_dagster() -> None:
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
