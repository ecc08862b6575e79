"""Compose the Analytics screen: how a person's job search is going. Its address holds the period and the breakdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from app.accounts.ui import current_user
from app.accounts.ui.account import render_account_needed
from app.analytics import labels
from app.analytics.address import AnalyticsAddress, parse_address
from app.analytics.application_facts import ApplicationFacts, UserFacts
from app.analytics.periods import to_local_day
from app.analytics.rates import MIN_GROUP_SIZE
from app.analytics.response_times import estimate_response_curve
from app.analytics.ui import controls, loaders, sections, sentences
from app.demo.ui.demo_data import render_demo_data
from app.kit.i18n import _
from app.kit.ui import widgets
from app.router import get_page
from database.clock import now

_STYLESHEET_PATH = Path(__file__).parents[1] / "assets" / "progress.css"


def render() -> None:
    """Draw the screen."""
    user = current_user.get_current_user()
    if user is None:
        _render_signed_out()
        return
    st.html(_STYLESHEET_PATH)
    zone, moment = current_user.get_zone(user), now()
    today = to_local_day(moment, zone)
    address = parse_address(st.query_params, today)
    user_facts = loaders.load_facts(user)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(Markup('<h1 class="jl-title">{}</h1>').format(_("Analytics")), width="content")
        if user_facts.sent:
            controls.render_unit_choice(address)
    render_demo_data(user)
    if not user_facts.sent:
        _render_empty(user_facts)
        return
    controls.render_period_choice(address, today)
    sent = address.select_sent(user_facts, zone)
    if sent:
        _render_sections(user_facts, sent, address, moment, zone)
    else:
        title = _("No applications in this period")
        st.html(widgets.empty(title, _("Choose another period, or look at all time.")))
    sections.render_interviews(address.select_interviews(user_facts, zone), address, moment, zone)


def _render_sections(
    user_facts: UserFacts,
    sent: Sequence[ApplicationFacts],
    address: AnalyticsAddress,
    moment: datetime,
    zone: tzinfo,
) -> None:
    st.html(labels.format_metrics(sent, estimate_response_curve(sent, moment), moment))
    if misdated := sum(application.is_misdated for application in sent):
        st.html(widgets.banner("warn", "", sentences.describe_misdated(misdated)))
    if len(sent) < MIN_GROUP_SIZE:
        advice = _("Rates appear from {minimum} applications on. Add earlier ones with their dates.")
        st.html(widgets.banner("note", _("Too early for rates."), advice.format(minimum=MIN_GROUP_SIZE)))
    sections.render_standing(user_facts, sent, address)
    sections.render_flow(user_facts, sent, address)
    sections.render_response_times(sent, address, moment)
    sections.render_groups(user_facts, sent, address, moment, zone)
    sections.render_days(sent, address, zone)


def _render_empty(user_facts: UserFacts) -> None:
    title = _("No applications sent yet") if user_facts.applications else _("No applications yet")
    advice = _(
        "Add the applications you sent, with the dates of applying and of the answer. Rates appear from five on."
    )
    st.html(widgets.empty(title, advice))
    with st.container(horizontal=True):
        st.page_link(get_page("applications"), label=_("Go to Applications"), icon=":material/assignment:")
        st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")


def _render_signed_out() -> None:
    render_account_needed(
        "analytics",
        _("Analytics"),
        _("See how your job search is going, based on your applications."),
        (
            _("Follow applications through their stages: answered, interviewed, offered, rejected."),
            _("Compare response and interview rates by source, title and company, with their counts."),
            _("See how long employers take to answer, by week, month and year."),
        ),
    )
