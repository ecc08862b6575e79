"""Analytics: how a person's own search goes, in sentences with a picture each. Its address says of when and by what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path

import streamlit as st

from app.accounts.ui import current_user
from app.accounts.ui.account import account_needed
from app.analytics import flow, groups
from app.analytics.application_facts import Fact, Facts
from app.analytics.periods import UNITS, Period, Unit, after, around, before, local_day
from app.analytics.rates import FEWEST, mean_response_days
from app.analytics.response_times import curve
from app.analytics.ui import charts as analytics_charts
from app.analytics.ui import flow as analytics_flow
from app.analytics.ui import labels as analytics_labels
from app.analytics.ui import loaders as analytics_loaders
from app.analytics.ui import tables as analytics_tables
from app.analytics.ui.labels import plain
from app.demo.ui.offer import practice_offer
from app.kit import csv_file
from app.kit.ui import widgets
from app.kit.ui.navigation import go
from app.router import page
from database.clock import now

_LOOK = Path(__file__).parents[1] / "assets" / "progress.css"
_CHOICES: dict[Unit, str] = {"week": "Week", "month": "Month", "year": "Year", "all": "All time"}
_GROUPINGS = analytics_labels.TRAITS | analytics_labels.UNITS
_SPANS: dict[Unit, str] = {"week": "Week", "month": "Month", "year": "Year"}
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for."""

    unit: Unit
    on: date
    by: str
    span: Unit

    @property
    def period(self) -> Period:
        return around(self.unit, self.on)

    def address(self, **changes: str) -> dict[str, str]:
        given = {"period": self.unit, "on": self.on.isoformat(), "by": self.by, "interviews": self.span} | changes
        usual = {"period": "all", "by": "title_group", "interviews": "week"}
        if given["period"] == "all":
            del given["on"]
        return {name: value for name, value in given.items() if usual.get(name) != value}


def render() -> None:
    """Draw the screen."""
    person = current_user.current()
    if person is None:
        _placeholder()
        return
    st.html(_LOOK)
    zone, moment = current_user.zone(person), now()
    asked = _asked(local_day(moment, zone))
    every = analytics_loaders.progress(person)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html('<h1 class="jl-title">Analytics</h1>', width="content")
        if every.sent:
            _units(asked)
    practice_offer(person)
    if not every.sent:
        _nothing(len(every.applications))
        return
    _steps(asked, local_day(moment, zone))
    sent = every.sent if asked.unit == "all" else groups.sent_in(every.sent, asked.period, zone)
    held = [one for one in every.interviews if asked.period.holds(local_day(one, zone))]
    if sent:
        _figures(every, sent, asked, moment, zone)
    else:
        st.html(widgets.empty("Nothing was sent in this time", "Choose another one, or look at all time."))
    _interviews(held, asked, moment, zone)


def _figures(every: Facts, sent: Sequence[Fact], asked: _Asked, moment: datetime, zone: tzinfo) -> None:
    st.html(analytics_labels.headline(sent, curve(sent, moment), moment))
    if wrong := sum(one.is_misdated for one in sent):
        st.html(widgets.banner("warn", "", analytics_labels.misdated(wrong)))
    if len(sent) < FEWEST:
        words = f"Rates are told from {FEWEST} applications on; add the ones you sent earlier, with their dates."
        st.html(widgets.banner("note", "It is early days.", words))
    _standing(every, sent, asked)
    _flow(every, sent, asked)
    _waiting(sent, moment)
    _groups(every, sent, asked, moment, zone)
    _days(sent, zone)


def _asked(today: date) -> _Asked:
    """What makes no sense is as if it were not there."""
    written = st.query_params
    unit: Unit = next((one for one in UNITS if one == written.get("period")), "all")
    span: Unit = next((one for one in _SPANS if one == written.get("interviews")), "week")
    by = next((one for one in _GROUPINGS if one == written.get("by")), "title_group")
    try:
        on = date.fromisoformat(written.get("on", ""))
    except ValueError:
        on = today
    is_known = 1970 <= on.year <= today.year + 1  # noqa: PLR2004 - what people have lived
    return _Asked(unit, on if is_known else today, by, span)


