"""Clicks in plain HTML are checked before anything acts on them."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
import streamlit as st

from app.accounts.ui import actions
from app.cards.ui import card_actions
from app.kit.ui import clicks

LISTING = UUID("3f2f8a52-5b3e-4a43-9b8e-0d9a6a3f6f10")


def handle_click(monkeypatch: pytest.MonkeyPatch, clicked: object) -> list[tuple[str, UUID]]:
    """Return what is handled when the browser sends this."""
    handled: list[tuple[str, UUID]] = []
    monkeypatch.setattr(
        st.components.v2, "component", lambda *_, **__: lambda **options: options["on_clicked_change"]()
    )
    monkeypatch.setattr(st, "session_state", {"clicks-feed": {"clicked": clicked}})
    clicks.clickable_html("<p>A card</p>", "feed", lambda action, target_id: handled.append((action, target_id)))
    return handled


def test_a_click_has_an_action_and_a_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert handle_click(monkeypatch, {"act": "save", "id": str(LISTING)}) == [("save", LISTING)]


@pytest.mark.parametrize("clicked", [None, "save", {}, {"act": "save"}, {"act": "save", "id": "1; drop table"}, [1]])
def test_anything_else_is_ignored(monkeypatch: pytest.MonkeyPatch, clicked: object) -> None:
    assert handle_click(monkeypatch, clicked) == []


def test_only_actions_of_a_card_are_performed(monkeypatch: pytest.MonkeyPatch) -> None:
    icons: list[str] = []
    monkeypatch.setattr(actions, "run_action", lambda _work, *, icon: icons.append(icon))
    for act in ("save", "delete everything", "__class__", ""):
        card_actions.perform_action(act, uuid4())
    assert icons == [":material/bookmark_add:"]
