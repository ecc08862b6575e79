"""Describe what changed about a listing since a user saved it, on one line and in full. Names are escaped by Markup."""

from __future__ import annotations

from datetime import datetime, tzinfo
from uuid import UUID

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _
from app.kit.ui import widgets
from app.listings import differences
from app.listings.history import ListingVersion
from app.listings.ui.history import describe_version, format_changes

# The facts shown with their values; the others are only named.
_MAIN_FACTS = ("Title", "Pay", "Place", "Workplace", "Employment", "Level")


def summarise_changes(old: ListingVersion, new: ListingVersion, zone: tzinfo) -> Markup:
    """Return the facts that changed, from old to new, and name the others, on one line."""
    changes = differences.compare_facts(describe_version(old, zone), describe_version(new, zone))
    line = Markup("<b>{}</b> <del>{}</del> <ins>{}</ins>")
    parts = [
        line.format(_(change.name), change.old or _("not stated"), change.new or _("not stated"))
        for change in changes
        if change.name in _MAIN_FACTS
    ]
    names = [_(change.name).lower() for change in changes if change.name not in _MAIN_FACTS]
    if old.text != new.text:
        names.append(_("text"))
    if names:
        parts.append(Markup(_("{facts} changed")).format(facts=", ".join(names).capitalize()))
    return Markup(" · ").join(parts) or Markup(_("No visible change"))


def format_change_since_saved(at: datetime, summary: Markup, listing_id: UUID, now: datetime, zone: tzinfo) -> Markup:
    """Return a note for a saved job's card: when it changed, the summary, and a link to the differences."""
    text = Markup(_("{time}, since you saved it. {summary}."))
    return Markup(
        '<div class="jl-since">{badge} <span>{text} '
        '<a href="/listing?id={listing_id}&amp;view=history" target="_self">{link}</a></span></div>'
    ).format(
        badge=widgets.badge(_("Changed"), "warn"),
        text=text.format(time=widgets.time_ago(at, now, zone), summary=summary),
        listing_id=listing_id,
        link=_("See changes"),
    )


def format_all_changes(old: ListingVersion, new: ListingVersion, zone: tzinfo) -> Markup:
    """Return everything that changed between two versions, with their times."""
    text = Markup(_("From {start} to {end}. <ins>Added</ins> and <del>removed</del> text is marked."))
    heading = text.format(start=formats.moment(old.captured_at, zone), end=formats.moment(new.captured_at, zone))
    return Markup('<p class="jl-quiet">{}</p>{}').format(heading, format_changes(old, new, zone))
