"""Draw the tabs of a listing's page: the job, its history and its origin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

import streamlit as st
from markupsafe import Markup

from app.kit.i18n import _
from app.kit.ui import widgets
from app.listings.history import ListingHistory, ListingVersion
from app.listings.queries import Listing
from app.listings.ui import head, loaders
from app.listings.ui import history as history_html
from app.router import get_page

_HEADING_HTML = Markup('<h2 class="jl-section">{}</h2>')
_QUIET_HTML = Markup('<p class="jl-quiet">{}</p>')


def render_not_found(id_in_address: str | None) -> None:
    """Say that there is no listing at this address."""
    st.html(Markup('<h1 class="jl-title">{}</h1>').format(_("Listing")))
    if not id_in_address:
        advice = _("This link has no job ID. Search the Job Feed instead.")
    else:
        advice = _("No job has this ID. The link may be mistyped or incomplete.")
    st.html(widgets.empty(_("Job not found"), advice))
    st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")


def render_job(listing: Listing, history: ListingHistory, zone: tzinfo) -> None:
    """Draw the job's text beside its facts."""
    text_column, facts_column = st.columns([5, 3], gap="medium")
    text_column.html(head.format_text(listing))
    facts_column.html(head.format_facts(listing, history, zone))


def render_history(history: ListingHistory, zone: tzinfo) -> None:
    """Draw the listing's events and versions."""
    if not history.events:
        st.html(widgets.empty(_("No history yet"), _("It starts with the next fetch of this board.")))
        return
    events, versions = st.columns([2, 5], gap="large")
    timeline = history_html.format_timeline(history.events, history.versions, zone)
    events.html(_HEADING_HTML.format(_("Timeline")) + timeline)
    with versions:
        st.html(_HEADING_HTML.format(_("Versions")))
        for version in reversed(history.versions):
            _render_version(history.versions, version, zone)


def _render_version(versions: Sequence[ListingVersion], version: ListingVersion, zone: tzinfo) -> None:
    is_newest = version.number == len(versions)
    with st.expander(history_html.format_version_label(version, zone, is_newest=is_newest), expanded=is_newest):
        if version.number == 1:
            st.html(_QUIET_HTML.format(_("This is the first version.")))
            return
        previous = versions[version.number - 2]
        text = Markup(_("Compared with version {number}. <ins>Added</ins> and <del>removed</del> text is marked."))
        st.html(
            _QUIET_HTML.format(text.format(number=previous.number))
            + history_html.format_changes(previous, version, zone)
        )


def render_origin(listing: Listing, history: ListingHistory, zone: tzinfo) -> None:
    """Draw where the listing was read from, with the stored payload."""
    text = _("All facts on this page come from the source's response. Trace them back to the stored payload here.")
    st.html(Markup('<p class="jl-says">{}</p>').format(text))
    if not history.versions:
        st.html(widgets.empty(_("No version yet"), _("It appears once the payload has been parsed.")))
        return
    newest_first = list(reversed(history.versions))
    version = newest_first[0]
    if len(newest_first) > 1:
        version = st.selectbox(
            _("Version"),
            newest_first,
            format_func=lambda option: history_html.format_version_label(
                option, zone, is_newest=option is newest_first[0]
            ),
            key="origin-version",
            width=420,
        )
    st.html(history_html.format_origin(listing, version, zone))
    _render_payload(listing, version)


def _render_payload(listing: Listing, version: ListingVersion) -> None:
    if not st.toggle(_("Show payload (JSON)"), key=f"answer-{version.payload_hash}"):
        return
    payload = loaders.load_payload(listing.card.id, version.payload_hash)
    if payload is not None:
        st.code(payload, language="json", wrap_lines=True, height=520)
    elif not listing.board.may_archive:
        reason = _("This source's terms allow storing only the newest payload.")
        st.html(widgets.banner("note", _("Not stored."), reason))
    else:
        reason = _("The payload is archived when the current pipeline run ends.")
        st.html(widgets.banner("note", _("Not archived yet."), reason))
