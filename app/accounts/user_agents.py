"""Name the browser and system of a User-Agent header: "Firefox on Linux". For display only; nothing depends on it.

A short list instead of a library: browsers have frozen this header, and a parser of every phone would need updates.
"""

from __future__ import annotations

from app.kit.i18n import N_, _

# The first match counts, since most browsers also name those they descend from.
_BROWSER_BY_MARK = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Vivaldi": "Vivaldi",
    "YaBrowser": "Yandex Browser",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "HeadlessChrome": "Chrome",
    "Chromium": "Chromium",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEM_BY_MARK = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Macintosh": "Mac",
    "Linux": "Linux",
}
UNKNOWN_BROWSER_TEXT = N_("Unknown browser")
_MAX_LENGTH = 40


def describe_browser(agent: str | None) -> str:
    """Return the browser and system that a User-Agent header names, or the header's first words."""
    if not agent:
        return _(UNKNOWN_BROWSER_TEXT)
    browser = next((name for mark, name in _BROWSER_BY_MARK.items() if mark in agent), None)
    system = next((name for mark, name in _SYSTEM_BY_MARK.items() if mark in agent), None)
    if browser and system:
        return _("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or agent.partition("/")[0][:_MAX_LENGTH]
