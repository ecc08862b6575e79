"""Format the upper part of a listing's page: header, notices, text and facts. Markup escapes foreign text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.text import render_paragraphs, sanitise
from app.kit.ui import widgets
from app.listings.history import ListingHistory
from app.listings.queries import Listing
from app.listings.ui import badges
from app.listings.ui.card import format_employer
from app.listings.ui.history import CLOSE_REASONS

_HEADER_HTML = Markup(
    '<header class="jl-head">{monogram}<div><h1 class="jl-title">{title}</h1>'
    '<div class="jl-where">{where}</div><div class="jl-badges">{traits}</div><div>{pay}</div></div></header>'
)
_FACT_HTML = Markup("<div><dt>{name}</dt><dd>{value}{origin}</dd></div>")
_MAX_SKILLS = 30


def format_header(listing: Listing) -> Markup:
    """Return title, company, place, badges and pay."""
    card = listing.card
    monogram_html = widgets.monogram(card.company or card.title)
    return _HEADER_HTML.format(
        monogram=monogram_html.replace("jl-monogram", Markup("jl-monogram jl-monogram-large"), 1),
        title=card.title,
        where=format_employer(card),
        traits=badges.format_traits(card),
        pay=badges.format_pay(card.pay) or Markup('<span class="jl-quiet">{}</span>').format(_("Pay not stated")),
    )


def format_closed_banner(listing: Listing, zone: tzinfo) -> Markup:
    """Return a notice saying when and why the job closed; empty while it is open."""
    if listing.closed_at is None:
        return Markup()
    sentences = [_("Closed on {time}.").format(time=formats.moment(listing.closed_at, zone))]
    if listing.close_reason in CLOSE_REASONS:
        sentences.append(_(CLOSE_REASONS[listing.close_reason]))
    sentences.append(_("This is the last version."))
    return widgets.banner("closed", _("This job is closed."), " ".join(sentences))


def format_text(listing: Listing) -> str:
    """Return the text of the job post, sanitised again, or its plain text where it has no markup."""
    text = sanitise(listing.html) or render_paragraphs(listing.description)
    if not text:
        return widgets.empty(
            _("No description"), _("The source has no text for this job. Open the job post to read it.")
        )
    return f'<div class="jl-text">{text}</div>'


def format_facts(listing: Listing, history: ListingHistory, zone: tzinfo) -> Markup:
    """Return the facts of the job, each with its origin in small print."""
    source = listing.board.source_name
    stated_by_source = _("Stated by {source}").format(source=source)
    external_id = Markup('<span class="jl-mono">{}</span>').format(listing.external_id)
    rows: list[tuple[str, str, str]] = [
        *_list_job_facts(listing),
        (_("Posted"), *_describe_posted(listing, zone)),
        (_("Expires"), formats.day(listing.expires_at, zone) if listing.expires_at else "", stated_by_source),
        (_("First seen"), formats.moment(listing.first_seen_at, zone), _("When it first appeared in a fetch")),
        (_("Last change"), formats.moment(listing.changed_at, zone), ""),
        (_("Last seen"), *_describe_last_seen(listing, zone)),
        (_("Reference"), external_id, _("The job's ID at {source}").format(source=source)),
    ]
    newest = next(
        (version for version in reversed(history.versions) if version.payload_hash == history.payload_hash), None
    )
    if newest:
        parser = _("Version {number}").format(number=newest.parser_version)
        rows.append((_("Parser"), parser, _("Facts are read from the stored payload")))
    html = Markup("").join(
        _FACT_HTML.format(name=name, value=value, origin=Markup("<small>{}</small>").format(origin) if origin else "")
        for name, value, origin in rows
        if value
    )
    box_html = Markup('<section class="jl-box"><h2>{}</h2><dl class="jl-facts">{}</dl></section>')
    return box_html.format(_("Facts"), html)


def _list_job_facts(listing: Listing) -> list[tuple[str, str, str]]:
    card, unknown = listing.card, _("Not stated")
    workplace = formats.translate_value(card.workplace_type, formats.WORKPLACE_LABELS)
    employment = formats.translate_value(card.employment_type, formats.EMPLOYMENT_LABELS)
    return [
        (_("Pay"), badges.format_pay(card.pay) or unknown, _describe_pay_origin(listing)),
        (_("Place"), card.location or unknown, _describe_stated_place(listing)),
        (_("Workplace"), workplace or unknown, ""),
        (_("Employment"), employment or unknown, ""),
        (_("Level"), formats.translate_value(card.experience_level, formats.LEVEL_LABELS) or unknown, ""),
        (_("Department"), listing.department or "", ""),
        (_("Skills"), _format_skills(card.skills), _("Named in the text")),
    ]


def _format_skills(names: Sequence[str]) -> Markup:
    if not names:
        return Markup()
    return Markup('<div class="jl-badges">{}</div>').format(widgets.chips(names, _MAX_SKILLS))


def _describe_pay_origin(listing: Listing) -> str:
    pay = listing.card.pay
    if pay.low is None and pay.high is None:
        return ""
    if pay.is_estimated:
        return _("Estimated by {source}. The job post states no pay.").format(source=listing.board.source_name)
    return _("Stated in the job post")


def _describe_stated_place(listing: Listing) -> str:
    if not listing.stated_place or listing.stated_place == listing.card.location:
        return ""
    return _("“{place}” at {source}").format(place=listing.stated_place, source=listing.board.source_name)


def _describe_posted(listing: Listing, zone: tzinfo) -> tuple[str, str]:
    if listing.posted_at is None:
        return _("Not stated"), _("Its age counts from when it was first seen")
    origin = _("Stated by {source}").format(source=listing.board.source_name)
    return formats.moment(listing.posted_at, zone), origin


def _describe_last_seen(listing: Listing, zone: tzinfo) -> tuple[str, str]:
    fetched_at = listing.board.last_complete_fetch
    if listing.closed_at or fetched_at is None:
        return "", ""
    return formats.moment(fetched_at, zone), _("The board's last complete fetch")


def format_source_line(listing: Listing, now: datetime, zone: tzinfo) -> Markup:
    """Return the age and the source, for the line below the header."""
    card = listing.card
    posted_text = Markup(_("Posted {time}")).format(time=widgets.time_ago(card.posted_at, now, zone))
    attribution = badges.format_attribution(card.provider, card.url)
    return Markup('<div class="jl-card-foot"><span>{}</span>{}</div>').format(posted_text, attribution)


def format_company_heading(company: str, total: int) -> str:
    """Return the heading above the company's other jobs."""
    text = ngettext("{count} other open job at {company}", "{count} other open jobs at {company}", total)
    return text.format(count=formats.count(total), company=company)
