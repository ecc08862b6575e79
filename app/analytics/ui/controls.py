"""Draw the choices of the Analytics screen: the period and the breakdown. Each choice changes the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st
from markupsafe import Markup

from app.analytics import labels
from app.analytics.address import AnalyticsAddress
from app.analytics.periods import Period, find_next_period, find_previous_period
from app.kit.i18n import _
from app.kit.ui.navigation import go


def render_unit_choice(address: AnalyticsAddress) -> None:
    """Draw the choice of week, month, year or all time."""
    units = labels.translate_unit_names() | {"all": _("All time")}
    _render_choice("analytics-unit", _("Period"), units, address.unit, address, "period")


def render_period_choice(address: AnalyticsAddress, today: date) -> None:
    """Draw the name of the period with buttons to the previous and the next one; nothing for all time."""
    if address.unit == "all":
        return
    with st.container(horizontal=True, vertical_alignment="center", key="analytics-period"):
        st.button(
            _("Previous"),
            icon=":material/chevron_left:",
            key="earlier",
            on_click=_go_to_period,
            args=(address, find_previous_period(address.unit, address.period)),
        )
        heading = _("Sent in {period}").format(period=labels.format_period(address.period, address.unit))
        st.html(Markup('<h2 class="jl-section">{}</h2>').format(heading), width="content")
        st.button(
            _("Next"),
            icon=":material/chevron_right:",
            icon_position="right",
            key="later",
            disabled=address.period.last >= today,
            on_click=_go_to_period,
            args=(address, find_next_period(address.unit, address.period)),
        )


def render_breakdown_choice(address: AnalyticsAddress) -> None:
    """Draw the choice of what applications are broken down by."""
    breakdowns = labels.translate_trait_names() | labels.translate_unit_names()
    _render_choice("analytics-by", _("Break down by"), breakdowns, address.breakdown, address, "by")


def render_interview_unit_choice(address: AnalyticsAddress) -> None:
    """Draw the choice of the unit in which interviews are counted."""
    units = labels.translate_unit_names()
    _render_choice("analytics-span", _("Interviews by"), units, address.interview_unit, address, "interviews")


def _render_choice(
    key: str, label: str, options: Mapping[str, str], value: str, address: AnalyticsAddress, parameter: str
) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    st.segmented_control(
        label,
        list(options),
        key=key,
        required=True,
        label_visibility="collapsed",
        format_func=lambda option: options[option],
        on_change=lambda: go(address.parameters(**{parameter: st.session_state[key]}), to_top=False),
    )


def _go_to_period(address: AnalyticsAddress, period: Period) -> None:
    go(address.parameters(on=period.first.isoformat()), to_top=False)
