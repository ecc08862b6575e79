"""Draw the providers, each with its switch, and the link to Dagster. Boards: app.sources.ui.boards."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.kit.i18n import _
from app.kit.ui import widgets
from app.kit.ui.rows import confirm, rerun_with_notice
from app.sources import service
from app.sources.queries import SourceStatus
from app.sources.ui import labels
from database.clock import now
from database.sessions import user_session

_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def render_sources(user: SignedInUser, sources: Sequence[SourceStatus]) -> None:
    """Draw each provider with a button that pauses or resumes it."""
    st.html(Markup('<h2 class="jl-section">{}</h2>').format(_("Sources")))
    if not sources:
        st.html(widgets.empty(_("No sources yet"), _("Run jobledger db migrate to add them.")))
    for source in sources:
        with st.container(key=f"device-source-{source.code}", horizontal=True, vertical_alignment="center"):
            st.html(labels.format_source(source, now(), current_user.get_zone(user)), width="stretch")
            if _is_switch_confirmed(source):
                with user_session(user.user_id, writes=True) as session:
                    service.set_active(session, source.id, active=not source.is_active)
                notice = _("{source} is paused") if source.is_active else _("{source} is resumed")
                rerun_with_notice(notice.format(source=source.name))


def _is_switch_confirmed(source: SourceStatus) -> bool:
    key = f"switch-{source.code}"
    if not source.is_active:
        question = _("JobLedger will fetch from {source} again, starting with its next pass.")
        return confirm(key, _("Resume"), question.format(source=source.name), _("Resume source"))
    question = _(
        "JobLedger will stop fetching from {source}, starting with its next pass. Its listings stay, and are not "
        "updated until you resume it."
    )
    return confirm(key, _("Pause"), question.format(source=source.name), _("Pause source"))


def render_dagster() -> None:
    """Link to Dagster, which lets operators in."""
    link = Markup('<a href="/dagster" target="_blank" rel="noopener">{}</a>').format(_("Open Dagster"))
    text = _("Dagster shows every run with its log, the asset graph and the schedules.")
    st.html(Markup('<p class="jl-says">{} {}</p>').format(text, link))
