"""Taking one's applications along: the files, the page to print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui.actions import Session
from app.applications.exports import archive, export
from app.applications.imports.reader import MOST_OWN_BYTES
from app.kit.ui.rows import section
from database.clock import now
from database.sessions import user_session

_MB = 1024 * 1024
_FILES: tuple[tuple[str, str, str, str, Callable[[Session], bytes]], ...] = (
    ("Download JSON", "json", "application/json", "The same without the files.", export.as_json),
    ("Download CSV", "csv", "text/csv", "One application a row, for spreadsheets.", export.as_csv),
    ("Download history", "history.csv", "text/csv", "One event a row, for reading.", export.history_csv),
)


def render_export(person: SignedIn) -> None:
    """Draw the ways out."""
    st.html('<h1 class="jl-title">Export applications</h1>')
    section("Everything", "With the whole history. All of these but the last can be imported again, here or elsewhere.")
    with user_session(person.user_id) as session:
        size = archive.size(session)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html('<a class="jl-act" href="/applications/archive" download>Download ZIP</a>', width="content")
        st.html(f"<span>{_with_files(size)}</span>", width="content")
    for label, ending, kind, says, make in _FILES:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                label, partial(_made, person, make), f"applications-{now():%Y-%m-%d}.{ending}", kind,
                icon=":material/download:", on_click="ignore", key=f"export-{ending}",
            )  # fmt: skip
            st.html(f"<span>{says}</span>", width="content")
    section("On paper", "When, where and how you applied and what came of it, as authorities ask for it.")
    st.html('<a class="jl-act" href="/applications/print" target="_blank">Open the page to print</a>')


def _with_files(size: int) -> str:
    if not size:
        return "Everything with the files you attached; there are none yet."
    words = f"Everything with the files you attached, {max(1, round(size / _MB)):,} MB."
    if size > MOST_OWN_BYTES:
        words += f" An archive of more than {MOST_OWN_BYTES // _MB} MB cannot be imported here in one piece."
    return words


def _made(person: SignedIn, make: Callable[[Session], bytes]) -> bytes:
    with user_session(person.user_id) as session:
        return make(session)
