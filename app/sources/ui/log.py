"""Draw the operators' log: who changed what, and when."""

from __future__ import annotations

from datetime import tzinfo
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import N_, _
from app.sources import queries
from app.sources.queries import LoggedAct
from app.sources.routes import SECURITY_LOG_PATH
from database.sessions import user_session

_MAX_ACTS = 100
_ACT_LABELS = {
    "source_changed": N_("Changed the settings of a source"),
    "source_paused": N_("Paused a source"),
    "source_resumed": N_("Resumed a source"),
    "boards_added": N_("Added boards"),
    "operator_added": N_("Added an operator"),
    "operator_removed": N_("Removed an operator"),
    "sessions_ended": N_("Ended sessions"),
    "emails_retried": N_("Retried abandoned emails"),
}
_DETAIL_LABELS = {
    "base_url": N_("address {value}"),
    "is_active": N_("active: {value}"),
    "credentials": N_("credentials {value}"),
    "boards": N_("boards {value}"),
    "sessions": N_("sessions: {value}"),
    "emails": N_("emails: {value}"),
}
_MAX_DETAILS_LENGTH = 300
_TABLE_HTML = Markup(
    '<div class="jl-scroll"><table class="jl-table"><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>'
    "<tbody>{}</tbody></table></div>"
)
_ROW_HTML = Markup('<tr><td>{}</td><td>{}</td><td><b>{}</b><div class="jl-quiet jl-small">{}</div></td></tr>')


def render_log(user_id: UUID, zone: tzinfo) -> None:
    """Draw the newest entries."""
    with user_session(user_id) as session:
        acts = queries.list_operator_acts(session, _MAX_ACTS)
    text = _("What operators changed, on this screen or at the command line. Nobody can change or delete an entry.")
    st.html(Markup('<p class="jl-says">{}</p>').format(text))
    link = Markup('<a class="jl-act" href="{}" download>{}</a>')
    st.html(link.format(SECURITY_LOG_PATH, _("Download the security log")))
    if not acts:
        st.html(Markup('<p class="jl-says">{}</p>').format(_("Nothing yet.")))
        return
    rows = Markup().join(_format_act(act, zone) for act in acts)
    st.html(_TABLE_HTML.format(_("When"), _("Who"), _("What"), rows))


def _format_act(act: LoggedAct, zone: tzinfo) -> Markup:
    who = (act.operator or _("A former operator")) if act.is_on_screen else _("Command line")
    return _ROW_HTML.format(
        formats.moment(act.occurred_at, zone),
        who,
        formats.translate_value(act.act, _ACT_LABELS),
        _format_details(act),
    )


def _format_details(act: LoggedAct) -> str:
    parts = [act.subject] if act.subject else []
    for name, value in (act.details or {}).items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        parts.append(_(_DETAIL_LABELS[name]).format(value=text) if name in _DETAIL_LABELS else f"{name}: {text}")
    line = "; ".join(parts)
    return line if len(line) <= _MAX_DETAILS_LENGTH else f"{line[:_MAX_DETAILS_LENGTH]} …"
