"""Importing applications: choose a file, say what its columns mean, look at what it comes to, import, see what was not.

What a file comes to is decided in app.applications.imports.rows; nothing is written before the last button.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, tzinfo
from typing import Any

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.applications import stages
from app.applications.exports import archive
from app.applications.imports import jobledger_export, reader, service
from app.applications.imports import rows as imports_rows
from app.applications.imports.compare import Compared, compare
from app.applications.imports.reader import MOST_OWN_BYTES, Table, Unreadable
from app.applications.imports.rows import Good, Outcome, Tell
from app.applications.imports.ui import differing_rows, plan_form
from app.applications.imports.ui.past_imports import done, past, told
from app.applications.imports.ui.progress_bar import Progress
from app.applications.stages import Refused
from app.kit.formats import counted, day
from app.kit.text import escaped, literal
from app.kit.ui import widgets
from database.clock import now
from database.sessions import user_session

_READ, _COMES_TO, _DONE = "import-read", "import-comes-to", "import-done"
_SHOWN = 10


def render_import(person: SignedIn) -> None:
    """Draw the whole walk."""
    st.html(
        '<h1 class="jl-title">Import applications</h1><p class="jl-says">From a spreadsheet or a tracker, as CSV, '
        "or what was exported here. You see what it comes to before anything is added.</p>"
    )
    file = st.file_uploader(
        "CSV, up to 10 MB and 50,000 rows; or JSON or ZIP exported here, up to 100 MB",
        ["csv", "tsv", "txt", "json", "zip"], key="import-file",
        max_upload_size=MOST_OWN_BYTES // 1024 // 1024,
    )  # fmt: skip
    if file is None:
        st.session_state.pop(_DONE, None)
        past(person)
        return
    if (finished := st.session_state.get(_DONE)) and finished[0] == file.file_id:
        done(person, finished[1])
        return
    try:
        found, columns = _found(person, file.file_id, file.name, file.getvalue())
    except Unreadable as problem:
        st.html(widgets.banner("warn", "This file cannot be read.", str(problem)))
        return
    if found is not None:
        with user_session(person.user_id) as session:
            beside = compare(session, found)
        _preview(found, beside, current_user.zone(person))
        taken_over = differing_rows.asked(file.file_id, beside.differing, current_user.zone(person))
        _button(file.file_id, file.name, found, columns, taken_over)


def _found(person: SignedIn, file_id: str, name: str, data: bytes) -> tuple[Outcome | None, Mapping[str, Any]]:
    """What the file comes to, with what was decided about it; nothing while something is still to be said."""
    if name.lower().endswith(".json"):
        return _kept((file_id,), lambda tell: jobledger_export.from_json(data, now(), tell=tell)), {"format": "json"}
    if name.lower().endswith(".zip"):
        return _kept((file_id,), lambda tell: archive.read(data, now(), tell)), {"format": "zip"}
    table = _table(file_id, data)
    if jobledger_export.is_own(table):
        st.html(widgets.banner("note", "Exported here.", "This file is taken over as it is, with its whole history."))
        return _kept((file_id,), lambda tell: jobledger_export.from_csv(table, now(), tell)), {"format": "own"}
    rows = counted(len(table.lines), "row")
    st.html(widgets.banner("note", f"{rows}.", " ".join(table.said)))
    with user_session(person.user_id) as session:
        board = stages.listed(session)
    own_stages = [(one.name, one.meaning) for one in board] or list(stages.DEFAULTS)
    plan = plan_form.asked(table, file_id, own_stages, plan_form.usual(board))
    if plan is None:
        return None, {}
    zone = current_user.zone(person)
    kept = _kept((file_id, repr(plan), str(zone)), lambda tell: imports_rows.outcome(table, plan, zone, now(), tell))
    fields = {str(column): field for column, field in plan.fields.items()}
    orders = {str(column): order for column, order in plan.orders.items()}
    return kept, {"fields": fields, "stages": dict(plan.stages), "orders": orders}


def _table(file_id: str, data: bytes) -> Table:
    held = st.session_state.get(_READ)
    if held is None or held[0] != file_id:
        held = (file_id, reader.read(data))
        st.session_state[_READ] = held
    found: Table = held[1]
    return found


def _kept(key: tuple[str, ...], work: Callable[[Tell], Outcome]) -> Outcome:
    """What was worked out for the same decisions before; a file of many rows takes seconds."""
    held = st.session_state.get(_COMES_TO)
    if held is None or held[0] != key:
        with Progress("Looking at every row") as tell:
            held = (key, work(tell))
        st.session_state[_COMES_TO] = held
    found: Outcome = held[1]
    return found


def _preview(found: Outcome, beside: Compared, zone: tzinfo) -> None:
    st.html('<h2 class="jl-section">What it comes to</h2>')
    said = [f"{counted(len(beside.new), 'application')} will be added."]
    if beside.known:
        said.append(
            f"{counted(beside.known, 'row')} {'is' if beside.known == 1 else 'are'} here already, or twice in the file."
        )
    if beside.differing:
        one = len(beside.differing) == 1
        said.append(
            f"{counted(len(beside.differing), 'row')} {'is' if one else 'are'} here already, but different: see below."
        )
    if found.bad:
        said.append(f"{counted(len(found.bad), 'row')} cannot be imported and will be kept beside, with the reason.")
    st.html(f'<p class="jl-says">{escaped(" ".join(said))}</p>')
    rows = {one.number: _good(one, zone) for one in found.good[:_SHOWN]}
    rows |= {one.number: _bad(one.cells, one.reason) for one in found.bad[:_SHOWN]}
    html = "".join(f"<tr><td>{number}</td>{cells}</tr>" for number, cells in sorted(rows.items()))
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Row", "Title", "Company", "Stage", "Applied", "Also"))
    st.html(
        '<div style="overflow-x:auto" role="region" aria-label="Preview" tabindex="0"><table class="jl-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{html}</tbody></table></div>"
    )


def _good(one: Good, zone: tzinfo) -> str:
    entry = one.entry
    times: dict[str, datetime | None] = {
        "answered": entry.response_at, "follow up": entry.follow_up_at, "entered": entry.created_at,
    }  # fmt: skip
    also = [f"{name} {day(at, zone)}" for name, at in times.items() if at]
    also += [f"interview {day(event.occurred_at, zone)}" for event in one.further if event.event_type == "interview"]
    also += ["notes"] * bool(entry.notes) + ["link"] * bool(entry.url)
    if entry.history:
        also.append(counted(len(entry.history), "event"))
    if one.files:
        also.append(counted(len(one.files), "file"))
    applied = day(entry.applied_at, zone) if entry.applied_at else ""
    cells = (entry.title, entry.company, one.stage, applied, ", ".join(also))
    return "".join(f"<td>{escaped(words[:120])}</td>" for words in cells)


def _bad(cells: tuple[str, ...], reason: str) -> str:
    told = " · ".join(cell for cell in cells if cell.strip())[:120]
    return f'<td colspan="4">{escaped(told)}</td><td>{widgets.badge("Not imported", "warn")} {escaped(reason)}</td>'


def _button(file_id: str, name: str, found: Outcome, columns: Mapping[str, Any], taken_over: Collection[int]) -> None:
    rows = len(found.good) + len(found.bad)
    if not st.button(f"Import {counted(rows, 'row')}", type="primary", icon=":material/upload:", key="import-do"):
        return

    def work(session: Session) -> str:
        written = service.write(session, name, found, now(), columns, taken_over, tell)
        st.session_state[_DONE] = (file_id, written)
        return told(written)

    try:
        with Progress("Importing", is_whole=True) as tell:
            is_done = actions.act(work)
    except Refused as refusal:
        st.error(literal(str(refusal)))
        return
    if is_done:
        st.rerun()
