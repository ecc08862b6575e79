"""Draw the search form of the Job Feed, filled from the address and written back to it.

Not here: which filters there are, and their labels (app.search.filters).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.kit.i18n import _, ngettext
from app.kit.identifiers import parse_uuid
from app.kit.ui.navigation import go
from app.search.controls import MORE_FILTERS_ROW, Control
from app.search.criteria import Criteria, from_address
from app.search.filters import FILTERS
from app.search.form_options import Options

# The parameter that says which saved search the form is changing.
SEARCH_PARAMETER = "search"

_WIDGET_KEY, _MORE_FILTERS_KEY, _LAST_ADDRESS_KEY = "search-{}", "search-more", "search-shown"
_MAX_TEXT_LENGTH = 200
_MAX_AMOUNT, _AMOUNT_STEP = 1_000_000_000, 5_000

# Each filter that the form has, in the order in which it is drawn.
_CONTROLS: dict[str, Control] = dict(
    sorted(
        ((search_filter.name, search_filter.control) for search_filter in FILTERS if search_filter.control),
        key=lambda entry: (entry[1].row, entry[1].column),
    )
)
_MORE_FILTERS = [name for name, control in _CONTROLS.items() if control.row >= MORE_FILTERS_ROW]


def render_search_form(criteria: Criteria, options: Options) -> None:
    """Draw the heading and the form for this search; submitting it changes the address, which is the search."""
    _fill_widgets(criteria)
    # The script is our own file: no text from outside ever enters it.
    st.html(f'<script type="text/javascript">{_load_suggestion_script()}</script>', unsafe_allow_javascript=True)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(f'<h1 class="jl-title">{_("Job Feed")}</h1>', width="content")
        # Drawn only when opened: they are half of the form, and take as long to draw as the list below.
        has_more = st.toggle(_format_more_label(criteria), key=_MORE_FILTERS_KEY)
    with st.form("search", border=True):
        rows = {row: list(names) for row, names in groupby(_CONTROLS, key=lambda name: _CONTROLS[name].row)}
        _render_row(rows[1], options)
        with st.container(key="search-row"):
            _render_row(rows[2], options, vertical_alignment="bottom")
        if has_more:
            _restore_widgets(criteria)
            for row, names in rows.items():
                if row >= MORE_FILTERS_ROW:
                    _render_row(names, options)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button(
                _("Search Jobs"),
                type="primary",
                icon=":material/search:",
                on_click=_submit,
                args=(criteria, has_more),
            )
            if not criteria.is_empty:
                st.form_submit_button(_("Clear"), icon=":material/restart_alt:", on_click=_clear_search)


def read_saved_search_parameters() -> dict[str, str | list[str]]:
    """Return the part of the address that has to stay while a saved search is being changed."""
    search_id = parse_uuid(st.query_params.get(SEARCH_PARAMETER))
    return {SEARCH_PARAMETER: str(search_id)} if search_id else {}


@cache
def _load_suggestion_script() -> str:
    return (Path(__file__).parents[2] / "assets" / "suggest.js").read_text(encoding="utf-8")


def _fill_widgets(criteria: Criteria) -> None:
    """Fill the widgets from the address whenever it is not the one they last showed (a link, the back button)."""
    address = criteria.model_dump_json(exclude={"sort"})
    if st.session_state.get(_LAST_ADDRESS_KEY) == address and _WIDGET_KEY.format("keywords") in st.session_state:
        return
    st.session_state[_LAST_ADDRESS_KEY] = address
    st.session_state[_MORE_FILTERS_KEY] = any(criteria.is_set(name) for name in _MORE_FILTERS)
    for name in _CONTROLS:
        st.session_state[_WIDGET_KEY.format(name)] = _build_widget_value(criteria, name)


def _restore_widgets(criteria: Criteria) -> None:
    """Give widgets that were not drawn for a while the value that Streamlit dropped."""
    for name in _MORE_FILTERS:
        if _WIDGET_KEY.format(name) not in st.session_state:
            st.session_state[_WIDGET_KEY.format(name)] = _build_widget_value(criteria, name)


def _format_more_label(criteria: Criteria) -> str:
    count = sum(criteria.is_set(name) for name in _MORE_FILTERS)
    if not count:
        return _("More filters")
    return ngettext("More filters ({count} set)", "More filters ({count} set)", count).format(count=count)


def _build_widget_value(criteria: Criteria, name: str) -> Any:
    value = getattr(criteria, name)
    if _CONTROLS[name].widget == "text_list":
        return ", ".join(value)
    return list(value) if isinstance(value, tuple) else value


def _submit(criteria: Criteria, has_more: bool) -> None:  # noqa: FBT001 - Streamlit passes a button's arguments by position
    """Turn the widgets' values into an address; what is not valid is ignored and shows as empty."""
    parameters: dict[str, list[str]] = {"sort": [criteria.sort]}
    for name in Criteria.model_fields.keys() - {"sort"}:
        is_drawn = name in _CONTROLS and (has_more or name not in _MORE_FILTERS)
        value = st.session_state.get(_WIDGET_KEY.format(name)) if is_drawn else getattr(criteria, name)
        if value is None or value is False:
            continue
        values = value if isinstance(value, list | tuple) else [int(value) if isinstance(value, float) else value]
        parameters[name] = ["1" if item is True else str(item) for item in values]
    submitted_criteria, _ignored = from_address(parameters)
    st.session_state[_LAST_ADDRESS_KEY] = None
    go(submitted_criteria.address() | read_saved_search_parameters(), to_top=False)


