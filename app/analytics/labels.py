"""Write the names and sentences of the Analytics screen. Names are escaped by Markup."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from markupsafe import Markup

from app.analytics.application_facts import ApplicationFacts
from app.analytics.flow import Node
from app.analytics.groups import Group
from app.analytics.periods import UNITS, Period, Unit
from app.analytics.rates import MIN_GROUP_SIZE, Rate, compute_response_rate, compute_success_rate
from app.analytics.response_times import ResponseCurve
from app.kit import formats
from app.kit.i18n import N_, _, ngettext

_TRAIT_LABELS = {
    "title_group": N_("Title"),
    "company": N_("Company"),
    "source": N_("Source"),
    "workplace": N_("Workplace"),
}
_UNIT_LABELS = {"week": N_("Week"), "month": N_("Month"), "year": N_("Year")}
_SOURCE_LABELS = {
    "manual": N_("Added by hand"),
    "import": N_("Imported"),
    "prefill": N_("From a listing"),
    "unknown": N_("Not stated"),
}
_STANDING_LABELS = {
    "waiting": N_("Awaiting an answer"),
    "answered": N_("In talks"),
    "interviewing": N_("Interviewing"),
    "offer": N_("Offer"),
    "rejected": N_("Rejected"),
    "ghosted": N_("Ghosted"),
    "withdrawn": N_("Withdrawn"),
}
_NODE_LABELS: dict[str, str] = {
    "planned": N_("Planned"),
    "applied": N_("Applied"),
    "interviewing": N_("Interviews"),
    "offer": N_("Offer"),
    "answered": N_("In talks"),
    "waiting": N_("Still waiting"),
    "rejected": N_("Rejected"),
    "ghosted": N_("Ghosted"),
    "withdrawn": N_("Withdrawn"),
}


def translate_trait_names() -> dict[str, str]:
    """Return the name of each trait that applications are broken down by."""
    return formats.translate_labels(_TRAIT_LABELS)


def translate_unit_names() -> dict[str, str]:
    """Return the name of each unit of time."""
    return formats.translate_labels(_UNIT_LABELS)


def translate_standing_names() -> dict[str, str]:
    """Return the name of each status of a sent application, in the order of the bar."""
    return formats.translate_labels(_STANDING_LABELS)


def format_node(node: Node) -> str:
    """Return the label of a node of the flow."""
    return formats.translate_value(node, _NODE_LABELS)


def format_period(period: Period, unit: Unit) -> str:
    """Return a period's name: "19 to 25 Oct 2026", "October 2026", "2026"."""
    if unit == "week":
        first, last = period.first, period.last
        year = f" {first.year}" if first.year != last.year else ""
        month = f" {first:%b}" if (first.month, first.year) != (last.month, last.year) else ""
        return _("{first} to {last}").format(first=f"{first.day}{month}{year}", last=f"{last.day} {last:%b %Y}")
    if unit == "month":
        return f"{period.first:%B %Y}"
    return str(period.first.year) if unit == "year" else _("all time")


def format_short_period(period: Period, unit: Unit) -> str:
    """Return a period's name, short enough for the axis of a chart."""
    if unit == "week":
        return f"{period.first.day} {period.first:%b}"
    return f"{period.first:%b %Y}" if unit == "month" else str(period.first.year)


def format_group(group: Group, breakdown: str, sources: Mapping[str, str]) -> str:
    """Return a group's name."""
    unit = next((unit for unit in UNITS if unit == breakdown), None)
    if unit and group.period:
        return format_period(group.period, unit)
    if breakdown == "source":
        return sources.get(group.name) or formats.translate_value(group.name, _SOURCE_LABELS)
    if group.name == "unknown":
        return _("Not stated")
    if breakdown == "workplace":
        return formats.translate_value(group.name, formats.WORKPLACE_LABELS)
    return group.name[:1].upper() + group.name[1:] if breakdown == "title_group" else group.name


def format_percent(share: float) -> str:
    """Return a share from 0 to 1 as a percentage."""
    if 0 < share < 0.01:  # noqa: PLR2004 - one percent
        return _("under 1 %")
    return _("{percent} %").format(percent=f"{100 * share:.0f}")


def format_rate(rate: Rate) -> str:
    """Return a rate with its counts, or why there is none."""
    counts = _("{hits} of {n}").format(hits=rate.hits, n=rate.n)
    if rate.share is not None:
        return f"{format_percent(rate.share)} ({counts})"
    if rate.n:
        return _("{counts}: too few for a rate").format(counts=counts)
    return _("too early to say") if rate.too_recent_count else _("none sent")


def format_days(days: float) -> str:
    """Return days rounded up, so that "within" stays true: "1 day", "12 days"."""
    rounded_days = max(1, math.ceil(days))
    return ngettext("{count} day", "{count} days", rounded_days).format(count=rounded_days)


def format_final_date(moment: datetime, zone: tzinfo) -> str:
    """Return when a period's rate will be final."""
    return _("final on {day}").format(day=formats.day(moment, zone))


def format_metrics(sent_applications: Sequence[ApplicationFacts], curve: ResponseCurve, now: datetime) -> Markup:
    """Return the four main metrics as cards; one that is not known yet says why."""
    response = compute_response_rate(sent_applications, now)
    median = curve.quantile(0.5) if curve.n >= MIN_GROUP_SIZE else None
    waiting = sum(application.standing == "waiting" for application in sent_applications)
    answers = ngettext("{count} answer", "{count} answers", curve.answered).format(count=formats.count(curve.answered))
    return format_cards(
        (
            _("Applications sent"),
            formats.count(len(sent_applications)),
            ngettext("{count} awaits an answer", "{count} await an answer", waiting).format(
                count=formats.count(waiting)
            ),
        ),
        (_("Answered within 30 days"), _format_rate_value(response), _format_rate_detail(response, 30)),
        format_success_card(sent_applications, now),
        (
            _("Median response time"),
            format_days(median) if median is not None else _("Not yet"),
            _("{answers}, {waiting} without one so far").format(answers=answers, waiting=formats.count(curve.waiting)),
        ),
    )


def format_success_card(sent_applications: Sequence[ApplicationFacts], now: datetime) -> tuple[str, str, str]:
    """Return the success rate as a card: its name, value and detail."""
    success = compute_success_rate(sent_applications, now)
    detail = _format_rate_detail(success, 60)
    if success.share is not None:
        detail = _("interview or offer within 60 days: {detail}").format(detail=detail)
    return _("Success rate"), _format_rate_value(success), detail


def format_cards(*cards: tuple[str, str, str]) -> Markup:
    """Return metrics as cards side by side, each with its name, value and detail."""
    html = Markup("").join(
        Markup('<div class="jl-figure"><dt>{}</dt><dd>{}</dd><dd class="jl-meaning">{}</dd></div>').format(*card)
        for card in cards
    )
    return Markup('<dl class="jl-figures jl-figures-four">{}</dl>').format(html)


def _format_rate_value(rate: Rate) -> str:
    if rate.share is not None:
        return format_percent(rate.share)
    return _("{hits} of {n}").format(hits=rate.hits, n=rate.n) if rate.n else _("Not yet")


def _format_rate_detail(rate: Rate, window_days: int) -> str:
    if rate.share is not None:
        detail = _("{hits} of {n}").format(hits=rate.hits, n=rate.n)
    elif rate.n:
        detail = _("too few for a rate")
    else:
        return _("known {days} days after applying").format(days=window_days)
    if rate.too_recent_count:
        return _("{detail}; {count} too recent").format(detail=detail, count=rate.too_recent_count)
    return detail
