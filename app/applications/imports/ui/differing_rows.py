"""Draw the rows that differ from the applications they match, with checkboxes to apply them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo
from typing import Any

import streamlit as st
from markupsafe import Markup

from app.applications.fields import FIELDS_BY_NAME
from app.applications.imports.compare import DifferingRow
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.text import escape_markdown

_MAX_ROWS = 50
_MAX_TEXT_LENGTH = 60


def render_differing_rows(file_id: str, rows: Sequence[DifferingRow], zone: tzinfo) -> Collection[int]:
    """Draw the rows; return the numbers of those that the user selected."""
    if not rows:
        return ()
    st.html(Markup('<h2 class="jl-section">{}</h2>').format(_("Already here, but different in the file")))
    st.caption(_("These applications stay unchanged unless you select what to update from the file."))
    count = len(rows)
    all_label = ngettext("Update all {count} row", "Update all {count} rows", count).format(count=formats.count(count))
    is_all = count > 1 and st.checkbox(all_label, key=f"import-{file_id}-differing-all")
    selected = {
        differing.row.number
        for differing in rows[:_MAX_ROWS]
        if st.checkbox(
            escape_markdown(_describe(differing, zone)),
            key=f"import-{file_id}-differing-{differing.row.number}",
            disabled=is_all,
        )
    }
    hidden = count - _MAX_ROWS
    if hidden > 0:
        text = ngettext(
            "{count} more row stays unchanged unless you update all.",
            "{count} more rows stay unchanged unless you update all.",
            hidden,
        )
        st.caption(text.format(count=formats.count(hidden)))
    return {differing.row.number for differing in rows} if is_all else selected


def _describe(differing: DifferingRow, zone: tzinfo) -> str:
    new = differing.row.application
    job = ", ".join(name for name in (new.title[:_MAX_TEXT_LENGTH], new.company[:_MAX_TEXT_LENGTH]) if name)
    change = _("{field} {stored} → {value}")
    changes = (
        change.format(
            field=_(FIELDS_BY_NAME[name].phrase), stored=_quote_value(stored, zone), value=_quote_value(value, zone)
        )
        for name, (stored, value) in differing.changes.items()
    )
    text = _("Row {number}, {job}: would change {changes}")
    return text.format(number=differing.row.number, job=job, changes="; ".join(changes))


def _quote_value(value: Any, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return formats.day(value, zone)
    line = " ".join(str(value or "").split())
    if not line:
        return _("nothing")
    return f"“{line[:_MAX_TEXT_LENGTH]}{'…' if len(line) > _MAX_TEXT_LENGTH else ''}”"
