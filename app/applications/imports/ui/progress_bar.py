"""Show the progress of an import: finished rows of all rows, as the work itself reports them."""

from __future__ import annotations

from typing import Self

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from app.kit.i18n import _

# More steps would only keep the browser busy.
_STEP_COUNT = 100


class ImportProgress:
    """A progress bar that is removed at the end.

    With `finishes_on_rerun`, a click elsewhere, which makes Streamlit rerun the screen, waits until the work ends
    instead of stopping it halfway.
    """

    def __init__(self, label: str, *, finishes_on_rerun: bool = False) -> None:
        self._label, self._finishes_on_rerun = label, finishes_on_rerun
        self._step = -1
        self._pending: RerunException | StopException | None = None
        self._bar = st.progress(0.0, f"{label} …")

    def __call__(self, finished: int, total: int) -> None:
        """Redraw the bar when it is a step further."""
        step = finished * _STEP_COUNT // total if total else _STEP_COUNT
        if step == self._step or self._pending:
            return
        self._step = step
        text = _("{label}: {finished} of {total} rows")
        try:
            self._bar.progress(
                step / _STEP_COUNT, text.format(label=self._label, finished=f"{finished:,}", total=f"{total:,}")
            )
        except (RerunException, StopException) as request:
            if not self._finishes_on_rerun:
                raise
            self._pending = request

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pending and error[0] is None:
            raise self._pending
        self._bar.empty()
