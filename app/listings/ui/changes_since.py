"""What changed about a listing since someone took note of it, in a line and in full. HTML from escaped text."""

from __future__ import annotations

from datetime import datetime, tzinfo

from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.listings import differences
from app.listings.history import Version
from app.listings.ui.history import changes, version_facts

# What readers want to know first; the rest is named without its values.
_SHOWN = ("Title", "Pay", "Place", "Workplace", "Employment", "Level")


def summary(before: Version, after: Version, zone: tzinfo) -> str:
    """The facts that changed, old to new, and whether the text did; one line."""
    changed = differences.facts(version_facts(before, zone), version_facts(after, zone))
    said = [
        f"<b>{escaped(one.name)}</b> <del>{escaped(one.before or 'not stated')}</del> "
        f"<ins>{escaped(one.after or 'not stated')}</ins>"
        for one in changed
        if one.name in _SHOWN
    ]
    others = [one.name.lower() for one in changed if one.name not in _SHOWN]
    if before.text != after.text:
        others.append("text")
    if others:
        said.append(f"{escaped(', '.join(others).capitalize())} changed")
    return " · ".join(said) or "Nothing a reader would see changed"


def changed_note(at: datetime, words: str, listing_id: object, now: datetime, zone: tzinfo, since: str) -> str:
    """A note on a card: when it changed, what, and the way to the differences. `words` is HTML."""
    return (
        f'<div class="jl-since">{widgets.badge("Changed", "warn")} <span>{widgets.when(at, now, zone)}, since you '
        f'{escaped(since)}. {words}. <a href="/listing?id={escaped(listing_id)}&amp;view=history" target="_self">'
        "See the differences</a></span></div>"
    )


def in_full(before: Version, after: Version, zone: tzinfo) -> str:
    """Everything that changed between two versions, with their times."""
    return (
        f'<p class="jl-quiet">From {escaped(formats.moment(before.captured_at, zone))} to '
        f"{escaped(formats.moment(after.captured_at, zone))}: <ins>added</ins> and <del>removed</del> are marked.</p>"
        f"{changes(before, after, zone)}"
    )
