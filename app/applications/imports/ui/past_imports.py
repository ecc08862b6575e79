"""Draw finished imports: their counts, their rejected rows, and the button that reverts them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import actions, current_user
from app.accounts.ui.actions import Session
from app.applications.imports import history, revert
from app.applications.imports.preview import RejectedRow
from app.applications.imports.revert import RevertResult
from app.applications.imports.service import ImportResult
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.text import escape_markdown
from app.kit.ui import widgets
from app.kit.ui.rows import confirm
from app.router import get_page
from database.clock import now
from database.sessions import user_session

_MAX_LISTED_ROWS, _MAX_LISTED_NAMES = 50, 10
_UNREVERTED_ROWS_KEY = "import-back-left"
_REJECTED_ROWS_HTML = Markup(
    '<h3 class="jl-section">{title}</h3><div style="overflow-x:auto" role="region" aria-label="{title}" tabindex="0">'
    '<table class="jl-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{more}'
)


def render_result(user: SignedInUser, result: ImportResult) -> None:
    """Draw the import that was just finished."""
    st.html(widgets.banner("note", _("Imported."), describe_result(result)))
    if result.rejected_files:
        text = " ".join(result.rejected_files[:_MAX_LISTED_NAMES])
        st.html(widgets.banner("warn", _("Some files could not be stored."), text))
    _render_rejected(user, result)
    _render_unreverted()
    with st.container(horizontal=True):
        st.page_link(get_page("applications"), label=_("See my applications"), icon=":material/view_kanban:")
        _render_revert(result)


def describe_result(result: ImportResult) -> str:
    """Return the counts of an import in words."""
    added = ngettext("{count} application added", "{count} applications added", result.added)
    parts = [added.format(count=formats.count(result.added))]
    if result.updated:
        parts.append(_("{count} updated").format(count=formats.count(result.updated)))
    parts.append(_("{count} already here").format(count=formats.count(result.unchanged)))
    parts.append(_("{count} rejected").format(count=formats.count(result.rejected)))
    return f"{', '.join(parts)}."


def render_past_imports(user: SignedInUser) -> None:
    """Draw the earlier imports."""
    with user_session(user.user_id) as session:
        results = history.list_imports(session)[:_MAX_LISTED_ROWS]
    if not results:
        return
    st.html(Markup('<h2 class="jl-section">{}</h2>').format(_("Earlier imports")))
    _render_unreverted()
    zone = current_user.get_zone(user)
    for result in results:
        with st.expander(escape_markdown(f"{result.file_name}, {formats.moment(result.created_at, zone)}")):
            st.html(Markup("<p>{}</p>").format(describe_result(result)))
            _render_rejected(user, result)
            _render_revert(result)


def _render_rejected(user: SignedInUser, result: ImportResult) -> None:
    if not result.rejected:
        return
    with user_session(user.user_id) as session:
        rows = history.list_rejected_rows(session, result.id, _MAX_LISTED_ROWS)
    more = Markup()
    if result.rejected > _MAX_LISTED_ROWS:
        text = _("The first {limit} rows; the file has all {count}.")
        text = text.format(limit=_MAX_LISTED_ROWS, count=formats.count(result.rejected))
        more = Markup("<p>{}</p>").format(text)
    head = Markup('<th scope="col">{}</th>')
    st.html(
        _REJECTED_ROWS_HTML.format(
            title=_("Rejected rows"),
            heads=Markup().join(head.format(name) for name in (_("Row"), _("Content"), _("Reason"))),
            rows=Markup().join(map(_format_rejected_row, rows)),
            more=more,
        )
    )
    st.html(widgets.download_link(_("Download these rows"), f"/applications/rejected-rows?import={result.id}"))


def _format_rejected_row(row: RejectedRow) -> Markup:
    content = " · ".join(cell for cell in row.cells if cell.strip())[:160]
    return Markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>").format(row.number, content, row.reason)


def _render_revert(result: ImportResult) -> None:
    """Draw the button that reverts an import. What could not be reverted is shown after the rerun."""
    if not result.added and not result.revertible:
        return
    if confirm(f"back-{result.id}", _("Undo this import"), _format_revert_question(result), _("Undo import")):

        def apply_change(session: Session) -> str:
            reverted = revert.revert_import(session, result.id, now())
            st.session_state[_UNREVERTED_ROWS_KEY] = _join_names(reverted.unreverted)
            return _describe_revert(reverted)

        with st.spinner(_("Undoing the import …"), show_time=True):
            is_done = actions.run_action(apply_change, icon=":material/undo:")
        if is_done:
            st.rerun()


def _format_revert_question(result: ImportResult) -> str:
    sentences = []
    if result.added:
        text = ngettext(
            "The {count} application it added will be deleted if it still exists, even if you edited it.",
            "The {count} applications it added will be deleted where they still exist, even if you edited them.",
            result.added,
        )
        sentences.append(text.format(count=formats.count(result.added)))
    if result.revertible:
        sentences.append(_("What it updated will be restored, except what changed again since."))
    elif result.updated:
        sentences.append(_("What it updated stays, because the previous values were not stored then."))
    return " ".join(sentences)


def _describe_revert(result: RevertResult) -> str:
    parts = []
    if result.deleted or not result.restored:
        text = ngettext("{count} application deleted", "{count} applications deleted", result.deleted)
        parts.append(text.format(count=formats.count(result.deleted)))
    if result.restored:
        text = ngettext("{count} application restored", "{count} applications restored", result.restored)
        parts.append(text.format(count=formats.count(result.restored)))
    return ", ".join(parts)


def _join_names(names: Sequence[str]) -> str:
    """Return the first names as one line."""
    line = "; ".join(name[:120] for name in names[:_MAX_LISTED_NAMES])
    hidden = len(names) - _MAX_LISTED_NAMES
    if hidden <= 0:
        return line
    more = ngettext("{names} and {count} more", "{names} and {count} more", hidden)
    return more.format(names=line, count=formats.count(hidden))


def _render_unreverted() -> None:
    if names := st.session_state.get(_UNREVERTED_ROWS_KEY):
        st.html(widgets.banner("warn", _("Changed since the import, so not restored:"), names))
