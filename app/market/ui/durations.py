"""Market, Time to fill: how long jobs stay open, where they go soonest, and those that stay or come back."""

from __future__ import annotations

import streamlit as st

from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.market.durations import Grouping, Kind, Lasting, Lives
from app.market.openings import UNKNOWN, Scope, View
from app.market.ui import charts, duration_labels, labels, loaders, tables
from app.market.ui.panel import drawing, head
from app.web.links import absolute

_SHOWN = 10
_LISTED = 12
_IN_FILE = 500
_KINDS: dict[str, Kind] = {"Posted again": "reposted", "Open for long": "long"}
_GROUPINGS: dict[str, Grouping] = {"Country": "country", "Source": "source", "Title": "title_group"}
_CURVE_HEADS = ("Days open", "Listings seen for so long", "Closed on that day", "Last seen open", "Share still open")
_RANKED_HEADS = ("Closed", "A quarter within", "Half within", "Three quarters within")
_LASTING_HEADS = ("Job", "How often", "Days since first posted")


def draw(view: View, scope: Scope) -> None:
    """The curve, the groups, and the jobs that last."""
    _curve(view, scope)
    _ranking(view, scope)
    _lasting(view, scope)


def _curve(view: View, scope: Scope) -> None:
    found = loaders.life(scope)
    with st.container(key="part-life"):
        if found is None:
            st.html('<h2 class="jl-section">How long jobs stay open</h2>')
            advice = "A curve needs at least 20 listings. Fetch more boards: jobledger run."
            st.html(widgets.empty("Too few listings to say", advice))
            return
        says = duration_labels.life(found, scope, view.sources)
        rows = [(one.day, one.at_risk, one.closed, one.still_open, round(one.survival, 6)) for one in found.steps]
        head("time-to-fill", "How long jobs stay open", says, _CURVE_HEADS, rows)
        drawing(charts.survival(found.lives, found.steps), says)
        st.html(duration_labels.caveat())


def _ranking(view: View, scope: Scope) -> None:
    with st.container(key="part-ranking"):
        above = st.container(key="above-ranking")
        by = _choice("by", "Parted by", list(_GROUPINGS))
        grouped_by = _GROUPINGS[by]
        # The part that was asked for stands first; what the groups are not parted by is said.
        own = {"country": scope.country, "source": scope.source}.get(grouped_by)
        rows = sorted(loaders.ranking(grouped_by), key=lambda one: one.name != own)
        rest = Scope(
            None if grouped_by == "country" else scope.country, None if grouped_by == "source" else scope.source
        )
        shown = rows[:_SHOWN]
        with above:
            says = duration_labels.ranking(rows, grouped_by, view.sources, len(shown)) + labels.beyond(rest)
            told = [
                (
                    duration_labels.name(one.name, grouped_by, view.sources),
                    one.listings,
                    one.closed,
                    one.p25,
                    one.p50,
                    one.p75,
                )
                for one in rows
            ]
            heads = (by, "Listings", "Closed", *(f"{one} (days)" for one in _RANKED_HEADS[1:]))
            head("time-to-fill-by-group", "Where jobs go soonest", says, heads, told)
        if shown:
            cells = [_ranked(one, duration_labels.name(one.name, grouped_by, view.sources)) for one in shown]
            st.html(tables.blocks("How long jobs stay open, by group", (by, *_RANKED_HEADS), cells))


def _ranked(one: Lives, name: str) -> tuple[str, ...]:
    closed = f"{formats.count(one.closed)} of {formats.count(one.listings)}"
    return (
        escaped(name),
        closed,
        duration_labels.days(one.p25),
        duration_labels.median(one.p50),
        duration_labels.days(one.p75),
    )


def _lasting(view: View, scope: Scope) -> None:
    with st.container(key="part-lasting"):
        above = st.container(key="above-lasting")
        kind = _choice("jobs", "Which jobs", list(_KINDS))
        counts, jobs = loaders.lasting(scope, _KINDS[kind], _IN_FILE)
        with above:
            says = duration_labels.lasting(counts, view.totals.open)
            heads = (
                "Listing", "Title", "Company", "Country", "Source", "Postings", "Re-opened", "Days since first posted",
            )  # fmt: skip
            head("lasting-jobs", "Jobs posted again, or open for long", says, heads, [_row(one) for one in jobs])
        if not jobs:
            st.html(widgets.empty("There is none", "No open job in this part of the market is of this kind."))
            return
        st.html(tables.blocks(kind, _LASTING_HEADS, [_cells(one, view) for one in jobs[:_LISTED]]))
        st.html(f'<p class="jl-quiet jl-small">{_shown(len(jobs))}</p>')


def _choice(key: str, label: str, choices: list[str]) -> str:
    chosen = st.segmented_control(
        label, choices, default=choices[0], required=True, key=key, bind="query-params", label_visibility="collapsed"
    )
    return str(chosen)


def _shown(found: int) -> str:
    if found <= _LISTED:
        return "These are all."
    return f"The first {_LISTED} are shown; the file has the first {formats.count(found)}."


def _row(one: Lasting) -> tuple[object, ...]:
    return (
        absolute("/listing", id=str(one.listing_id)), one.title, one.company, one.country, one.source, one.postings,
        one.reopenings, round(one.days, 1),
    )  # fmt: skip


def _cells(one: Lasting, view: View) -> tuple[str, ...]:
    title = f'<a href="/listing?id={one.listing_id}" target="_self">{escaped(one.title)}</a>'
    where = (one.company, None if one.country == UNKNOWN else one.country, view.sources.get(one.source, one.source))
    place = " · ".join(part for part in where if part)
    return f"{title}<small>{escaped(place)}</small>", escaped(duration_labels.times(one)), formats.count(int(one.days))
