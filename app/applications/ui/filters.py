"""What of the applications is shown: the search, the filters, board or table. All of it is in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from app.applications.queries import LONGEST_WORDS, Asked, Only
from app.applications.records import Source
from app.applications.stages import Stage
from app.applications.ui.board import SOURCES
from app.kit import formats
from app.kit.identifiers import identify
from app.kit.text import literal
from app.kit.ui.navigation import go

_ONLY: dict[Only, str] = {
    "all": "All", "due": "Follow-up due", "waiting": "Waiting for an answer", "answered": "Answered",
}  # fmt: skip
_SOURCES: dict[Source, str] = {"manual": SOURCES["manual"], "prefill": SOURCES["prefill"], "import": SOURCES["import"]}
_VIEWS = {"board": "Board", "table": "Table"}


def asked_for(written: Mapping[str, str]) -> Asked:
    """The search an address holds; what makes no sense in it is as if it were not there."""
    chosen = (identify(one) for one in written.get("stage", "").split(",") if one)
    return Asked(
        words=written.get("q", "").replace("\x00", "")[:LONGEST_WORDS],
        stages=tuple(one for one in chosen if one),
        source=next((one for one in _SOURCES if one == written.get("source")), None),
        only=next((one for one in _ONLY if one == written.get("only")), "all"),
        since=_day(written.get("since")),
        until=_day(written.get("until")),
    )


def address(asked: Asked, view: str) -> dict[str, str]:
    """The address of a search."""
    given = {
        "q": asked.words,
        "stage": ",".join(str(one) for one in asked.stages),
        "source": asked.source or "",
        "only": "" if asked.only == "all" else asked.only,
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat() if asked.until else "",
        "view": "table" if view == "table" else "",
    }
    return {name: value for name, value in given.items() if value}


def filters(asked: Asked, stages: Sequence[Stage], shown: int, total: int) -> bool:
    """Draw the search, the filters and the choice of view; whether that is the table."""
    view = "table" if st.query_params.get("view") == "table" else "board"
    known = {stage.id: literal(stage.name) for stage in stages}
    _set(
        {
            "apps-q": asked.words, "apps-stage": [one for one in asked.stages if one in known], "apps-only": asked.only,
            "apps-source": asked.source, "apps-since": asked.since, "apps-until": asked.until, "apps-view": view,
        }
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", key="apps-filter"):
        st.text_input(
            "Search applications", key="apps-q", placeholder="Search title, company, notes", max_chars=LONGEST_WORDS,
            label_visibility="collapsed", icon=":material/search:", width=320, on_change=_changed,
        )  # fmt: skip
        active = sum(map(bool, (asked.stages, asked.source, asked.only != "all", asked.since or asked.until)))
        with st.popover(f"Filter ({active})" if active else "Filter", icon=":material/filter_list:"):
            _fields(known)
        st.segmented_control(
            "View", list(_VIEWS), key="apps-view", required=True, format_func=_VIEWS.__getitem__,
            label_visibility="collapsed", on_change=_changed,
        )  # fmt: skip
        words = f"{formats.count(shown)} of {formats.count(total)}" if shown < total else formats.count(total)
        st.caption(f"{words} {'application' if total == 1 else 'applications'}", width="content")
    return view == "table"


def _fields(stages: Mapping[Any, str]) -> None:
    st.selectbox("Show", list(_ONLY), key="apps-only", format_func=_ONLY.__getitem__, on_change=_changed)
    st.multiselect("Stages", list(stages), key="apps-stage", format_func=stages.__getitem__, on_change=_changed)
    st.selectbox(
        "Source", [None, *_SOURCES], key="apps-source", on_change=_changed,
        format_func=lambda one: _SOURCES.get(one, "Any") if one else "Any",
    )  # fmt: skip
    left, right = st.columns(2)
    left.date_input("Applied from", None, key="apps-since", format="DD.MM.YYYY", on_change=_changed)
    right.date_input("to", None, key="apps-until", format="DD.MM.YYYY", on_change=_changed)


def _set(values: Mapping[str, Any]) -> None:
    """Let the fields say what the address says, which the back button changes without them."""
    for key, value in values.items():
        if st.session_state.get(key, ...) != value:
            st.session_state[key] = value


def _changed() -> None:
    state = st.session_state
    asked = Asked(
        words=state["apps-q"].strip(), stages=tuple(state.get("apps-stage") or ()), source=state.get("apps-source"),
        only=state.get("apps-only") or "all", since=state.get("apps-since"), until=state.get("apps-until"),
    )  # fmt: skip
    go(address(asked, state["apps-view"]), to_top=False)


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
