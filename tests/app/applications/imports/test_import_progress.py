"""The bar of an import: what is read stops when the screen is drawn anew, what is written is written whole before."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from app.applications.imports.ui.progress_bar import ImportProgress


class Bar:
    """A bar of a screen that is asked to be drawn anew, or closed, at three quarters."""

    def __init__(self, asked: BaseException) -> None:
        self.asked, self.shown = asked, list[str]()

    def progress(self, share: float, words: str) -> None:
        if share > 0.7:
            raise self.asked
        self.shown.append(words)

    def empty(self) -> None:
        self.shown.append("gone")


ASKED = [RerunException(RerunData()), StopException()]


@pytest.mark.parametrize("asked", ASKED, ids=["anew", "closed"])
@pytest.mark.parametrize("finishes_on_rerun", [True, False])
def test_only_what_is_read_may_be_stopped_halfway(
    monkeypatch: pytest.MonkeyPatch, asked: BaseException, *, finishes_on_rerun: bool
) -> None:
    bar, values = Bar(asked), list[int]()
    monkeypatch.setattr(st, "progress", lambda *_: bar)

    def work() -> None:
        with ImportProgress("Importing", finishes_on_rerun=finishes_on_rerun) as progress:
            for row in (0, 1_000, 1_001, 3_000, 4_000):
                progress(row, 4_000)
                values.append(row)

    with pytest.raises(type(asked)):
        work()
    assert values == ([0, 1_000, 1_001, 3_000, 4_000] if finishes_on_rerun else [0, 1_000, 1_001])
    assert bar.shown[:2] == ["Importing: 0 of 4,000 rows", "Importing: 1,000 of 4,000 rows"]


def test_it_is_gone_when_all_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    bar = Bar(StopException())
    monkeypatch.setattr(st, "progress", lambda *_: bar)
    with ImportProgress("Importing") as progress:
        progress(1, 2)
    assert bar.shown == ["Importing: 1 of 2 rows", "gone"]
