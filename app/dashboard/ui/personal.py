"""Draw the dashboard of a signed-in user: metrics, new matches, changes to saved jobs, agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.alerts.queries import SearchWithAlert
from app.alerts.ui import loaders as alerts_loaders
from app.analytics import labels as analytics_labels
from app.analytics.application_facts import ApplicationFacts
from app.analytics.rates import MIN_GROUP_SIZE, compute_mean_response_days
from app.dashboard.agenda import AgendaItem, SavedJobEvent
from app.dashboard.queries import MarketMetrics
from app.dashboard.ui.loaders import DashboardView
from app.demo.ui.demo_data import render_demo_data
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.ui import widgets
from app.listings.ui import changes_since
from app.router import get_page
from app.saved.followed_companies import FollowedCompanySummary
from app.search.criteria import Criteria
from app.search.labels import describe_search

_AGENDA_KIND_LABELS = {
    "follow_up": (N_("Follow up"), "warn"),
    "interview": (N_("Interview"), "good"),
    "closing": (N_("Closes"), "warn"),
}
_EVENT_BADGES = {
    "changed": (N_("Changed"), "warn"),
    "closed": (N_("Closed"), "closed"),
    "reopened": (N_("Reopened"), "good"),
}
_HEADING_HTML = Markup('<h2 class="jl-section">{}</h2>')
_FEED_HTML = Markup('<ul class="jl-feed">{}</ul>')
_MAX_COMPANIES = 8
_MAX_SEARCHES = 5


def render_dashboard(
    person: SignedInUser, view: DashboardView, metrics: MarketMetrics, now: datetime, zone: tzinfo
) -> None:
    """Draw the dashboard."""
    greeting = _format_greeting(now.astimezone(zone)).format(name=person.name)
    st.html(Markup('<h1 class="jl-title">{}</h1>').format(greeting))
    render_demo_data(person)
    st.html(_format_metrics(view.sent, metrics, now))
    matches_column, agenda_column = st.columns([3, 2], gap="medium")
    with matches_column:
        _render_matches(view.searches)
        _render_saved_job_events(view.saved_job_events, now, zone)
    with agenda_column:
        _render_agenda(view.agenda, now, zone)
        _render_followed_companies(view.followed)


def _format_greeting(local: datetime) -> str:
    noon_hour, evening_hour, night_end_hour = 12, 18, 5
    if night_end_hour <= local.hour < noon_hour:
        return _("Good morning, {name}")
    return _("Good afternoon, {name}") if noon_hour <= local.hour < evening_hour else _("Good evening, {name}")


def _format_metrics(sent: Sequence[ApplicationFacts], metrics: MarketMetrics, now: datetime) -> str:
    """Return four metrics, counted as on the Analytics screen."""
    days = compute_mean_response_days(sent, now)
    answered = sum(application.responded_at is not None for application in sent)
    return analytics_labels.format_cards(
        (
            _("Active jobs"),
            formats.count(metrics.open_jobs),
            _("{count} new this week").format(count=formats.count(metrics.new_listings)),
        ),
        (
            _("My applications"),
            formats.count(len(sent)),
            _("{count} answered").format(count=formats.count(answered)) if sent else _("after your first application"),
        ),
        analytics_labels.format_success_card(sent, now),
        (
            _("Average response"),
            analytics_labels.format_days(days) if days is not None else _("Not yet"),
            _("of answers within 30 days")
            if days is not None
            else _("needs at least {minimum} answers, after 30 days").format(minimum=MIN_GROUP_SIZE),
        ),
    )


def _render_matches(searches: Sequence[SearchWithAlert]) -> None:
    st.html(_HEADING_HTML.format(_("New matches")))
    if not searches:
        st.html(widgets.empty(_("No saved searches yet"), _("Save a search in the feed to see its new jobs here.")))
        st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/search:")
        return
    for search in searches[:_MAX_SEARCHES]:
        matches = alerts_loaders.load_new_matches(search.criteria)
        if matches.total:
            text = ngettext("{count} new job this week", "{count} new jobs this week", matches.total)
            badge = widgets.badge(text.format(count=formats.count(matches.total)), "good")
        else:
            badge = widgets.badge(_("No new jobs this week"))
        item = Markup('<li><a href="/listing?id={}" target="_self">{}</a> <span class="jl-quiet">{}</span></li>')
        items = Markup("").join(item.format(card.id, card.title, card.company or "") for card in matches.cards)
        with st.container(key=f"match-{search.id}", border=True, gap="small"):
            st.html(
                Markup('<div class="jl-search"><h3>{}</h3>{}</div><p class="jl-quiet jl-small">{}</p>{}').format(
                    search.name,
                    badge,
                    describe_search(search.criteria, {}),
                    Markup('<ul class="jl-list">{}</ul>').format(items) if items else "",
                )
            )
            st.page_link(
                get_page("feed"),
                label=_("Show all"),
                icon=":material/arrow_forward:",
                query_params=search.criteria.address(),
            )
    if len(searches) > _MAX_SEARCHES:
        st.page_link(
            get_page("alerts"),
            label=_("All {count} saved searches").format(count=len(searches)),
            icon=":material/notifications:",
        )


def _render_saved_job_events(events: Sequence[SavedJobEvent], now: datetime, zone: tzinfo) -> None:
    st.html(_HEADING_HTML.format(_("Changes to saved jobs")))
    if not events:
        advice = _("When a saved job changes or closes, you see it here.")
        st.html(widgets.empty(_("No changes in the last two weeks"), advice))
        return
    rows = Markup("").join(_format_event(event, now, zone) for event in events)
    st.html(_FEED_HTML.format(rows))


def _format_event(event: SavedJobEvent, now: datetime, zone: tzinfo) -> Markup:
    label, kind = _EVENT_BADGES.get(event.kind, (event.kind, "plain"))
    summary = changes_since.summarise_changes(*event.versions, zone) if event.versions else ""
    return Markup(
        '<li>{badge} <a href="/listing?id={id}&amp;view=history" target="_self">{title}</a> '
        '<span class="jl-quiet">{company}, {time}</span>{summary}</li>'
    ).format(
        badge=widgets.badge(_(label), kind),
        id=event.card.id,
        title=event.card.title,
        company=event.card.company or "",
        time=widgets.time_ago(event.at, now, zone),
        summary=Markup("<div>{}</div>").format(summary) if summary else "",
    )


def _render_agenda(items: Sequence[AgendaItem], now: datetime, zone: tzinfo) -> None:
    st.html(_HEADING_HTML.format(_("Agenda")))
    if not items:
        advice = _("Follow-ups, interviews and saved jobs that close soon appear here.")
        st.html(widgets.empty(_("Nothing due this week"), advice))
        return
    st.html(_FEED_HTML.format(Markup("").join(_format_item(item, now, zone) for item in items)))


def _format_item(item: AgendaItem, now: datetime, zone: tzinfo) -> Markup:
    label, kind = _AGENDA_KIND_LABELS[item.kind]
    time = formats.moment(item.at, zone) if item.kind == "interview" else formats.day(item.at, zone)
    return Markup(
        '<li>{badge}{overdue} <a href="{address}" target="_self">{title}</a><span class="jl-quiet">{detail}</span></li>'
    ).format(
        badge=widgets.badge(_(label), kind),
        overdue=widgets.badge(_("Overdue"), "closed") if item.at < now - timedelta(days=1) else "",
        address=(
            f"/applications?id={item.application_id}" if item.application_id else f"/listing?id={item.listing_id}"
        ),
        title=item.title,
        detail=f", {item.company}, {time}" if item.company else f", {time}",
    )


def _render_followed_companies(companies: Sequence[FollowedCompanySummary]) -> None:
    st.html(_HEADING_HTML.format(_("Followed companies")))
    if not companies:
        st.html(widgets.empty(_("No followed companies yet"), _("Press Follow company on any of its jobs.")))
        return
    for company in companies[:_MAX_COMPANIES]:
        text = ngettext("{count} open job", "{count} open jobs", company.open_jobs)
        with st.container(horizontal=True, vertical_alignment="center", key=f"company-{company.id}"):
            count = _("{count} new").format(count=formats.count(company.new_jobs))
            st.html(
                Markup('<div><b>{}</b> {}<div class="jl-quiet jl-small">{}</div></div>').format(
                    company.name,
                    widgets.badge(count, "good") if company.new_jobs else "",
                    text.format(count=formats.count(company.open_jobs)),
                ),
                width="stretch",
            )
            st.page_link(
                get_page("feed"),
                label=_("Show jobs"),
                icon=":material/arrow_forward:",
                query_params=Criteria(company=company.name[:200]).address(),
            )
