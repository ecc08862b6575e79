"""How far a file of many rows is: rows done of rows in the file, as the work itself tells."""

from __future__ import annotations

from typing import Self

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

# More would only keep the browser busy.
_STEPS = 100


class Progress:
    """A bar that is told how many rows are done. It is gone at the end.

    While something is written a click elsewhere, which has the screen drawn anew, must not stop the work halfway: with
    `is_whole` that waits until the work is done.
    """

    def __init__(self, doing: str, *, is_whole: bool = False) -> None:
        self._doing, self._is_whole = doing, is_whole
        self._step = -1
        self._waiting: RerunException | StopException | None = None
        self._bar = st.progress(0.0, f"{doing} …")

    def __call__(self, done: int, rows: int) -> None:
        """Show it, when it is a hundredth more than what is shown."""
        step = done * _STEPS // rows if rows else _STEPS
        if step == self._step or self._waiting:
            return
        self._step = step
        try:
            self._bar.progress(step / _STEPS, f"{self._doing}: {done:,} of {rows:,} rows")
        except (RerunException, StopException) as asked:
            if not self._is_whole:
                raise
            self._waiting = asked

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failed: object) -> None:
        if self._waiting and failed[0] is None:
            raise self._waiting
        self._bar.empty()
