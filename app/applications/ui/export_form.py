"""Draw the page that exports applications: the files and the link to the page to print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui.actions import Session
from app.applications.exports import archive, export
from app.applications.imports.reader import MAX_EXPORT_BYTES
from app.kit.i18n import N_, _
from app.kit.ui.rows import render_section
from database.clock import now
from database.sessions import user_session

_BYTES_PER_MB = 1024 * 1024
_EXPORT_FILES: tuple[tuple[str, str, str, str, Callable[[Session], bytes]], ...] = (
    (N_("Download JSON"), "json", "application/json", N_("Everything except the files."), export.build_json),
    (N_("Download CSV"), "csv", "text/csv", N_("One application per row, for spreadsheets."), export.build_csv),
    (
        N_("Download history"),
        "history.csv",
        "text/csv",
        N_("One event per row, for reading."),
        export.build_history_csv,
    ),
)


def render_export(user: SignedInUser) -> None:
    """Draw the page."""
    st.html(Markup('<h1 class="jl-title">{}</h1>').format(_("Export applications")))
    render_section(_("Everything"), _("With the whole timeline. You can import all of these again, except the last."))
    with user_session(user.user_id) as session:
        size = archive.count_file_bytes(session)
    with st.container(horizontal=True, vertical_alignment="center"):
        link = Markup('<a class="jl-act" href="/applications/archive" download>{}</a>')
        st.html(link.format(_("Download ZIP")), width="content")
        st.html(Markup("<span>{}</span>").format(_describe_archive(size)), width="content")
    for label, ending, media_type, description, build in _EXPORT_FILES:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                _(label),
                partial(_build, user, build),
                f"applications-{now():%Y-%m-%d}.{ending}",
                media_type,
                icon=":material/download:",
                on_click="ignore",
                key=f"export-{ending}",
            )
            st.html(Markup("<span>{}</span>").format(_(description)), width="content")
    render_section(_("On paper"), _("When, where and how you applied and the outcome, as authorities ask for it."))
    link = Markup('<a class="jl-act" href="/applications/print" target="_blank">{}</a>')
    st.html(link.format(_("Open the page to print")))


def _describe_archive(size: int) -> str:
    if not size:
        return _("Everything with the files you attached; you have none yet.")
    text = _("Everything with the files you attached, {size} MB.").format(
        size=f"{max(1, round(size / _BYTES_PER_MB)):,}"
    )
    if size > MAX_EXPORT_BYTES:
        limit = _("An archive of more than {limit} MB cannot be imported here in one piece.")
        text += " " + limit.format(limit=MAX_EXPORT_BYTES // _BYTES_PER_MB)
    return text


def _build(user: SignedInUser, build: Callable[[Session], bytes]) -> bytes:
    with user_session(user.user_id) as session:
        return build(session)