def _clear_search() -> None:
    st.session_state[_LAST_ADDRESS_KEY] = None
    go({}, to_top=False)


def _render_row(names: Sequence[str], options: Options, **layout: Any) -> None:
    widths = [_CONTROLS[name].width for name in names]
    for name, slot in zip(names, st.columns(widths, **layout), strict=True):
        _render_control(slot, name, options)


def _render_control(slot: DeltaGenerator, name: str, options: Options) -> None:
    control = _CONTROLS[name]
    label, key = _(control.label), _WIDGET_KEY.format(name)
    placeholder = _(control.placeholder) if control.placeholder else None
    tooltip = _(control.help) if control.help else None
    match control.widget:
        case "text":
            slot.text_input(label, key=key, max_chars=_MAX_TEXT_LENGTH, placeholder=placeholder, help=tooltip)
        case "text_list":
            slot.text_input(label, key=key, placeholder=placeholder, help=tooltip)
        case "amount":
            slot.number_input(
                label,
                key=key,
                min_value=0,
                max_value=_MAX_AMOUNT,
                step=_AMOUNT_STEP,
                value=None,
                placeholder=placeholder,
                help=tooltip,
            )
        case "toggle":
            slot.toggle(label, key=key, help=tooltip)
        case "choice":
            slot.selectbox(
                label,
                _list_choices(control, key, options),
                key=key,
                index=None,
                format_func=control.label_choice,
                placeholder=placeholder,
                help=tooltip,
            )
        case "choices":
            slot.multiselect(
                label,
                _list_choices(control, key, options),
                key=key,
                format_func=_label_source(options) if control.offers == "sources" else control.label_choice,
                placeholder=placeholder,
                help=tooltip,
            )


def _label_source(options: Options) -> Any:
    return lambda code: options.sources.get(code, code)


def _list_choices(control: Control, key: str, options: Options) -> list[Any]:
    """Return what the widget offers, with what the address has selected although no open job has it just now."""
    choices = list(getattr(options, control.offers) if control.offers else control.choices)
    value = st.session_state.get(key)
    selected_values = value if isinstance(value, list) else [value]
    return [*choices, *(item for item in selected_values if item is not None and item not in choices)]
