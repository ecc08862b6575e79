"""The list of screens: address, name, icon and the module that draws each. A new screen is one file and one line here.

Plain data on import, so that the server can tell a known address from an unknown one without Streamlit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: `path` is its address without the slash, `module` the file in app/screens with its `render()`.

    One `for_operators` stands in their rail only; for others its address says whom it is for.
    """

    path: str
    title: str
    icon: str
    module: str
    in_rail: bool = True
    for_operators: bool = False


SCREENS = (
    Screen("", "Dashboard", ":material/space_dashboard:", "dashboard"),
    Screen("feed", "Job Feed", ":material/work:", "feed"),
    Screen("saved", "Saved Jobs", ":material/bookmark:", "saved"),
    Screen("comparisons", "Comparisons", ":material/compare_arrows:", "comparisons"),
    Screen("alerts", "Job Alerts", ":material/notifications:", "alerts"),
    Screen("applications", "Applications", ":material/send:", "applications"),
    Screen("analytics", "Analytics", ":material/monitoring:", "analytics"),
    Screen("settings", "Settings", ":material/settings:", "settings"),
    Screen("market", "Market", ":material/query_stats:", "market"),
    Screen("sources", "Sources", ":material/lan:", "sources", for_operators=True),
    Screen("listing", "Listing", ":material/description:", "listing", in_rail=False),
)

_BY_PATH = {screen.path: screen for screen in SCREENS}


def load(screen: Screen) -> Callable[[], None]:
    """The function that draws the screen."""
    draw: Callable[[], None] = import_module(f"app.screens.{screen.module}").render
    return draw


def page(path: str, *, is_operator: bool = False) -> Page:
    """Streamlit's page for a screen's address, to navigate with or link to. Raises KeyError for an unknown one."""
    import streamlit as st

    screen = _BY_PATH[path]
    in_rail = screen.in_rail and (is_operator or not screen.for_operators)
    return st.Page(
        load(screen),
        title=screen.title,
        icon=screen.icon,
        url_path=screen.path or None,
        default=not screen.path,
        visibility="visible" if in_rail else "hidden",
    )


def pages(*, is_operator: bool = False) -> list[Page]:
    """Every screen's page, in the rail's order."""
    return [page(screen.path, is_operator=is_operator) for screen in SCREENS]
