"""Clicks in plain HTML: what the browser says is checked before anything is done with it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
import streamlit as st

from app.accounts.ui import actions
from app.cards.ui import card_actions
from app.kit.ui import clicks

LISTING = UUID("3f2f8a52-5b3e-4a43-9b8e-0d9a6a3f6f10")


def sent(monkeypatch: pytest.MonkeyPatch, clicked: object) -> list[tuple[str, UUID]]:
    """What is handled when the browser sends this."""
    handled: list[tuple[str, UUID]] = []
    monkeypatch.setattr(st.components.v2, "component", lambda *_, **__: lambda **given: given["on_clicked_change"]())
    monkeypatch.setattr(st, "session_state", {"clicks-feed": {"clicked": clicked}})
    clicks.acting_html("<p>A card</p>", "feed", lambda act, named: handled.append((act, named)))
    return handled


def test_a_click_names_an_act_and_a_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sent(monkeypatch, {"act": "save", "id": str(LISTING)}) == [("save", LISTING)]


@pytest.mark.parametrize("clicked", [None, "save", {}, {"act": "save"}, {"act": "save", "id": "1; drop table"}, [1]])
def test_anything_else_is_no_click(monkeypatch: pytest.MonkeyPatch, clicked: object) -> None:
    assert sent(monkeypatch, clicked) == []


def test_only_acts_of_a_card_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(actions, "act", lambda _work, *, icon: asked.append(icon))
    for act in ("save", "delete everything", "__class__", ""):
        card_actions.perform(act, uuid4())
    assert asked == [":material/bookmark_add:"]
