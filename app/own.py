"""How screens ask services for what is one person's own. Never remembered: each run asks anew, as whoever looks then.

What all see the same is app.data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import streamlit as st
from sqlalchemy import orm

from app import viewer
from app.auth.sessions import SignedIn
from app.services import companies, comparisons, my_day, past_searches, saved, saved_searches
from app.services.acting import reading_for, writing_for
from app.services.alerts.preview import Preview, would_have_matched
from app.services.applications.before import Before, applied, of_listing
from app.services.cards import Card
from app.services.criteria import Criteria
from app.services.feed import Total
from app.services.history import Version, changes_since
from app.services.listing import Listing
from app.services.progress.facts import Fact, facts
from app.services.reading import reading
from app.text import literal
from database.clock import now

# For the types of the work that screens hand to `act`.
Session = orm.Session

_SET, _RAN = "comparison-set", "search-ran"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person did with the listings of a list: saved, put into the comparison they work on, applied to."""

    saved: frozenset[UUID] = frozenset()
    compared: frozenset[UUID] = frozenset()
    applied: dict[UUID, datetime] | None = None


def marks(person: SignedIn | None, listing_ids: Sequence[UUID]) -> Marks | None:
    """The person's marks on these listings; None for the signed-out."""
    if person is None:
        return None
    with reading_for(person.user_id) as session:
        return _marks(session, listing_ids)


@dataclass(frozen=True, slots=True)
class SavedView:
    """One page of saved jobs, and what changed about those that did since they were saved."""

    counts: saved.Counts
    jobs: tuple[saved.Saved, ...]
    changed: dict[UUID, tuple[Version, Version]]
    marks: Marks


def saved_view(person: SignedIn, sort: saved.Sort, only: saved.Only, number: int) -> SavedView:
    """A page of the person's saved jobs."""
    with reading_for(person.user_id) as session:
        jobs = saved.page(session, sort, only, number)
        changed = changes_since(session, {one.card.id: one.kept.saved_at for one in jobs if one.changed_at})
        return SavedView(saved.counts(session), jobs, changed, _marks(session, [one.card.id for one in jobs]))


@dataclass(frozen=True, slots=True)
class ListingView:
    """What a person has to do with one listing. `changed` is what they saved and what it is now, where that differs."""

    kept: saved.Kept | None
    changed: tuple[Version, Version] | None
    follows_company: bool
    marks: Marks
    before: tuple[Before, ...] = ()


def listing_view(person: SignedIn, listing: Listing, others: Sequence[UUID]) -> ListingView:
    """The person's own of a listing, and their marks on it and on others shown with it."""
    own = listing.card.id
    with reading_for(person.user_id) as session:
        kept = saved.find(session, own)
        changed = changes_since(session, {own: kept.saved_at}) if kept else {}
        follows = listing.company_id is not None and companies.is_followed(session, listing.company_id)
        return ListingView(kept, changed.get(own), follows, _marks(session, [own, *others]), of_listing(session, own))


def _marks(session: Session, listing_ids: Sequence[UUID]) -> Marks:
    current = current_set(session)
    held = comparisons.holding(session, current.id, listing_ids) if current else frozenset()
    return Marks(saved.among(session, listing_ids), held, applied(session, listing_ids))


def remember(person: SignedIn, criteria: Criteria, total: Total) -> None:
    """Keep a search in the person's history: once, not again for each page of it or each click on the screen."""
    ran = criteria.model_dump_json(exclude={"sort"})
    if st.session_state.get(_RAN) == ran:
        return
    with writing_for(person.user_id) as session:
        past_searches.record(session, criteria, total, now())
    st.session_state[_RAN] = ran


def recent_searches(person: SignedIn) -> tuple[past_searches.Past, ...]:
    """The person's last different searches, newest first."""
    with reading_for(person.user_id) as session:
        return past_searches.recent(session)


def kept_search(person: SignedIn, search_id: UUID) -> saved_searches.Kept | None:
    """A saved search of the person's."""
    with reading_for(person.user_id) as session:
        return saved_searches.find(session, search_id)


def searches_view(person: SignedIn) -> tuple[tuple[saved_searches.Kept, ...], tuple[past_searches.Past, ...]]:
    """The person's saved searches, and the ones they ran."""
    with reading_for(person.user_id) as session:
        return saved_searches.listed(session), past_searches.listed(session)


def alert_past(
    person: SignedIn, search_id: UUID, alert_id: UUID
) -> tuple[tuple[saved_searches.Run, ...], tuple[saved_searches.Match, ...]]:
    """What an alert of the person's did, and the jobs it found last."""
    with reading_for(person.user_id) as session:
        return saved_searches.runs(session, alert_id), saved_searches.matched(session, 20, search_id)


def comparisons_view(
    person: SignedIn, asked: UUID | None
) -> tuple[tuple[comparisons.Set, ...], comparisons.Set | None, tuple[comparisons.Compared, ...]]:
    """The person's comparisons, the one asked for (else the one they work on), and the jobs in it."""
    with reading_for(person.user_id) as session:
        sets = comparisons.sets(session)
        chosen = next((one for one in sets if one.id == asked), None) or current_set(session)
        return sets, chosen, comparisons.compared(session, chosen.id) if chosen else ()


@dataclass(frozen=True, slots=True)
class DashboardView:
    """What a person's dashboard shows."""

    sent: tuple[Fact, ...]
    due: tuple[my_day.Due, ...]
    news: tuple[my_day.News, ...]
    followed: tuple[companies.Followed, ...]
    searches: tuple[saved_searches.Kept, ...]


def dashboard_view(person: SignedIn) -> DashboardView:
    """The person's dashboard as of now."""
    with reading_for(person.user_id) as session:
        return DashboardView(
            facts(session).sent,
            my_day.due(session, now()),
            my_day.news(session, now()),
            companies.follows(session, now() - timedelta(days=7)),
            saved_searches.listed(session),
        )


def saved_cards(person: SignedIn) -> tuple[Card, ...]:
    """The jobs the person saved last, for choosing among them."""
    with reading_for(person.user_id) as session:
        return tuple(one.card for one in saved.page(session))


def preview(criteria: Criteria, since: datetime, until: datetime) -> Preview:
    """What an alert on this search would have told between two moments; nobody's own, so asked as anyone."""
    with reading() as session:
        return would_have_matched(session, criteria, since, until, 5)


def current_set(session: Session) -> comparisons.Set | None:
    """The comparison a card's button adds to: the one last looked at here, else the newest; None without any."""
    sets = comparisons.sets(session)
    chosen = st.session_state.get(_SET)
    return next((one for one in sets if str(one.id) == chosen), sets[0] if sets else None)


def look_at(set_id: UUID) -> None:
    """From now on cards add to this comparison."""
    st.session_state[_SET] = str(set_id)


def act(work: Callable[[Session], str], *, icon: str = ":material/check:") -> bool:
    """Do something for whoever is signed in at this moment, whatever the page was drawn for, and say what was done.

    `work` gets a session that writes, and returns the words. False when nobody is signed in any more.
    """
    person = viewer.current()
    if person is None:
        toast("You are signed out. Load the page again and sign in; nothing was changed.", icon=":material/lock:")
        return False
    with writing_for(person.user_id) as session:
        words = work(session)
    toast(words, icon=icon)
    return True


def click(work: Callable[[Session], str]) -> None:
    """The same for a button's on_click, which takes nothing back."""
    act(work)


def toast(words: str, *, icon: str = ":material/check:") -> None:
    """Say in passing what was done; words from outside are shown letter for letter."""
    st.toast(literal(words), icon=icon)
