"""Draw the page that exports applications: the files and the link to the page to print."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.applications.exports import archive
from app.applications.exports.formats import EXPORT_FORMATS
from app.applications.imports.reader import MAX_EXPORT_BYTES
from app.kit.i18n import _
from app.kit.ui import widgets
from app.kit.ui.rows import render_section
from database.sessions import user_session

_BYTES_PER_MB = 1024 * 1024


def render_export(user: SignedInUser) -> None:
    """Draw the page."""
    st.html(Markup('<h1 class="jl-title">{}</h1>').format(_("Export applications")))
    render_section(_("Everything"), _("With the whole timeline. You can import all of these again, except the last."))
    with user_session(user.user_id) as session:
        size = archive.count_file_bytes(session)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(widgets.download_link(_("Download ZIP"), "/applications/archive"), width="content")
        st.html(Markup("<span>{}</span>").format(_describe_archive(size)), width="content")
    for option in EXPORT_FORMATS:
        with st.container(horizontal=True, vertical_alignment="center"):
            path = f"/applications/export?format={option.name}"
            st.html(widgets.download_link(_(option.label), path), width="content")
            st.html(Markup("<span>{}</span>").format(_(option.description)), width="content")
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
