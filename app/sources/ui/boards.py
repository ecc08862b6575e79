"""The operators' table of boards and list of rejected records, each with its filters and pages. No query here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from uuid import UUID

import streamlit as st

from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.sources import queries
from app.sources.queries import Rejected, Source, Wanted
from app.sources.ui import labels
from database.clock import now
from database.sessions import user_session

BOARDS, RECORDS = 25, 10
_ALL = "All sources"


def boards(user_id: UUID, known: Sequence[Source], zone: tzinfo) -> None:
    """Every board, the worst first."""
    st.html(
        '<p class="jl-says">The worst first: failed, never fetched, longest ago. '
        "What a provider answered is shown in its own words.</p>"
    )
    words, source, trouble = st.columns([3, 2, 2], vertical_alignment="bottom")
    wanted = Wanted(
        words.text_input("Search", placeholder="A board's name, or words of its error", key="boards-words"),
        source.selectbox(
            "Source", [None, *(one.code for one in known)], format_func=_named(known), key="boards-source"
        ),
        trouble.toggle("Only those in trouble", key="boards-troubled"),
    )
    place = _place("boards", wanted)
    with user_session(user_id) as session:
        shown, count = queries.boards(session, wanted, now(), BOARDS, place * BOARDS)
    if not shown:
        st.html(widgets.empty("No board to show", "Change the search, or add boards: jobledger boards add CODE NAME"))
        return
    first = place * BOARDS + 1
    st.html(
        f'<p class="jl-says">{formats.count(first)} to {formats.count(first + len(shown) - 1)} of '
        f"{formats.counted(count, 'board')}</p>"
    )
    st.html(labels.boards(shown, now(), zone))
    _pager("boards", place, has_more=first + len(shown) - 1 < count)


def rejected(user_id: UUID, known: Sequence[Source], zone: tzinfo) -> None:
    """Records that could not be taken, each with the reason and the record itself."""
    total = sum(source.records for source in known)
    st.html(
        '<p class="jl-says">What could not be read as a listing, kept word '
        "for word with the reason; the same record is kept once.</p>"
    )
    if not total:
        st.html(widgets.empty("Nothing was rejected", "Every record that was fetched could be read."))
        return
    code = st.selectbox(
        "Source of the records", [None, *(one.code for one in known if one.records)], format_func=_named(known),
        key="rejected-source", width=360,
    )  # fmt: skip
    place = _place("rejected", code)
    with user_session(user_id) as session:
        shown = queries.rejected(session, code, RECORDS + 1, place * RECORDS)
    for one in shown[:RECORDS]:
        _record(one, zone)
    _pager("rejected", place, has_more=len(shown) > RECORDS)


def _record(one: Rejected, zone: tzinfo) -> None:
    named = f", id {escaped(one.external_id)}" if one.external_id else ""
    st.html(
        f'<div class="jl-setting"><div><b>{escaped(one.reason)}</b><div class="jl-quiet jl-small">'
        f"{escaped(one.source_name)}: {escaped(one.board)}{named}, rejected at {escaped(one.stage)}, "
        f"{escaped(formats.moment(one.at, zone))}</div></div></div>"
    )
    with st.expander("The record"):
        st.code(one.payload, language=None, wrap_lines=True)
        if one.length > len(one.payload):
            st.caption(f"The first {formats.count(len(one.payload))} of {formats.count(one.length)} characters.")


def _named(known: Sequence[Source]) -> Callable[[str | None], str]:
    names = {one.code: one.name for one in known}
    return lambda code: names.get(code, code) if code else _ALL


def _place(name: str, asked: object) -> int:
    """Which page is shown; another question begins at the first."""
    if st.session_state.get(f"{name}-asked") != asked:
        st.session_state[f"{name}-asked"], st.session_state[f"{name}-page"] = asked, 0
    place: int = st.session_state.get(f"{name}-page", 0)
    return place


def _pager(name: str, place: int, *, has_more: bool) -> None:
    if not place and not has_more:
        return

    def turn(by: int) -> None:
        st.session_state[f"{name}-page"] = max(0, place + by)

    with st.container(horizontal=True):
        st.button("Previous", key=f"{name}-previous", disabled=not place, on_click=turn, args=(-1,))
        st.button("Next", key=f"{name}-next", disabled=not has_more, on_click=turn, args=(1,))