def _units(asked: _Asked) -> None:
    if st.session_state.get("analytics-unit") != asked.unit:
        st.session_state["analytics-unit"] = asked.unit
    st.segmented_control(
        "Time", list(_CHOICES), key="analytics-unit", required=True, label_visibility="collapsed",
        format_func=_CHOICES.__getitem__,
        on_change=lambda: go(asked.address(period=st.session_state["analytics-unit"]), to_top=False),
    )  # fmt: skip


def _steps(asked: _Asked, today: date) -> None:
    """Which period it is, and the way to the one before and after."""
    if asked.unit == "all":
        return
    with st.container(horizontal=True, vertical_alignment="center", key="analytics-period"):
        st.button(
            "Earlier", icon=":material/chevron_left:", key="earlier", on_click=_go_to,
            args=(asked, before(asked.unit, asked.period)),
        )  # fmt: skip
        name = analytics_labels.name_of(asked.period, asked.unit)
        st.html(f'<h2 class="jl-section">Sent in {name}</h2>', width="content")
        st.button(
            "Later", icon=":material/chevron_right:", icon_position="right", key="later",
            disabled=asked.period.last >= today, on_click=_go_to, args=(asked, after(asked.unit, asked.period)),
        )  # fmt: skip


def _go_to(asked: _Asked, period: Period) -> None:
    go(asked.address(on=period.first.isoformat()), to_top=False)


def _head(key: str, title: str, says: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A heading with the way to the figures as a file, and the sentence that says what is shown."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"head-{key}"
    ):
        st.html(f'<h2 class="jl-section">{title}</h2>', width="content")
        st.download_button(
            "CSV", csv_file.as_csv(heads, rows), f"jobledger-{key}.csv", "text/csv", key=f"csv-{key}",
            icon=":material/download:", type="tertiary", on_click="ignore", help=f"Download: {title}",
        )  # fmt: skip
    st.html(f'<p class="jl-says">{says}</p>')


def _standing(every: Facts, sent: Sequence[Fact], asked: _Asked) -> None:
    steps = flow.funnel(sent)
    counts = {name: sum(one.standing == name for one in sent) for name in analytics_tables.STANDINGS}
    planned = len(every.applications) - len(every.sent) if asked.unit == "all" else 0
    left, right = st.columns(2, gap="large")
    with left, st.container(key="part-standing"):
        named = [(analytics_tables.STANDINGS[name], count) for name, count in counts.items()]
        says = analytics_labels.standing(counts, steps, planned)
        _head("standing", "Where they stand", says, ("Standing", "Applications"), named)
        st.html(analytics_tables.shares(counts))
    with right, st.container(key="part-funnel"):
        rows = analytics_tables.funnel_rows(steps)
        _head("funnel", "How far they got", analytics_labels.funnel(steps), ("Step", "Applications"), rows)
        st.html(analytics_tables.steps(steps))


def _flow(every: Facts, sent: Sequence[Fact], asked: _Asked) -> None:
    ways = flow.flow(every.applications if asked.unit == "all" else sent)
    says = analytics_labels.flow(ways)
    heads, rows = ("From", "To", "Applications"), analytics_flow.rows(ways)
    with st.container(key="part-flow"):
        _head("flow", "The way they went", says, heads, rows)
        analytics_flow.drawing(ways, plain(says))
        with st.expander("The same as a table"):
            st.html(analytics_tables.plain(heads, rows, "From stage to stage"))


