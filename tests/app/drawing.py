"""Runs one screen in Streamlit's own test harness, and reads what it drew."""

from __future__ import annotations

import re
from collections.abc import Mapping

from streamlit.testing.v1 import AppTest


def draw(path: str, parameters: Mapping[str, str] | None = None) -> AppTest:
    """The screen at an address, drawn once; fails when it raised."""
    app = AppTest.from_function(_script, kwargs={"path": path}, default_timeout=30)
    for name, value in (parameters or {}).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def html(app: AppTest) -> str:
    """All HTML the screen drew."""
    return "\n".join(element.proto.body for element in app.get("html"))


def words(app: AppTest) -> str:
    """What a person reads of it."""
    return re.sub(r"<[^>]+>", " ", html(app))


def _script(path: str) -> None:
    import streamlit as st

    from app.router import SCREENS, list_pages, load_screen

    st.navigation(list_pages())
    load_screen(next(screen for screen in SCREENS if screen.path == path))()
