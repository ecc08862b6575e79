"""What became of an imported file: its figures, the rows that were not taken over, the way back; earlier files."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.applications.imports import history, revert
from app.applications.imports.revert import TakenBack
from app.applications.imports.service import Import
from app.kit.formats import counted, moment
from app.kit.text import escaped, literal
from app.kit.ui import widgets
from app.kit.ui.rows import asked
from app.router import page
from database.clock import now
from database.sessions import user_session

_SHOWN, _FEW = 50, 10
_LEFT = "import-back-left"


def done(person: SignedIn, one: Import) -> None:
    """What became of the file that was just imported."""
    st.html(widgets.banner("note", "Imported.", told(one)))
    if one.not_kept:
        st.html(widgets.banner("warn", "Some files could not be kept.", " ".join(one.not_kept[:_FEW])))
    _rejected(person, one)
    _left()
    with st.container(horizontal=True):
        st.page_link(page("applications"), label="See my applications", icon=":material/view_kanban:")
        _back(one)


def told(one: Import) -> str:
    """Its figures in words."""
    changed = f"{one.updated:,} changed, " if one.updated else ""
    added = f"{counted(one.added, 'application')} added"
    return f"{added}, {changed}{one.known:,} here already, {one.rejected:,} not imported."


def past(person: SignedIn) -> None:
    """The files imported earlier."""
    with user_session(person.user_id) as session:
        found = history.listed(session)[:_SHOWN]
    if not found:
        return
    st.html('<h2 class="jl-section">Imported earlier</h2>')
    _left()
    zone = current_user.zone(person)
    for one in found:
        with st.expander(literal(f"{one.file_name}, {moment(one.created_at, zone)}")):
            st.html(f"<p>{told(one)}</p>")
            _rejected(person, one)
            _back(one)


def _rejected(person: SignedIn, one: Import) -> None:
    if not one.rejected:
        return
    with user_session(person.user_id) as session:
        rows = history.rejected(session, one.id, _SHOWN)
    html = "".join(
        f"<tr><td>{row.number}</td><td>{escaped(' · '.join(cell for cell in row.cells if cell.strip())[:160])}</td>"
        f"<td>{escaped(row.reason)}</td></tr>"
        for row in rows
    )
    more = f"<p>The first {_SHOWN}; the file has all {one.rejected:,}.</p>" if one.rejected > _SHOWN else ""
    st.html(
        '<h3 class="jl-section">Not imported</h3><div style="overflow-x:auto" role="region" aria-label="Not imported" '
        'tabindex="0"><table class="jl-table"><thead><tr><th scope="col">Row</th><th scope="col">As it stands</th>'
        f'<th scope="col">Why</th></tr></thead><tbody>{html}</tbody></table></div>{more}'
    )
    st.download_button(
        "Download these rows", lambda: _file(person, one.id), "not-imported.csv", "text/csv",
        icon=":material/download:", on_click="ignore", key=f"rejected-{one.id}",
    )  # fmt: skip


def _file(person: SignedIn, import_id: UUID) -> bytes:
    with user_session(person.user_id) as session:
        return history.rejected_csv(session, import_id)


def _back(one: Import) -> None:
    """The way back. What it had to leave is shown when the screen is drawn anew."""
    if (one.added or one.revocable) and asked(
        f"back-{one.id}", "Take this import back", _question(one), "Take it back"
    ):

        def work(session: Session) -> str:
            found = revert.take_back(session, one.id, now())
            st.session_state[_LEFT] = _kept(found.left)
            return _became(found)

        with st.spinner("Taking it back …", show_time=True):
            is_done = actions.act(work, icon=":material/undo:")
        if is_done:
            st.rerun()


def _question(one: Import) -> str:
    words = []
    if one.added:
        words.append(
            f"Of the {counted(one.added, 'application')} it added, those still there will be deleted, edited ones too."
        )
    if one.revocable:
        words.append("What it changed will be put back as it was, except what was changed again since.")
    elif one.updated:
        words.append("What it changed stays: what was there before was not kept then.")
    return " ".join(words)


def _became(found: TakenBack) -> str:
    deleted = [f"{counted(found.deleted, 'application')} deleted"] if found.deleted or not found.put_back else []
    return ", ".join([*deleted, *([f"{counted(found.put_back, 'application')} put back"] if found.put_back else [])])


def _kept(names: Sequence[str]) -> str:
    """Which applications hold something that was changed since, in a line."""
    more = f" and {len(names) - _FEW:,} more" if len(names) > _FEW else ""
    return "; ".join(name[:120] for name in names[:_FEW]) + more


def _left() -> None:
    if names := st.session_state.get(_LEFT):
        st.html(widgets.banner("warn", "Changed since, so left as it is, in:", names))
