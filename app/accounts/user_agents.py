"""A browser's own description of itself as a person reads it: "Firefox on Linux". Nothing is decided by it.

A list of names and no library: browsers have frozen what they say, and a parser's table of every phone ever made
would be kept up to date for two words.
"""

from __future__ import annotations

# The first that is found counts: most browsers also name those they descend from.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"),
    ("YaBrowser", "Yandex Browser"), ("FxiOS", "Firefox"), ("Firefox", "Firefox"), ("CriOS", "Chrome"),
    ("HeadlessChrome", "Chrome"), ("Chromium", "Chromium"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
UNKNOWN = "Unknown browser"
_SHOWN = 40


def readable(agent: str | None) -> str:
    """Browser and system of a User-Agent header; its first words where it names none that is known."""
    if not agent:
        return UNKNOWN
    browser = next((name for mark, name in _BROWSERS if mark in agent), None)
    system = next((name for mark, name in _SYSTEMS if mark in agent), None)
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or agent.partition("/")[0][:_SHOWN]
