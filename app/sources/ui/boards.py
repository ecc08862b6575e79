"""Draw the table of boards and the list of rejected records, each with filters and pages. No query is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.ui import widgets
from app.sources import queries
from app.sources.queries import BoardFilter, RejectedRecordRow, SourceStatus
from app.sources.ui import labels
from database.clock import now
from database.sessions import user_session

BOARDS_PER_PAGE, RECORDS_PER_PAGE = 25, 10
_PARAGRAPH_HTML = Markup('<p class="jl-says">{}</p>')


def render_boards(user_id: UUID, sources: Sequence[SourceStatus], zone: tzinfo) -> None:
    """Draw the boards that match the filters, those with problems first."""
    st.html(_PARAGRAPH_HTML.format(_("Boards that failed, were never fetched or are out of date come first.")))
    search_column, source_column, problem_column = st.columns([3, 2, 2], vertical_alignment="bottom")
    board_filter = BoardFilter(
        search_column.text_input(_("Search"), placeholder=_("Board name or error"), key="boards-words"),
        source_column.selectbox(
            _("Source"),
            [None, *(source.code for source in sources)],
            format_func=_build_source_names(sources),
            key="boards-source",
        ),
        problem_column.toggle(_("Only boards with problems"), key="boards-troubled"),
    )
    page = _read_current_page("boards", board_filter)
    with user_session(user_id) as session:
        boards, count = queries.list_boards(session, board_filter, now(), BOARDS_PER_PAGE, page * BOARDS_PER_PAGE)
    if not boards:
        advice = _("Change the search, or add a board: jobledger boards add CODE NAME")
        st.html(widgets.empty(_("No boards found"), advice))
        return
    first = page * BOARDS_PER_PAGE + 1
    last = first + len(boards) - 1
    text = ngettext("{first} to {last} of {count} board", "{first} to {last} of {count} boards", count)
    text = text.format(first=formats.count(first), last=formats.count(last), count=formats.count(count))
    st.html(_PARAGRAPH_HTML.format(text))
    st.html(labels.format_boards(boards, now(), zone))
    _render_pager("boards", page, has_more=last < count)


def render_rejected_records(user_id: UUID, sources: Sequence[SourceStatus], zone: tzinfo) -> None:
    """Draw the records that could not be read, each with the reason and its text."""
    st.html(_PARAGRAPH_HTML.format(_("Records that could not be read as a listing. Repeated records are stored once.")))
    if not sum(source.records for source in sources):
        st.html(widgets.empty(_("No rejected records"), _("Every fetched record could be read.")))
        return
    code = st.selectbox(
        _("Source of the records"),
        [None, *(source.code for source in sources if source.records)],
        format_func=_build_source_names(sources),
        key="rejected-source",
        width=360,
    )
    page = _read_current_page("rejected", code)
    with user_session(user_id) as session:
        records = queries.list_rejected_records(session, code, RECORDS_PER_PAGE + 1, page * RECORDS_PER_PAGE)
    for record in records[:RECORDS_PER_PAGE]:
        _render_record(record, zone)
    _render_pager("rejected", page, has_more=len(records) > RECORDS_PER_PAGE)


def _render_record(record: RejectedRecordRow, zone: tzinfo) -> None:
    if record.external_id:
        text = _("{source}: {board}, id {id}, rejected at {stage}, {time}")
    else:
        text = _("{source}: {board}, rejected at {stage}, {time}")
    text = text.format(
        source=record.source_name,
        board=record.board,
        id=record.external_id,
        stage=record.stage,
        time=formats.moment(record.at, zone),
    )
    html = Markup('<div class="jl-setting"><div><b>{}</b><div class="jl-quiet jl-small">{}</div></div></div>')
    st.html(html.format(record.reason, text))
    with st.expander(_("Show record")):
        st.code(record.payload, language=None, wrap_lines=True)
        if record.length > len(record.payload):
            caption = _("The first {count} of {total} characters")
            st.caption(caption.format(count=formats.count(len(record.payload)), total=formats.count(record.length)))


def _build_source_names(sources: Sequence[SourceStatus]) -> Callable[[str | None], str]:
    names = {source.code: source.name for source in sources}
    return lambda code: names.get(code, code) if code else _("All sources")


def _read_current_page(table: str, filters: object) -> int:
    """Return the page to draw; changed filters start at the first page."""
    if st.session_state.get(f"{table}-filters") != filters:
        st.session_state[f"{table}-filters"], st.session_state[f"{table}-page"] = filters, 0
    page: int = st.session_state.get(f"{table}-page", 0)
    return page


def _render_pager(table: str, page: int, *, has_more: bool) -> None:
    if not page and not has_more:
        return

    def turn(step: int) -> None:
        st.session_state[f"{table}-page"] = max(0, page + step)

    with st.container(horizontal=True):
        st.button(_("Previous"), key=f"{table}-previous", disabled=not page, on_click=turn, args=(-1,))
        st.button(_("Next"), key=f"{table}-next", disabled=not has_more, on_click=turn, args=(1,))
