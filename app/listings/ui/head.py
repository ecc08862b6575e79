"""The upper part of a listing's page as HTML: head, notices, text and facts. Text from outside is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from app.kit import formats
from app.kit.text import escaped, paragraphs, sanitised
from app.kit.ui import widgets
from app.listings.history import History
from app.listings.queries import Listing
from app.listings.ui import badges
from app.listings.ui.history import WHY_CLOSED


def head(listing: Listing) -> str:
    """Title, company, place, badges and pay."""
    card = listing.card
    where = f"<b>{escaped(card.company or 'Company not named')}</b>"
    where += f" · {escaped(card.location)}" if card.location else ""
    large = widgets.monogram(card.company or card.title).replace("jl-monogram", "jl-monogram jl-monogram-large", 1)
    pay = badges.pay(card.pay) or '<span class="jl-quiet">Pay not stated</span>'
    return (
        f'<header class="jl-head">{large}<div><h1 class="jl-title">{escaped(card.title)}</h1>'
        f'<div class="jl-where">{where}</div><div class="jl-badges">{badges.traits(card)}</div><div>{pay}</div>'
        "</div></header>"
    )


def closed_banner(listing: Listing, zone: tzinfo) -> str:
    """That the job is closed, since when and why; empty while it is open."""
    if listing.closed_at is None:
        return ""
    why = WHY_CLOSED.get(listing.close_reason or "", "")
    words = f"Closed on {formats.moment(listing.closed_at, zone)}" + (f": {why}." if why else ".")
    return widgets.banner("closed", "This job is closed.", words + " What follows is how it last read.")


def body(listing: Listing) -> str:
    """The advertisement's text, sanitised again here, or its plain text where there is no markup."""
    text = sanitised(listing.html) or paragraphs(listing.description)
    if not text:
        return widgets.empty("The source gives no text", "Follow the link to the advertisement to read it there.")
    return f'<div class="jl-text">{text}</div>'


def facts(listing: Listing, history: History, zone: tzinfo) -> str:
    """The normalised facts, each with where it comes from in small print."""
    card, source = listing.card, escaped(listing.board.source_name)
    newest = next((one for one in reversed(history.versions) if one.payload_hash == history.current), None)
    rows = [
        ("Pay", badges.pay(card.pay) or "Not stated", _pay_origin(listing)),
        ("Place", escaped(card.location or "Not stated"), _worded(listing.place_words, card.location, source)),
        ("Workplace", escaped(formats.word(card.workplace_type, formats.WORKPLACES) or "Not stated"), ""),
        ("Employment", escaped(formats.word(card.employment_type, formats.EMPLOYMENTS) or "Not stated"), ""),
        ("Level", escaped(formats.word(card.experience_level, formats.LEVELS) or "Not stated"), ""),
        ("Department", escaped(listing.department or ""), ""),
        ("Skills", _skills(card.skills), "Named in the text"),
        ("Posted", *_posted(listing, zone)),
        ("Expires", _day(listing.expires_at, zone), f"Stated by {source}"),
        ("First seen", escaped(formats.moment(listing.first_seen_at, zone)), "The first fetch that listed it"),
        ("Last change", escaped(formats.moment(listing.changed_at, zone)), ""),
        ("Last seen", *_last_seen(listing, zone)),
        ("Number", f'<span class="jl-mono">{escaped(listing.external_id)}</span>', f"The posting's key at {source}"),
    ]  # fmt: skip
    if newest:
        rows.append(("Read by", f"Parser version {newest.parser_version}", "Facts are read from the stored answer"))
    shown = "".join(
        f"<div><dt>{name}</dt><dd>{value}{f'<small>{origin}</small>' if origin else ''}</dd></div>"
        for name, value, origin in rows
        if value
    )
    return f'<section class="jl-box"><h2>Facts</h2><dl class="jl-facts">{shown}</dl></section>'


def _skills(names: Sequence[str]) -> str:
    return f'<div class="jl-badges">{widgets.chips(names, 30)}</div>' if names else ""


def _day(value: datetime | None, zone: tzinfo) -> str:
    return escaped(formats.day(value, zone)) if value else ""


def _pay_origin(listing: Listing) -> str:
    pay, source = listing.card.pay, escaped(listing.board.source_name)
    if pay.low is None and pay.high is None:
        return ""
    return f"Estimated by {source}; the advertisement gives none" if pay.is_estimated else "As the advertisement says"


def _worded(words: str | None, shown: str | None, source: str) -> str:
    return f"In {source}'s words: “{escaped(words)}”" if words and words != shown else ""


def _posted(listing: Listing, zone: tzinfo) -> tuple[str, str]:
    if listing.posted_at is None:
        return "Not stated", "Age is counted from when it was first seen"
    return escaped(formats.moment(listing.posted_at, zone)), f"Stated by {escaped(listing.board.source_name)}"


def _last_seen(listing: Listing, zone: tzinfo) -> tuple[str, str]:
    seen = listing.board.last_complete_fetch
    if listing.closed_at or seen is None:
        return "", ""
    return escaped(formats.moment(seen, zone)), "The board's last complete fetch"


def age_line(listing: Listing, now: datetime, zone: tzinfo) -> str:
    """Age and source, under the head."""
    card = listing.card
    return (
        f'<div class="jl-card-foot"><span>Posted {widgets.when(card.posted_at, now, zone)}</span>'
        f"{badges.attribution(card.provider, card.url)}</div>"
    )


def company_heading(company: str, total: int) -> str:
    """The heading above the company's other jobs."""
    return f"{formats.counted(total, 'other open job')} at {escaped(company)}"
