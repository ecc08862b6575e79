"""List the screens: address, name, icon and the module that draws each. A new screen is one file and one line here.

Importing it loads no Streamlit, so that the server can check addresses without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from app.kit.i18n import N_, _

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: `path` is its address without the slash, `module` the file in app/screens with its `render()`.

    A screen `for_operators` is listed in their sidebar only.
    """

    path: str
    title: str
    icon: str
    module: str
    in_rail: bool = True
    for_operators: bool = False


SCREENS = (
    Screen("", N_("Dashboard"), ":material/space_dashboard:", "dashboard"),
    Screen("feed", N_("Job Feed"), ":material/work:", "feed"),
    Screen("saved", N_("Saved Jobs"), ":material/bookmark:", "saved"),
    Screen("comparisons", N_("Comparisons"), ":material/compare_arrows:", "comparisons"),
    Screen("alerts", N_("Job Alerts"), ":material/notifications:", "alerts"),
    Screen("applications", N_("Applications"), ":material/send:", "applications"),
    Screen("analytics", N_("Analytics"), ":material/monitoring:", "analytics"),
    Screen("settings", N_("Settings"), ":material/settings:", "settings"),
    Screen("market", N_("Market"), ":material/query_stats:", "market"),
    Screen("sources", N_("Sources"), ":material/lan:", "sources", for_operators=True),
    Screen("listing", N_("Listing"), ":material/description:", "listing", in_rail=False),
)

_SCREENS_BY_PATH = {screen.path: screen for screen in SCREENS}


def load_screen(screen: Screen) -> Callable[[], None]:
    """Return the function that draws the screen."""
    draw: Callable[[], None] = import_module(f"app.screens.{screen.module}").render
    return draw


def get_page(path: str, *, is_operator: bool = False) -> Page:
    """Return Streamlit's page of a screen's address. Raises KeyError for an unknown address."""
    import streamlit as st

    screen = _SCREENS_BY_PATH[path]
    in_rail = screen.in_rail and (is_operator or not screen.for_operators)
    return st.Page(
        load_screen(screen),
        title=_(screen.title),
        icon=screen.icon,
        url_path=screen.path or None,
        default=not screen.path,
        visibility="visible" if in_rail else "hidden",
    )


def list_pages(*, is_operator: bool = False) -> list[Page]:
    """Return every screen's page, in the order of the sidebar."""
    return [get_page(screen.path, is_operator=is_operator) for screen in SCREENS]
