"""Rows of a file that are here already but say something else: shown as what would change, taken over when ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, tzinfo
from typing import Any

import streamlit as st

from app.applications.imports.compare import Differing
from app.applications.ui.timeline import FIELDS
from app.kit.formats import counted, day
from app.kit.text import literal

_SHOWN = 50
_LONGEST = 60


def asked(file_id: str, rows: Sequence[Differing], zone: tzinfo) -> Collection[int]:
    """Draw them; the numbers of the rows to take over, none unless the person says so."""
    if not rows:
        return ()
    st.html('<h2 class="jl-section">Here already, but different in the file</h2>')
    st.caption("These applications stay as they are, unless you tick what to take over from the file.")
    every = len(rows) > 1 and st.checkbox(
        f"Take over all {counted(len(rows), 'row')}", key=f"import-{file_id}-differing-all"
    )
    chosen = {
        one.row.number
        for one in rows[:_SHOWN]
        if st.checkbox(literal(_told(one, zone)), key=f"import-{file_id}-differing-{one.row.number}", disabled=every)
    }
    if len(rows) > _SHOWN:
        st.caption(f"And {len(rows) - _SHOWN:,} more, which stay as they are unless all are taken over.")
    return {one.row.number for one in rows} if every else chosen


def _told(one: Differing, zone: tzinfo) -> str:
    entry = one.row.entry
    about = ", ".join(name for name in (entry.title[:_LONGEST], entry.company[:_LONGEST]) if name)
    changes = (
        f"{FIELDS.get(name, name)} {_shown(before, zone)} → {_shown(after, zone)}"
        for name, (before, after) in one.fields.items()
    )
    return f"Row {one.row.number}, {about}: would change {'; '.join(changes)}"


def _shown(value: Any, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return day(value, zone)
    words = " ".join(str(value or "").split())
    return f"“{words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}”" if words else "nothing"
