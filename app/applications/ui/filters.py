"""Draw the search of the board, its filters and the choice of view. All of it is in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from app.applications.new_application import Source
from app.applications.queries import MAX_KEYWORDS_LENGTH, BoardFilter, BoardSearch
from app.applications.stages import Stage
from app.applications.ui.board import SOURCE_LABELS
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.identifiers import parse_uuid
from app.kit.text import escape_markdown
from app.kit.ui.navigation import go

_FILTER_LABELS: dict[BoardFilter, str] = {
    "all": N_("All"),
    "due": N_("Follow-up due"),
    "waiting": N_("Waiting for an answer"),
    "answered": N_("Answered"),
}
_SOURCES: tuple[Source, ...] = ("manual", "prefill", "import")
_VIEW_LABELS = {"board": N_("Board"), "table": N_("Table")}


def parse_search(parameters: Mapping[str, str]) -> BoardSearch:
    """Return the search in an address; invalid parts of it are ignored."""
    stage_ids = (parse_uuid(text) for text in parameters.get("stage", "").split(",") if text)
    return BoardSearch(
        keywords=parameters.get("q", "").replace("\x00", "")[:MAX_KEYWORDS_LENGTH],
        stages=tuple(stage_id for stage_id in stage_ids if stage_id),
        source=next((source for source in _SOURCES if source == parameters.get("source")), None),
        filter=next((name for name in _FILTER_LABELS if name == parameters.get("only")), "all"),
        since=_parse_day(parameters.get("since")),
        until=_parse_day(parameters.get("until")),
    )


def build_address(search: BoardSearch, view: str) -> dict[str, str]:
    """Return the address of a search."""
    parameters = {
        "q": search.keywords,
        "stage": ",".join(str(stage_id) for stage_id in search.stages),
        "source": search.source or "",
        "only": "" if search.filter == "all" else search.filter,
        "since": search.since.isoformat() if search.since else "",
        "until": search.until.isoformat() if search.until else "",
        "view": "table" if view == "table" else "",
    }
    return {name: value for name, value in parameters.items() if value}


def render_filters(search: BoardSearch, stages: Sequence[Stage], matches: int, total: int) -> bool:
    """Draw the search, the filters and the choice of view; return True for the table."""
    view = "table" if st.query_params.get("view") == "table" else "board"
    names = {stage.id: escape_markdown(stage.name) for stage in stages}
    _fill_widgets(
        {
            "apps-q": search.keywords,
            "apps-stage": [stage_id for stage_id in search.stages if stage_id in names],
            "apps-only": search.filter,
            "apps-source": search.source,
            "apps-since": search.since,
            "apps-until": search.until,
            "apps-view": view,
        }
    )
    with st.container(horizontal=True, vertical_alignment="center", key="apps-filter"):
        st.text_input(
            _("Search applications"),
            key="apps-q",
            placeholder=_("Search title, company, notes"),
            max_chars=MAX_KEYWORDS_LENGTH,
            label_visibility="collapsed",
            icon=":material/search:",
            width=320,
            on_change=_apply,
        )
        active = sum(map(bool, (search.stages, search.source, search.filter != "all", search.since or search.until)))
        label = _("Filter ({count})").format(count=active) if active else _("Filter")
        with st.popover(label, icon=":material/filter_list:"):
            _render_fields(names)
        st.segmented_control(
            _("View"),
            list(_VIEW_LABELS),
            key="apps-view",
            required=True,
            format_func=lambda name: _(_VIEW_LABELS[name]),
            label_visibility="collapsed",
            on_change=_apply,
        )
        st.caption(_format_count_label(matches, total), width="content")
    return view == "table"


def _format_count_label(matches: int, total: int) -> str:
    if matches < total:
        text = ngettext("{matches} of {total} application", "{matches} of {total} applications", total)
    else:
        text = ngettext("{total} application", "{total} applications", total)
    return text.format(matches=formats.count(matches), total=formats.count(total))


def _render_fields(stage_names: Mapping[Any, str]) -> None:
    st.selectbox(
        _("Show"),
        list(_FILTER_LABELS),
        key="apps-only",
        format_func=lambda name: _(_FILTER_LABELS[name]),
        on_change=_apply,
    )
    st.multiselect(
        _("Stages"), list(stage_names), key="apps-stage", format_func=stage_names.__getitem__, on_change=_apply
    )
    st.selectbox(
        _("Source"),
        [None, *_SOURCES],
        key="apps-source",
        on_change=_apply,
        format_func=lambda source: _(SOURCE_LABELS[source]) if source else _("Any"),
    )
    from_column, to_column = st.columns(2)
    from_column.date_input(_("Applied from"), None, key="apps-since", format="DD.MM.YYYY", on_change=_apply)
    to_column.date_input(_("to"), None, key="apps-until", format="DD.MM.YYYY", on_change=_apply)


def _fill_widgets(values: Mapping[str, Any]) -> None:
    """Set the widgets to what the address says, which the back button changes without them."""
    for key, value in values.items():
        if st.session_state.get(key, ...) != value:
            st.session_state[key] = value


def _apply() -> None:
    state = st.session_state
    search = BoardSearch(
        keywords=state["apps-q"].strip(),
        stages=tuple(state.get("apps-stage") or ()),
        source=state.get("apps-source"),
        filter=state.get("apps-only") or "all",
        since=state.get("apps-since"),
        until=state.get("apps-until"),
    )
    go(build_address(search, state["apps-view"]), to_top=False)


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
