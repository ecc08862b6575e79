"""The dashboard of someone signed in: where their search stands, what is due, what is new for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

import streamlit as st

from app.accounts.sessions import SignedIn
from app.alerts.queries import Kept
from app.alerts.ui import loaders as alerts_loaders
from app.analytics.application_facts import ApplicationFacts
from app.analytics.rates import MIN_GROUP_SIZE, mean_response_days
from app.analytics.ui import labels as analytics_labels
from app.dashboard.agenda import Due, News
from app.dashboard.queries import Figures
from app.dashboard.ui.loaders import DashboardView
from app.demo.ui.demo_data import render_demo_data
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.listings.ui import changes_since
from app.router import page
from app.saved.followed_companies import Followed
from app.search.criteria import Criteria
from app.search.labels import describe_search

_DUE = {"follow_up": ("Follow up", "warn"), "interview": ("Interview", "good"), "closing": ("Closes", "warn")}
_HAPPENED = {"changed": ("Changed", "warn"), "closed": ("Closed", "closed"), "reopened": ("Open again", "good")}
_SEARCHES = 5


def dashboard(person: SignedIn, view: DashboardView, figures: Figures, now: datetime, zone: tzinfo) -> None:
    """Draw it."""
    st.html(f'<h1 class="jl-title">{_greeting(now.astimezone(zone))}, {escaped(person.name)}</h1>')
    render_demo_data(person)
    st.html(_figures(view.sent, figures, now))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _matches(view.searches)
        _news(view.news, now, zone)
    with right:
        _due(view.due, now, zone)
        _followed(view.followed)


def _greeting(local: datetime) -> str:
    noon, evening, night = 12, 18, 5
    if night <= local.hour < noon:
        return "Good morning"
    return "Good afternoon" if noon <= local.hour < evening else "Good evening"


def _figures(sent: Sequence[ApplicationFacts], figures: Figures, now: datetime) -> str:
    """Four figures, counted as on the Analytics screen; what cannot be said yet says so."""
    days = mean_response_days(sent, now)
    answered = sum(one.responded_at is not None for one in sent)
    return analytics_labels.format_cards(
        ("Active jobs", formats.count(figures.open_jobs), f"{formats.count(figures.new_this_week)} new this week"),
        (
            "My applications",
            formats.count(len(sent)),
            f"{formats.count(answered)} answered" if sent else "once you have applied somewhere",
        ),
        analytics_labels.success_card(sent, now),
        (
            "Average response",
            analytics_labels.format_days(days) if days is not None else "Not yet",
            "of answers within 30 days"
            if days is not None
            else f"appears from {MIN_GROUP_SIZE} answers on, after 30 days",
        ),
    )


def _matches(searches: Sequence[Kept]) -> None:
    st.html('<h2 class="jl-section">New for your searches</h2>')
    if not searches:
        st.html(widgets.empty("No saved searches yet", "Save a search in the feed; what is new for it shows here."))
        st.page_link(page("feed"), label="Search jobs", icon=":material/search:")
        return
    for kept in searches[:_SEARCHES]:
        found = alerts_loaders.news(kept.criteria)
        words = formats.counted(found.total, "new job") if found.total else "Nothing new"
        titles = "".join(
            f'<li><a href="/listing?id={card.id}" target="_self">{escaped(card.title)}</a> '
            f'<span class="jl-quiet">{escaped(card.company or "")}</span></li>'
            for card in found.cards
        )
        with st.container(key=f"match-{kept.id}", border=True, gap="small"):
            st.html(
                f'<div class="jl-search"><h3>{escaped(kept.name)}</h3>'
                f"{widgets.badge(words + ' this week', 'good' if found.total else 'plain')}</div>"
                f'<p class="jl-quiet jl-small">{escaped(describe_search(kept.criteria, {}))}</p>'
                + (f'<ul class="jl-list">{titles}</ul>' if titles else "")
            )
            st.page_link(
                page("feed"), label="Show all", icon=":material/arrow_forward:", query_params=kept.criteria.address()
            )
    if len(searches) > _SEARCHES:
        st.page_link(page("alerts"), label=f"All {len(searches)} saved searches", icon=":material/notifications:")


def _news(news: Sequence[News], now: datetime, zone: tzinfo) -> None:
    st.html('<h2 class="jl-section">What changed about your jobs</h2>')
    if not news:
        st.html(
            widgets.empty(
                "Nothing changed in the last two weeks", "Save jobs you think about: a change or a closing shows here."
            )
        )
        return
    rows = "".join(_news_row(one, now, zone) for one in news)
    st.html(f'<ul class="jl-feed">{rows}</ul>')


def _news_row(one: News, now: datetime, zone: tzinfo) -> str:
    badge = widgets.badge(*_HAPPENED.get(one.kind, (one.kind, "plain")))
    words = changes_since.summary(*one.versions, zone) if one.versions else ""
    return (
        f'<li>{badge} <a href="/listing?id={one.card.id}&amp;view=history" target="_self">{escaped(one.card.title)}</a>'
        f' <span class="jl-quiet">{escaped(one.card.company or "")}, {widgets.when(one.at, now, zone)}</span>'
        f"{f'<div>{words}</div>' if words else ''}</li>"
    )


def _due(due: Sequence[Due], now: datetime, zone: tzinfo) -> None:
    st.html('<h2 class="jl-section">What is due</h2>')
    if not due:
        st.html(
            widgets.empty(
                "Nothing is due this week", "Follow-ups, interviews and saved jobs that close soon will stand here."
            )
        )
        return
    st.html(f'<ul class="jl-feed">{"".join(_due_row(one, now, zone) for one in due)}</ul>')


def _due_row(one: Due, now: datetime, zone: tzinfo) -> str:
    words, kind = _DUE[one.kind]
    late = widgets.badge("Overdue", "closed") if one.at < now - timedelta(days=1) else ""
    title = escaped(one.title)
    page = f"/applications?id={one.application_id}" if one.application_id else f"/listing?id={one.listing_id}"
    link = f'<a href="{page}" target="_self">{title}</a>'
    company = f", {escaped(one.company)}" if one.company else ""
    moment = formats.moment(one.at, zone) if one.kind == "interview" else formats.day(one.at, zone)
    return (
        f'<li>{widgets.badge(words, kind)}{late} {link}<span class="jl-quiet">{company}, {escaped(moment)}</span></li>'
    )


def _followed(followed: Sequence[Followed]) -> None:
    st.html('<h2 class="jl-section">Companies you follow</h2>')
    if not followed:
        st.html(widgets.empty("You follow no company yet", "Press “Follow company” on one of its jobs."))
        return
    for one in followed[:8]:
        words = f"{formats.counted(one.open_jobs, 'open job')}"
        with st.container(horizontal=True, vertical_alignment="center", key=f"company-{one.id}"):
            new = widgets.badge(f"{formats.count(one.new_jobs)} new", "good") if one.new_jobs else ""
            st.html(
                f'<div><b>{escaped(one.name)}</b> {new}<div class="jl-quiet jl-small">{words}</div></div>',
                width="stretch",
            )
            st.page_link(
                page("feed"), label="Show jobs", icon=":material/arrow_forward:",
                query_params=Criteria(company=one.name[:200]).address(),
            )  # fmt: skip
