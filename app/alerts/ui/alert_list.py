"""The saved searches with their alerts, each with what it did and what one can do with it."""

from __future__ import annotations

from datetime import datetime, tzinfo
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions
from app.accounts.ui.actions import Session
from app.alerts import service
from app.alerts.labels import describe_schedule
from app.alerts.queries import Alert, Kept, Match, Run
from app.alerts.ui import loaders
from app.alerts.ui.form import change_dialog
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.kit.ui.rows import asked
from app.router import page
from app.search.labels import describe_search
from app.search.ui.form import SEARCH
from database.clock import now


def alert_row(person: SignedIn, kept: Kept, sources: dict[str, str], zone: tzinfo) -> None:
    """One saved search."""
    with st.container(key=f"search-{kept.id}", border=True, gap="small"):
        st.html(_words(kept, sources, zone))
        with st.container(horizontal=True, vertical_alignment="center", key=f"search-acts-{kept.id}"):
            address = kept.criteria.address()
            st.page_link(page("feed"), label="Show jobs", icon=":material/search:", query_params=address)
            change = address | {SEARCH: str(kept.id)}
            st.page_link(page("feed"), label="Edit search", icon=":material/tune:", query_params=change)
            if st.button("Name and alert", key=f"change-{kept.id}", icon=":material/notifications:"):
                change_dialog(person, kept)
            if kept.alert:
                _pause(kept.id, kept.alert)
                if st.button("What it did", key=f"runs-{kept.id}", icon=":material/history:"):
                    _did(person, kept, zone)
            if asked(
                f"drop-{kept.id}", "Delete", "The search, its alert and what that found will be deleted.", "Delete it"
            ) and actions.act(lambda session: _drop(session, kept.id), icon=":material/delete:"):
                st.rerun()


def _words(kept: Kept, sources: dict[str, str], zone: tzinfo) -> str:
    its = kept.alert
    if its is None:
        badge, state = widgets.badge("No alert"), "You are not told of new matches."
    else:
        when = describe_schedule(its.timing, str(zone))
        badge = widgets.badge(when if its.is_active else f"Paused · {when}", "good" if its.is_active else "warn")
        state = _state(its, now(), zone)
        if its.error:
            badge += widgets.badge("Last check failed", "closed")
    return (
        f'<div class="jl-search"><h3>{escaped(kept.name)}</h3><div class="jl-badges">{badge}</div></div>'
        f'<p class="jl-says">{escaped(describe_search(kept.criteria, sources))}</p>'
        f'<p class="jl-quiet jl-small">{state}</p>'
    )


def _state(its: Alert, at: datetime, zone: tzinfo) -> str:
    """What an alert has done so far, as HTML."""
    said = []
    if its.last_checked_at:
        said.append(f"Last found something {widgets.when(its.last_checked_at, at, zone)}")
    else:
        said.append("Nothing new has matched so far")
    if its.told:
        said.append(f"{formats.counted(its.told, 'job')} told by e-mail")
    if its.waiting:
        said.append(f"{formats.counted(its.waiting, 'job')} waiting for the next letter")
    return ", ".join(said) + "."


def _pause(search_id: UUID, its: Alert) -> None:
    def work(session: Session) -> str:
        service.pause(session, search_id, now(), resume=not its.is_active)
        return "The alert works again" if not its.is_active else "The alert rests until you resume it"

    st.button(
        "Pause" if its.is_active else "Resume",
        key=f"{'pause' if its.is_active else 'resume'}-{search_id}",
        icon=":material/pause:" if its.is_active else ":material/play_arrow:",
        on_click=actions.click,
        args=(work,),
    )


def _drop(session: Session, search_id: UUID) -> str:
    service.drop(session, search_id)
    return "The search is deleted"


@st.dialog("What this alert did", width="large")
def _did(person: SignedIn, kept: Kept, zone: tzinfo) -> None:
    if kept.alert is None:
        return
    runs, matches = loaders.alert_past(person, kept.id, kept.alert.id)
    if not runs:
        st.html(
            widgets.empty("It has not found anything yet", "A check is noted here when it finds a new job or fails.")
        )
        return
    st.html('<h2 class="jl-section">Checks that found something, or failed</h2>' + _runs(runs, zone))
    if matches:
        st.html('<h2 class="jl-section">The last jobs it found</h2>' + _matches(matches, zone))


def _run(run: Run, zone: tzinfo) -> Markup:
    result = Markup("{} {}").format(widgets.badge("Failed", "closed"), run.error) if run.error else "Done"
    row = Markup('<tr><td>{}</td><td class="jl-number">{}</td><td>{}</td></tr>')
    return row.format(formats.moment(run.checked_at, zone), formats.count(run.result_count or 0), result)


def _runs(runs: tuple[Run, ...], zone: tzinfo) -> str:
    rows = Markup().join(_run(run, zone) for run in runs)
    head = '<tr><th>Checked</th><th class="jl-number">New jobs</th><th>Result</th></tr>'
    return f'<div class="jl-scroll"><table class="jl-table"><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def _matches(matches: tuple[Match, ...], zone: tzinfo) -> str:
    rows = "".join(
        f'<tr><td><a href="/listing?id={match.card.id}" target="_self">{escaped(match.card.title)}</a>'
        f'<div class="jl-quiet jl-small">{escaped(match.card.company or "")}</div></td>'
        f"<td>{escaped(formats.moment(match.matched_at, zone))}</td>"
        f"<td>{escaped(formats.moment(match.sent_at, zone)) if match.sent_at else 'not sent yet'}</td></tr>"
        for match in matches
    )
    head = "<tr><th>Job</th><th>Found</th><th>Sent</th></tr>"
    return f'<div class="jl-scroll"><table class="jl-table"><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
