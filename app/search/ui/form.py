"""The search form of the Job Feed: every field of a search, filled from the address and written back to it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from app.kit import formats
from app.kit.identifiers import identify
from app.kit.ui.navigation import go
from app.search.criteria import Criteria, from_address
from app.search.form_options import Options

# The parameter that says which saved search the form is changing.
SEARCH = "search"

_WITHIN = {1: "24 hours", 3: "3 days", 7: "7 days", 14: "14 days", 30: "30 days"}
_KEY, _MORE, _SHOWN = "search-{}", "search-more", "search-shown"
_LATER = ("workplace", "employment", "source", "posted_within", "company", "exclude_companies", "exclude_words")


def search_form(criteria: Criteria, options: Options) -> None:
    """Draw the heading and the form for this search; submitting it changes the address, which is the search."""
    _fill(criteria)
    # Ours alone: no text from outside ever enters it.
    st.html(f'<script type="text/javascript">{_suggest()}</script>', unsafe_allow_javascript=True)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html('<h1 class="jl-title">Job Feed</h1>', width="content")
        # Drawn only when wanted: they are half of the form, and take as long to draw as the list below.
        more = st.toggle(_more_label(criteria), key=_MORE)
    with st.form("search", border=True):
        _first_row()
        with st.container(key="search-row"):
            _second_row(options)
        if more:
            _restore(criteria)
            _more(options)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button(
                "Search Jobs", type="primary", icon=":material/search:", on_click=_submit, args=(criteria, more)
            )
            if not criteria.is_empty:
                st.form_submit_button("Clear", icon=":material/restart_alt:", on_click=_clear)


@cache
def _suggest() -> str:
    return (Path(__file__).parents[2] / "assets" / "suggest.js").read_text(encoding="utf-8")


def _fill(criteria: Criteria) -> None:
    """Let the widgets show the address whenever it is not what they last showed (a link, the back button)."""
    shown = criteria.model_dump_json(exclude={"sort"})
    if st.session_state.get(_SHOWN) == shown and _KEY.format("keywords") in st.session_state:
        return
    st.session_state[_SHOWN] = shown
    st.session_state[_MORE] = any(getattr(criteria, name) for name in _LATER)
    for name in Criteria.model_fields:
        st.session_state[_KEY.format(name)] = _widget_value(criteria, name)


def _restore(criteria: Criteria) -> None:
    """Widgets that were not drawn for a while have lost their value: give it back."""
    for name in _LATER:
        if _KEY.format(name) not in st.session_state:
            st.session_state[_KEY.format(name)] = _widget_value(criteria, name)


def _more_label(criteria: Criteria) -> str:
    used = sum(1 for name in _LATER if getattr(criteria, name))
    return f"More filters ({used} set)" if used else "More filters"


def _widget_value(criteria: Criteria, name: str) -> Any:
    value = getattr(criteria, name)
    if name in {"exclude_companies", "exclude_words"}:
        return ", ".join(value)
    return list(value) if isinstance(value, tuple) else value


def _submit(criteria: Criteria, more: bool) -> None:  # noqa: FBT001 - called by the button with what it was drawn with
    """Turn the widgets' values into an address; what makes no sense is left out and shows as empty."""
    given: dict[str, list[str]] = {"sort": [criteria.sort]}
    for name in Criteria.model_fields.keys() - {"sort"}:
        is_drawn = more or name not in _LATER
        value = st.session_state.get(_KEY.format(name)) if is_drawn else getattr(criteria, name)
        if value is None or value is False:
            continue
        values = value if isinstance(value, list | tuple) else [int(value) if isinstance(value, float) else value]
        given[name] = ["1" if one is True else str(one) for one in values]
    wanted, _refused = from_address(given)
    st.session_state[_SHOWN] = None
    go(wanted.address() | changing(), to_top=False)


def _clear() -> None:
    st.session_state[_SHOWN] = None
    go({}, to_top=False)


def _first_row() -> None:
    words, place = st.columns([3, 2])
    words.text_input(
        "Title or keywords",
        key=_KEY.format("keywords"),
        max_chars=200,
        placeholder='data engineer "remote first" -senior',
        help="All words must occur. Put a phrase in quotes, a minus before what to leave out, OR between choices, and "
        "a star after a beginning: account*.",
    )
    place.text_input(
        "Location",
        key=_KEY.format("location"),
        max_chars=200,
        placeholder="City, region or country",
        help="Commas part what must all be true: Austin, United States.",
    )


def _second_row(options: Options) -> None:
    low, high, currency, level, remote = st.columns([2, 2, 1.6, 3, 1.8], vertical_alignment="bottom")
    low.number_input(
        "Min salary a year", key=_KEY.format("salary_min"), min_value=0, max_value=1_000_000_000, step=5_000,
        value=None, placeholder="Any", help="Hourly to monthly pay is counted as a full-time year.",
    )  # fmt: skip
    high.number_input(
        "Max salary a year", key=_KEY.format("salary_max"), min_value=0, max_value=1_000_000_000, step=5_000,
        value=None, placeholder="Any",
    )  # fmt: skip
    currency.selectbox(
        "Currency", _with_chosen(options.currencies, "currency"), key=_KEY.format("currency"), index=None,
        placeholder="Any",
    )  # fmt: skip
    level.multiselect(
        "Experience level", list(formats.LEVELS), format_func=formats.LEVELS.__getitem__,
        key=_KEY.format("experience"), placeholder="Any",
    )  # fmt: skip
    remote.toggle("Remote only", key=_KEY.format("remote"))


def _more(options: Options) -> None:
    workplace, employment, source = st.columns(3)
    workplace.multiselect(
        "Workplace", list(formats.WORKPLACES), format_func=formats.WORKPLACES.__getitem__,
        key=_KEY.format("workplace"), placeholder="Any",
    )  # fmt: skip
    employment.multiselect(
        "Employment type", list(formats.EMPLOYMENTS), format_func=formats.EMPLOYMENTS.__getitem__,
        key=_KEY.format("employment"), placeholder="Any",
    )  # fmt: skip
    source.multiselect(
        "Source", _with_chosen(options.sources, "source"), format_func=lambda code: options.sources.get(code, code),
        key=_KEY.format("source"), placeholder="Any",
    )  # fmt: skip
    within, company, companies, words = st.columns(4)
    within.selectbox(
        "Posted within", _with_chosen(_WITHIN, "posted_within"), key=_KEY.format("posted_within"), index=None,
        format_func=lambda days: _WITHIN.get(days, f"{days} days"), placeholder="Any time",
    )  # fmt: skip
    company.text_input("Company", key=_KEY.format("company"), max_chars=200)
    companies.text_input("Leave out companies", key=_KEY.format("exclude_companies"), placeholder="Acme, Globex")
    words.text_input("Leave out words", key=_KEY.format("exclude_words"), placeholder="sales, on call")


def _with_chosen(offered: Any, name: str) -> list[Any]:
    """What is on offer, with what the address asks for although nothing open has it just now."""
    chosen = st.session_state.get(_KEY.format(name))
    asked = chosen if isinstance(chosen, list) else [chosen]
    return [*offered, *(one for one in asked if one is not None and one not in offered)]


def changing() -> dict[str, str | list[str]]:
    """The part of the address that has to stay while a saved search is being changed."""
    wanted = identify(st.query_params.get(SEARCH))
    return {SEARCH: str(wanted)} if wanted else {}
