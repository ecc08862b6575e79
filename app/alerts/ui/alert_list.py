"""Draw the saved searches with their alerts, their actions and the history of each alert."""

from __future__ import annotations

from datetime import datetime, tzinfo
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.alerts import service
from app.alerts.labels import describe_schedule
from app.alerts.queries import AlertCheck, AlertMatch, AlertState, SearchWithAlert
from app.alerts.ui import loaders
from app.alerts.ui.form import show_edit_dialog
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.ui import widgets
from app.kit.ui.rows import confirm
from app.router import get_page
from app.search.labels import describe_search
from app.search.ui.form import SEARCH_PARAMETER
from database.clock import now


def render_saved_search(person: SignedInUser, search: SearchWithAlert, sources: dict[str, str], zone: tzinfo) -> None:
    """Draw one saved search."""
    with st.container(key=f"search-{search.id}", border=True, gap="small"):
        st.html(_describe_saved_search(search, sources, zone))
        with st.container(horizontal=True, vertical_alignment="center", key=f"search-acts-{search.id}"):
            address = search.criteria.address()
            st.page_link(get_page("feed"), label=_("Show jobs"), icon=":material/search:", query_params=address)
            edit_address = address | {SEARCH_PARAMETER: str(search.id)}
            st.page_link(get_page("feed"), label=_("Edit search"), icon=":material/tune:", query_params=edit_address)
            if st.button(_("Name and alert"), key=f"change-{search.id}", icon=":material/notifications:"):
                show_edit_dialog(person, search)
            if search.alert:
                _render_pause(search.id, search.alert)
                if st.button(_("Alert history"), key=f"runs-{search.id}", icon=":material/history:"):
                    st.dialog(_("Alert history"), width="large")(_render_alert_history)(person, search, zone)
            if confirm(
                f"drop-{search.id}",
                _("Delete"),
                _("This deletes the search, its alert and the alert's history."),
                _("Delete search"),
            ) and actions.run_action(lambda session: _delete_search(session, search.id), icon=":material/delete:"):
                st.rerun()


def _describe_saved_search(search: SearchWithAlert, sources: dict[str, str], zone: tzinfo) -> Markup:
    alert = search.alert
    if alert is None:
        badge, state = widgets.badge(_("No alert")), _("New matches are not emailed.")
    else:
        schedule = describe_schedule(alert.timing, alert.rule, str(zone))
        if alert.is_active:
            badge = widgets.badge(schedule, "good")
        else:
            badge = widgets.badge(_("Paused · {schedule}").format(schedule=schedule), "warn")
        state = _describe_alert(alert, now(), zone)
        if alert.error:
            badge += widgets.badge(_("Last check failed"), "closed")
    return Markup(
        '<div class="jl-search"><h3>{}</h3><div class="jl-badges">{}</div></div>'
        '<p class="jl-says">{}</p><p class="jl-quiet jl-small">{}</p>'
    ).format(search.name, badge, describe_search(search.criteria, sources), state)


def _describe_alert(alert: AlertState, at: datetime, zone: tzinfo) -> Markup:
    """Say when an alert last checked and how many jobs it emailed."""
    if alert.last_checked_at:
        parts = [Markup(_("Last checked {when}")).format(when=widgets.time_ago(alert.last_checked_at, at, zone))]
    else:
        parts = [Markup(_("No new matches yet"))]
    if alert.emailed:
        text = Markup(ngettext("{count} job emailed", "{count} jobs emailed", alert.emailed))
        parts.append(text.format(count=formats.count(alert.emailed)))
    if alert.waiting:
        text = Markup(ngettext("{count} job in the next email", "{count} jobs in the next email", alert.waiting))
        parts.append(text.format(count=formats.count(alert.waiting)))
    return Markup("{}.").format(Markup(", ").join(parts))


def _render_pause(search_id: UUID, alert: AlertState) -> None:
    def work(session: Session) -> str:
        service.pause_alert(session, search_id, now(), resume=not alert.is_active)
        return _("Alert paused") if alert.is_active else _("Alert resumed")

    st.button(
        _("Pause") if alert.is_active else _("Resume"),
        key=f"{'pause' if alert.is_active else 'resume'}-{search_id}",
        icon=":material/pause:" if alert.is_active else ":material/play_arrow:",
        on_click=actions.handle_click,
        args=(work,),
    )


def _delete_search(session: Session, search_id: UUID) -> str:
    service.delete_search(session, search_id)
    return _("Search deleted")


def _render_alert_history(person: SignedInUser, search: SearchWithAlert, zone: tzinfo) -> None:
    if search.alert is None:
        return
    checks, matches = loaders.load_alert_history(person, search.id, search.alert.id)
    if not checks:
        text = _("Checks appear here when they find a new job or fail.")
        st.html(widgets.empty(_("No matches yet"), text))
        return
    heading = Markup('<h2 class="jl-section">{}</h2>')
    st.html(heading.format(_("Checks with new jobs or errors")) + _render_checks(checks, zone))
    if matches:
        st.html(heading.format(_("Latest matches")) + _render_matches(matches, zone))


def _render_check(check: AlertCheck, zone: tzinfo) -> Markup:
    if check.error:
        result = Markup("{} {}").format(widgets.badge(_("Failed"), "closed"), check.error)
    else:
        result = Markup("{}").format(_("Done"))
    row = Markup('<tr><td>{}</td><td class="jl-number">{}</td><td>{}</td></tr>')
    return row.format(formats.moment(check.checked_at, zone), formats.count(check.result_count or 0), result)


def _render_checks(checks: tuple[AlertCheck, ...], zone: tzinfo) -> Markup:
    head = Markup('<tr><th>{}</th><th class="jl-number">{}</th><th>{}</th></tr>')
    rows = Markup("").join(_render_check(check, zone) for check in checks)
    return _render_table(head.format(_("Checked"), _("New jobs"), _("Result")), rows)


def _render_matches(matches: tuple[AlertMatch, ...], zone: tzinfo) -> Markup:
    row = Markup(
        '<tr><td><a href="/listing?id={}" target="_self">{}</a><div class="jl-quiet jl-small">{}</div></td>'
        "<td>{}</td><td>{}</td></tr>"
    )
    rows = Markup("").join(
        row.format(
            match.card.id,
            match.card.title,
            match.card.company or "",
            formats.moment(match.matched_at, zone),
            formats.moment(match.sent_at, zone) if match.sent_at else _("not sent yet"),
        )
        for match in matches
    )
    head = Markup("<tr><th>{}</th><th>{}</th><th>{}</th></tr>").format(_("Job"), _("Found"), _("Sent"))
    return _render_table(head, rows)


def _render_table(head: Markup, rows: Markup) -> Markup:
    return Markup(
        '<div class="jl-scroll"><table class="jl-table"><thead>{}</thead><tbody>{}</tbody></table></div>'
    ).format(head, rows)
