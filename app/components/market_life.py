"""Market, Time to fill: how long jobs stay open, where they go soonest, and those that stay or come back."""

from __future__ import annotations

import streamlit as st

from app import formats, market_data
from app.auth.links import absolute
from app.components import charts, market_tables, market_words, pieces
from app.components import market_life_words as words
from app.components.market_figure import drawing, head
from app.services.market import UNKNOWN, Scope, View
from app.services.market_life import Grouping, Kind, Lasting, Lives
from app.text import escaped

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
    found = market_data.life(scope)
    with st.container(key="part-life"):
        if found is None:
            st.html('<h2 class="jl-section">How long jobs stay open</h2>')
            advice = "A curve needs at least 20 listings. Fetch more boards: jobledger run."
            st.html(pieces.empty("Too few listings to say", advice))
            return
        says = words.life(found, scope, view.sources)
        rows = [(one.day, one.at_risk, one.closed, one.still_open, round(one.survival, 6)) for one in found.steps]
        head("time-to-fill", "How long jobs stay open", says, _CURVE_HEADS, rows)
        drawing(charts.survival(found.lives, found.steps), says)
        st.html(words.caveat())


def _ranking(view: View, scope: Scope) -> None:
    with st.container(key="part-ranking"):
        above = st.container(key="above-ranking")
        by = _choice("by", "Parted by", list(_GROUPINGS))
        grouped_by = _GROUPINGS[by]
        # The part that was asked for stands first; what the groups are not parted by is said.
        own = {"country": scope.country, "source": scope.source}.get(grouped_by)
        rows = sorted(market_data.ranking(grouped_by), key=lambda one: one.name != own)
        rest = Scope(
            None if grouped_by == "country" else scope.country, None if grouped_by == "source" else scope.source
        )
        shown = rows[:_SHOWN]
        with above:
            says = words.ranking(rows, grouped_by, view.sources, len(shown)) + market_words.beyond(rest)
            told = [
                (words.name(one.name, grouped_by, view.sources), one.listings, one.closed, one.p25, one.p50, one.p75)
                for one in rows
            ]
            heads = (by, "Listings", "Closed", *(f"{one} (days)" for one in _RANKED_HEADS[1:]))
            head("time-to-fill-by-group", "Where jobs go soonest", says, heads, told)
        if shown:
            cells = [_ranked(one, words.name(one.name, grouped_by, view.sources)) for one in shown]
            st.html(market_tables.blocks("How long jobs stay open, by group", (by, *_RANKED_HEADS), cells))


def _ranked(one: Lives, name: str) -> tuple[str, ...]:
    closed = f"{formats.count(one.closed)} of {formats.count(one.listings)}"
    return escaped(name), closed, words.days(one.p25), words.median(one.p50), words.days(one.p75)


def _lasting(view: View, scope: Scope) -> None:
    with st.container(key="part-lasting"):
        above = st.container(key="above-lasting")
        kind = _choice("jobs", "Which jobs", list(_KINDS))
        counts, jobs = market_data.lasting(scope, _KINDS[kind], _IN_FILE)
        with above:
            says = words.lasting(counts, view.totals.open)
            heads = (
                "Listing", "Title", "Company", "Country", "Source", "Postings", "Re-opened", "Days since first posted",
            )  # fmt: skip
            head("lasting-jobs", "Jobs posted again, or open for long", says, heads, [_row(one) for one in jobs])
        if not jobs:
            st.html(pieces.empty("There is none", "No open job in this part of the market is of this kind."))
            return
        st.html(market_tables.blocks(kind, _LASTING_HEADS, [_cells(one, view) for one in jobs[:_LISTED]]))
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
    return f"{title}<small>{escaped(place)}</small>", escaped(words.times(one)), formats.count(int(one.days))
