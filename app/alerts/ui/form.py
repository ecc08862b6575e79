"""Draw the dialogs that save a search and set its alert, with what the alert would have found last week."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.alerts import queries, service
from app.alerts.labels import FREQUENCIES, WEEKDAYS
from app.alerts.queries import AlertTiming, SearchWithAlert
from app.alerts.ui import loaders
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.text import escape_markdown
from app.search.criteria import Criteria
from app.search.labels import describe_search, name_search
from database.clock import now
from database.models import AlertFrequency

_DEFAULT = AlertTiming(AlertFrequency.DAILY)
_WEEK = timedelta(days=7)
_PREVIEW_JOBS = 5


def show_save_dialog(person: SignedInUser, criteria: Criteria) -> None:
    """Open the dialog that saves this search under a name, with an alert."""
    st.dialog(_("Save this search"), width="medium")(_render_save_form)(person, criteria)


def show_edit_dialog(person: SignedInUser, search: SearchWithAlert) -> None:
    """Open the dialog that changes the name and alert of a saved search. Its filters are changed in the feed."""
    st.dialog(_("Name and alert"), width="medium")(_render_edit_form)(person, search)


def _render_save_form(person: SignedInUser, criteria: Criteria) -> None:
    st.markdown(escape_markdown(describe_search(criteria, {})))
    name = st.text_input(_("Name"), name_search(criteria), max_chars=queries.LONGEST_NAME)
    timing = _ask_timing(person, _DEFAULT)
    _render_preview(criteria)
    if st.button(_("Save search"), type="primary", icon=":material/bookmark_add:"):

        def work(session: Session) -> str:
            search_id = service.create(session, name, criteria, now())
            service.set_alert(session, search_id, timing, now())
            return _("Search saved: {name}").format(name=queries.clean_name(name))

        if actions.run_action(work):
            st.rerun()


def _render_edit_form(person: SignedInUser, search: SearchWithAlert) -> None:
    st.markdown(escape_markdown(describe_search(search.criteria, {})))
    name = st.text_input(_("Name"), search.name, max_chars=queries.LONGEST_NAME)
    timing = _ask_timing(person, search.alert.timing if search.alert else None)
    _render_preview(search.criteria)
    if st.button(_("Save changes"), type="primary"):

        def work(session: Session) -> str:
            service.rename(session, search.id, name, now())
            service.set_alert(session, search.id, timing, now())
            return _("Changes saved")

        if actions.run_action(work):
            st.rerun()


def _ask_timing(person: SignedInUser, current: AlertTiming | None) -> AlertTiming | None:
    """Ask when to email new matches; None is no alert."""
    default = current or _DEFAULT
    rules = loaders.load_frequency_rules()
    options: list[AlertFrequency | None] = [None, *rules]
    frequency = st.segmented_control(
        _("Email me new matches"),
        options,
        default=current.frequency if current else None,
        required=True,
        format_func=lambda option: _(FREQUENCIES[option]) if option else _("No alert"),
    )
    if frequency is None:
        return None
    hour, weekday = default.hour, default.weekday
    rule = rules[AlertFrequency(frequency)]
    if rule.interval_days is not None:
        days, hours = st.columns(2)
        if rule.has_weekday:
            weekday = days.selectbox(
                _("On"), list(WEEKDAYS), weekday - 1, format_func=lambda number: _(WEEKDAYS[number])
            )
        hour = hours.selectbox(_("At"), range(24), hour, format_func=lambda number: f"{number:02}:00")
        zone = current_user.get_zone(person)
        st.caption(_("Your time zone is {zone}. You can change it in Settings.").format(zone=zone))
    return AlertTiming(rule.frequency, int(hour), int(weekday))


def _render_preview(criteria: Criteria) -> None:
    """Draw what an alert on this search would have found in the last week."""
    preview = loaders.load_preview(criteria, now() - _WEEK, now())
    if not preview.total:
        hint = Markup(
            _("<b>No new job matched in the last 7 days.</b> If you expected some, remove a filter from the search.")
        )
        st.html(Markup('<p class="jl-says">{}</p>').format(hint))
        return
    rows = Markup("").join(
        Markup("<li>{} <span class='jl-quiet'>{}</span></li>").format(card.title, card.company or "")
        for card in preview.cards[:_PREVIEW_JOBS]
    )
    text = ngettext(
        "{count} new job matched in the last 7 days.", "{count} new jobs matched in the last 7 days.", preview.total
    ).format(count=formats.count(preview.total))
    st.html(Markup('<div class="jl-box jl-preview"><b>{}</b><ul>{}</ul></div>').format(text, rows))
