"""Draw the import of applications: choose a file, say what its columns mean, check the preview, import.

Nothing is written before the last button. Not here: what a row becomes (app.applications.imports.rows).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.applications import stages
from app.applications.exports import archive
from app.applications.imports import jobledger_export, reader, service
from app.applications.imports.compare import compare
from app.applications.imports.preview import ImportPreview
from app.applications.imports.reader import MAX_EXPORT_BYTES, Table, UnreadableFile
from app.applications.imports.rows import preview_rows
from app.applications.imports.ui import plan_form, previews
from app.applications.imports.ui.differing_rows import render_differing_rows
from app.applications.imports.ui.past_imports import describe_result, render_past_imports, render_result
from app.applications.imports.ui.preview_table import render_preview
from app.applications.imports.ui.progress_bar import ImportProgress
from app.applications.stages import InvalidChange
from app.kit import formats, limited_process
from app.kit.i18n import _, ngettext
from app.kit.limited_process import LimitReached
from app.kit.text import escape_markdown
from app.kit.ui import widgets
from database.clock import now
from database.sessions import user_session

_RESULT_KEY = "import-done"
_FILE_TYPES = ["csv", "tsv", "txt", "json", "zip"]


@dataclass(frozen=True, slots=True)
class _Upload:
    """An uploaded file."""

    id: str
    name: str
    data: bytes


def render_import(user: SignedInUser) -> None:
    """Draw the whole import."""
    title = Markup('<h1 class="jl-title">{}</h1><p class="jl-says">{}</p>')
    description = _(
        "From a spreadsheet or tracker as CSV, or from a JobLedger export. You see a preview before anything is added."
    )
    st.html(title.format(_("Import applications"), description))
    file = st.file_uploader(
        _("CSV, up to 10 MB and 50,000 rows; or JSON or ZIP exported from JobLedger, up to 100 MB"),
        _FILE_TYPES,
        key="import-file",
        max_upload_size=MAX_EXPORT_BYTES // 1024 // 1024,
    )
    if file is None:
        st.session_state.pop(_RESULT_KEY, None)
        render_past_imports(user)
        return
    if (finished := st.session_state.get(_RESULT_KEY)) and finished[0] == file.file_id:
        render_result(user, finished[1])
        return
    upload = _Upload(file.file_id, file.name, file.getvalue())
    try:
        preview, columns = _preview_upload(user, upload)
    except (UnreadableFile, LimitReached) as error:
        st.html(widgets.banner("warn", _("This file cannot be read."), str(error)))
        return
    if preview is not None:
        zone = current_user.get_zone(user)
        with user_session(user.user_id) as session:
            comparison = compare(session, preview)
        render_preview(preview, comparison, zone)
        update_numbers = render_differing_rows(upload.id, comparison.differing, zone)
        _render_button(upload, preview, columns, update_numbers)


def _preview_upload(user: SignedInUser, upload: _Upload) -> tuple[ImportPreview | None, Mapping[str, Any]]:
    """Return the preview of a file and the plan behind it; no preview while a question is open."""
    name = upload.name.lower()
    if name.endswith(".json"):
        return _load_preview(user, upload, jobledger_export.preview_json, upload.data), {"format": "json"}
    if name.endswith(".zip"):
        preview = _load_preview(user, upload, archive.read_applications, upload.data)
        return replace(preview, archive=upload.data), {"format": "zip"}
    table = _load_table(user, upload)
    if jobledger_export.is_export(table):
        text = _("This file is imported as it is, with the whole timeline.")
        st.html(widgets.banner("note", _("Exported from JobLedger."), text))
        return _load_preview(user, upload, jobledger_export.preview_csv, table), {"format": "own"}
    return _preview_table(user, upload, table)


def _preview_table(user: SignedInUser, upload: _Upload, table: Table) -> tuple[ImportPreview | None, Mapping[str, Any]]:
    count = len(table.lines)
    rows = ngettext("{count} row.", "{count} rows.", count).format(count=formats.count(count))
    st.html(widgets.banner("note", rows, " ".join(table.remarks)))
    with user_session(user.user_id) as session:
        board = stages.list_stages(session)
    stage_meanings = [(stage.name, stage.meaning) for stage in board] or list(stages.DEFAULT_STAGES)
    plan = plan_form.render_plan_form(table, upload.id, stage_meanings, plan_form.choose_default_stages(board))
    if plan is None:
        return None, {}
    zone = current_user.get_zone(user)
    preview = _load_preview(user, upload, preview_rows, table, plan, zone)
    targets = {str(column): target for column, target in plan.targets.items()}
    orders = {str(column): order for column, order in plan.orders.items()}
    return preview, {"fields": targets, "stages": dict(plan.stages), "orders": orders}


def _load_table(user: SignedInUser, upload: _Upload) -> Table:
    def read() -> Table:
        return limited_process.run(reader.read_table, upload.data, errors=(UnreadableFile,))

    table: Table = previews.load(user.user_id, upload.id, "table", None, read)
    return table


def _load_preview(
    user: SignedInUser, upload: _Upload, function: Callable[..., ImportPreview], *arguments: Any
) -> ImportPreview:
    """Return what the function makes of the file, with a progress bar; a file of many rows takes seconds."""

    def build() -> ImportPreview:
        with ImportProgress(_("Checking every row")) as progress:
            return limited_process.run(function, *arguments, now(), errors=(UnreadableFile,), progress=progress)

    key = (function, *arguments[1:])
    preview: ImportPreview = previews.load(user.user_id, upload.id, "preview", repr(key), build)
    return preview


def _render_button(
    upload: _Upload, preview: ImportPreview, columns: Mapping[str, Any], update_numbers: Collection[int]
) -> None:
    count = preview.row_count
    label = ngettext("Import {count} row", "Import {count} rows", count).format(count=formats.count(count))
    if not st.button(label, type="primary", icon=":material/upload:", key="import-do"):
        return

    def apply_change(session: Session) -> str:
        result = service.write(session, upload.name, preview, now(), columns, update_numbers, progress)
        st.session_state[_RESULT_KEY] = (upload.id, result)
        return describe_result(result)

    try:
        with ImportProgress(_("Importing"), finishes_on_rerun=True) as progress:
            is_done = actions.run_action(apply_change)
    except InvalidChange as error:
        st.error(escape_markdown(str(error)))
        return
    if is_done:
        st.rerun()