def _waiting(sent: Sequence[Fact], moment: datetime) -> None:
    waited = curve(sent, moment)
    says = analytics_labels.waiting(waited, mean_response_days(sent, moment))
    rows = [(round(one.days, 3), one.answers, one.at_risk, round(1 - one.unanswered, 4)) for one in waited.steps]
    heads = ("Days", "Answers", "Waiting until then", "Share answered (Kaplan-Meier)")
    with st.container(key="part-waiting"):
        _head("waiting", "How long answers take", says, heads, rows)
        if waited.n >= FEWEST and waited.steps:
            longest = max((moment - one.applied_at).days for one in sent if one.applied_at)
            st.vega_lite_chart(spec=analytics_charts.waiting(waited, min(longest, 90)), alt=plain(says))


def _groups(every: Facts, sent: Sequence[Fact], asked: _Asked, moment: datetime, zone: tzinfo) -> None:
    trait = next((one for one in groups.TRAITS if one == asked.by), None)
    unit: Unit = next((one for one in _SPANS if one == asked.by), "month")
    rows = groups.by_trait(sent, trait, moment) if trait else groups.by_period(sent, unit, moment, zone)
    shown = rows[:_SHOWN]
    says = analytics_labels.groups(rows, asked.by, every.source_names, len(shown))
    with st.container(key="part-groups"):
        told = analytics_tables.group_rows(rows, asked.by, every.source_names, zone)
        _head(f"by-{asked.by}", "Where answers come from", says, analytics_tables.GROUP_HEADS, told)
        _choice("analytics-by", "By", _GROUPINGS, asked, "by")
        st.html(analytics_tables.groups(shown, asked.by, every.source_names, zone))


def _days(sent: Sequence[Fact], zone: tzinfo) -> None:
    days = groups.by_day(sent, zone)
    says = analytics_labels.by_day(days)
    with st.container(key="part-days"):
        rows = [(day.isoformat(), count) for day, count in days.items()]
        _head("by-day", "Applications by day", says, ("Day", "Applications"), rows)
        st.vega_lite_chart(spec=analytics_charts.by_day(days), alt=plain(says))


def _interviews(held: Sequence[datetime], asked: _Asked, moment: datetime, zone: tzinfo) -> None:
    past = [one for one in held if one <= moment]
    counts = groups.moments_by(asked.span, past, zone)
    says = analytics_labels.interviews(counts, asked.span, len(held) - len(past))
    with st.container(key="part-interviews"):
        rows = [(period.first.isoformat(), period.last.isoformat(), count) for period, count in counts.items()]
        _head("interviews", f"Interviews by {asked.span}", says, ("From", "Until", "Interviews"), rows)
        _choice("analytics-span", "Interviews by", _SPANS, asked, "interviews")
        if counts:
            bars = [(analytics_labels.label_of(period, asked.span), count) for period, count in counts.items()]
            st.vega_lite_chart(spec=analytics_charts.by_period(bars, "Interviews"), alt=plain(says))


def _choice(key: str, label: str, choices: dict[str, str] | dict[Unit, str], asked: _Asked, name: str) -> None:
    chosen = asked.address().get(name) or ("title_group" if name == "by" else "week")
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.segmented_control(
        label, list(choices), key=key, required=True, label_visibility="collapsed",
        format_func=lambda one: dict(choices)[one],
        on_change=lambda: go(asked.address(**{name: st.session_state[key]}), to_top=False),
    )  # fmt: skip


def _nothing(planned: int) -> None:
    st.html(
        widgets.empty(
            "No application was sent yet" if planned else "No applications yet",
            "Add what you have sent, also long ago, with the dates of applying and of the answer. From five on, the "
            "figures here begin to mean something.",
        )
    )
    with st.container(horizontal=True):
        st.page_link(page("applications"), label="Go to Applications", icon=":material/assignment:")
        st.page_link(page("feed"), label="Search jobs", icon=":material/work:")


def _placeholder() -> None:
    account_needed(
        "analytics",
        "Analytics",
        "See how your own search is going, counted from your applications.",
        (
            "Follow applications through their stages: answered, interviewed, offered, rejected.",
            "Compare response and interview rates by source, title and company, with the counts they rest on.",
            "See how long employers take to answer, by week, month and year.",
        ),
    )
