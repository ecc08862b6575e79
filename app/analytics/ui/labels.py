"""Write the names and sentences of the Analytics screen. Names are escaped by Markup."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from markupsafe import Markup

from app.analytics.application_facts import ApplicationFacts
from app.analytics.flow import Flow, Funnel
from app.analytics.groups import Group
from app.analytics.periods import UNITS, Period, Unit
from app.analytics.rates import MIN_GROUP_SIZE, Rate, response_rate, success_rate
from app.analytics.response_times import ResponseCurve
from app.kit import formats
from app.kit.i18n import N_, _, ngettext

_TRAITS = {"title_group": N_("Title"), "company": N_("Company"), "source": N_("Source"), "workplace": N_("Workplace")}
_UNITS = {"week": N_("Week"), "month": N_("Month"), "year": N_("Year")}
_ORIGINS = {
    "manual": N_("Added by hand"),
    "import": N_("Imported"),
    "prefill": N_("From a listing"),
    "unknown": N_("Not stated"),
}
_STANDINGS = {
    "waiting": N_("Awaiting an answer"),
    "answered": N_("In talks"),
    "interviewing": N_("Interviewing"),
    "offer": N_("Offer"),
    "rejected": N_("Rejected"),
    "ghosted": N_("Ghosted"),
    "withdrawn": N_("Withdrawn"),
}


def trait_names() -> dict[str, str]:
    """Return the name of each trait that applications are broken down by."""
    return formats.translate_labels(_TRAITS)


def unit_names() -> dict[str, str]:
    """Return the name of each unit of time."""
    return formats.translate_labels(_UNITS)


def standing_names() -> dict[str, str]:
    """Return the name of each status of a sent application, in the order of the bar."""
    return formats.translate_labels(_STANDINGS)


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
        return sources.get(group.name) or formats.word(group.name, _ORIGINS)
    if group.name == "unknown":
        return _("Not stated")
    if breakdown == "workplace":
        return formats.word(group.name, formats.WORKPLACES)
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
    return _("too early to say") if rate.too_recent else _("none sent")


def format_days(days: float) -> str:
    """Return days rounded up, so that "within" stays true: "1 day", "12 days"."""
    whole = max(1, math.ceil(days))
    return ngettext("{count} day", "{count} days", whole).format(count=whole)


def format_final_date(moment: datetime, zone: tzinfo) -> str:
    """Return when a period's rate will be final."""
    return _("final on {day}").format(day=formats.day(moment, zone))


def format_metrics(sent: Sequence[ApplicationFacts], curve: ResponseCurve, now: datetime) -> Markup:
    """Return the four main metrics as cards; one that is not known yet says why."""
    response = response_rate(sent, now)
    median = curve.quantile(0.5) if curve.n >= MIN_GROUP_SIZE else None
    waiting = sum(application.standing == "waiting" for application in sent)
    answers = ngettext("{count} answer", "{count} answers", curve.answered).format(count=formats.count(curve.answered))
    return format_cards(
        (
            _("Applications sent"),
            formats.count(len(sent)),
            ngettext("{count} awaits an answer", "{count} await an answer", waiting).format(
                count=formats.count(waiting)
            ),
        ),
        (_("Answered within 30 days"), _rate_value(response), _rate_detail(response, 30)),
        success_card(sent, now),
        (
            _("Median response time"),
            format_days(median) if median is not None else _("Not yet"),
            _("{answers}, {waiting} without one so far").format(answers=answers, waiting=formats.count(curve.waiting)),
        ),
    )


def success_card(sent: Sequence[ApplicationFacts], now: datetime) -> tuple[str, str, str]:
    """Return the success rate as a card: its name, value and detail."""
    success = success_rate(sent, now)
    detail = _rate_detail(success, 60)
    if success.share is not None:
        detail = _("interview or offer within 60 days: {detail}").format(detail=detail)
    return _("Success rate"), _rate_value(success), detail


def format_cards(*cards: tuple[str, str, str]) -> Markup:
    """Return metrics as cards side by side, each with its name, value and detail."""
    html = Markup("").join(
        Markup('<div class="jl-figure"><dt>{}</dt><dd>{}</dd><dd class="jl-meaning">{}</dd></div>').format(*card)
        for card in cards
    )
    return Markup('<dl class="jl-figures jl-figures-four">{}</dl>').format(html)


def describe_standing(counts: Mapping[str, int], funnel: Funnel, planned: int) -> Markup:
    """Say how many applications wait, were rejected, or led to an interview."""
    sent = ngettext("{count} application", "{count} applications", funnel.sent)
    text = Markup(
        ngettext(
            "Of {sent} sent, <b>{waiting} awaits an answer</b>, {rejected} rejected, {interviewed} with an interview "
            "or offer.",
            "Of {sent} sent, <b>{waiting} await an answer</b>, {rejected} rejected, {interviewed} with an interview "
            "or offer.",
            counts["waiting"],
        )
    ).format(
        sent=sent.format(count=formats.count(funnel.sent)),
        waiting=formats.count(counts["waiting"]),
        rejected=formats.count(counts["rejected"]),
        interviewed=formats.count(funnel.interviewed),
    )
    if planned:
        more = ngettext("{count} more is planned.", "{count} more are planned.", planned)
        text = Markup("{} {}").format(text, more.format(count=formats.count(planned)))
    return text


def describe_flow(flow: Flow) -> Markup:
    """Say how many applications reached interviews and offers, were rejected or have no answer."""
    exits = {target: count for (origin, target), count in flow.links.items() if origin == "applied"}
    sent = flow.count_at("applied")
    applications = Markup(ngettext("<b>{count} application</b>", "<b>{count} applications</b>", sent))
    text = Markup(
        _(
            "Of {applications}, {interviews} reached interviews and {offers} an offer. {rejected} were rejected "
            "without an interview, and {unanswered} have no answer so far."
        )
    )
    return text.format(
        applications=applications.format(count=formats.count(sent)),
        interviews=formats.count(flow.count_at("interviewing")),
        offers=formats.count(flow.count_at("offer")),
        rejected=formats.count(exits.get("rejected", 0)),
        unanswered=formats.count(exits.get("waiting", 0) + exits.get("ghosted", 0)),
    )


def describe_funnel(funnel: Funnel) -> Markup:
    """Say what share of the sent applications got how far."""
    if funnel.sent < MIN_GROUP_SIZE:
        text = ngettext(
            "{count} application so far. Shares appear from {minimum} on.",
            "{count} applications so far. Shares appear from {minimum} on.",
            funnel.sent,
        )
        return Markup("{}").format(text.format(count=formats.count(funnel.sent), minimum=MIN_GROUP_SIZE))
    text = Markup(
        _(
            "<b>{answered} were answered</b>, {interviewed} led to an interview and {offered} to an offer so far. "
            "These shares grow as answers come in."
        )
    )
    return text.format(
        answered=format_percent(funnel.answered / funnel.sent),
        interviewed=format_percent(funnel.interviewed / funnel.sent),
        offered=format_percent(funnel.offered / funnel.sent),
    )


def describe_response_times(curve: ResponseCurve, mean_days: float | None) -> Markup:
    """Say within how many days applications are answered, and how many still wait.

    `mean_days` is the mean of the answers within 30 days.
    """
    sentences: list[str] = [_describe_quantiles(curve)]
    waiting = ngettext("{count} has no answer yet.", "{count} have no answer yet.", curve.waiting)
    sentences.append(waiting.format(count=formats.count(curve.waiting)))
    if mean_days is not None:
        sentences.append(_("Answers within 30 days took {days} days on average.").format(days=f"{mean_days:.1f}"))
    if curve.undated:
        undated = ngettext(
            "{count} application is not included: its answer has no date, or one before the application.",
            "{count} applications are not included: their answers have no date, or one before the application.",
            curve.undated,
        )
        sentences.append(undated.format(count=formats.count(curve.undated)))
    return Markup(" ").join(sentences)


def _describe_quantiles(curve: ResponseCurve) -> Markup:
    quarter, half, most = curve.quantile(0.25), curve.quantile(0.5), curve.quantile(0.75)
    if half is not None and quarter is not None and most is not None:
        text = Markup(
            _(
                "<b>Half of your applications were answered within {half}</b>, a quarter within {quarter}, three "
                "quarters within {most}."
            )
        )
        return text.format(half=format_days(half), quarter=format_days(quarter), most=format_days(most))
    if half is not None and quarter is not None:
        text = Markup(_("<b>Half of your applications were answered within {half}</b>, a quarter within {quarter}."))
        return text.format(half=format_days(half), quarter=format_days(quarter))
    if quarter is not None:
        text = Markup(_("A quarter of your applications were answered within {quarter}, fewer than half so far."))
        return text.format(quarter=format_days(quarter))
    return Markup(_("Too few answers so far to say how long they take."))


def describe_groups(groups: Sequence[Group], breakdown: str, sources: Mapping[str, str], shown_count: int) -> Markup:
    """Say which of the groups that are large enough is answered most often."""
    with_rate = [group for group in groups if group.response.share is not None and group.name != "unknown"]
    if not with_rate:
        name = formats.word(breakdown, _TRAITS | _UNITS).lower()
        text = _("No {group} has {minimum} applications older than 30 days yet, so only counts are shown.")
        sentences = [Markup("{}").format(text.format(group=name, minimum=MIN_GROUP_SIZE))]
    else:
        best = max(with_rate, key=lambda group: (group.response.share or 0, group.sent))
        if len(with_rate) > 1:
            text = Markup(_("Highest response rate: <b>{group}</b>, {rate}."))
        else:
            text = Markup(_("Only <b>{group}</b> is large enough for a rate: {rate}."))
        name = format_group(best, breakdown, sources)
        sentences = [text.format(group=name, rate=format_rate(best.response))]
    sentences.append(Markup(_("Groups below {minimum} have no rate.")).format(minimum=MIN_GROUP_SIZE))
    if shown_count < len(groups):
        more = Markup(_("The {shown} largest of {count} are shown. The CSV file has all."))
        sentences.append(more.format(shown=shown_count, count=len(groups)))
    return Markup(" ").join(sentences)


def describe_days(days: Mapping[date, int]) -> Markup:
    """Say how many applications were sent, on how many days, and on which day most."""
    total, active_days = sum(days.values()), sum(count > 0 for count in days.values())
    busiest = max(days, key=lambda day: (days[day], day))
    applications = Markup(ngettext("<b>{count} application</b>", "<b>{count} applications</b>", total))
    on_days = ngettext("on {count} day", "on {count} days", active_days).format(count=formats.count(active_days))
    if days[busiest] > 1:
        most = _("most on {day}: {count}").format(day=_format_day(busiest), count=days[busiest])
    else:
        most = _("never more than one a day")
    return Markup("{} {}, {}.").format(applications.format(count=formats.count(total)), on_days, most)


def describe_interviews(counts: Mapping[Period, int], unit: Unit, scheduled: int) -> Markup:
    """Say how many interviews were held, in which period most, and how many are scheduled."""
    total = sum(counts.values())
    if total:
        busiest = max(counts, key=lambda period: (counts[period], period))
        if unit == "week":
            name = _("the week of {day}").format(day=_format_day(busiest.first))
        else:
            name = format_period(busiest, unit)
        interviews = Markup(ngettext("<b>{count} interview</b> so far", "<b>{count} interviews</b> so far", total))
        most = _("most in {period} ({count}).").format(period=name, count=counts[busiest])
        text = Markup("{}, {}").format(interviews.format(count=formats.count(total)), most)
    else:
        text = Markup(_("No interviews yet."))
    if scheduled:
        more = ngettext("{count} more is scheduled.", "{count} more are scheduled.", scheduled)
        text = Markup("{} {}").format(text, more.format(count=formats.count(scheduled)))
    return text


def describe_misdated(count: int) -> str:
    """Say what to do about answers dated before their application."""
    return ngettext(
        "{count} answer is dated before its application and is not counted. Correct the date in Applications.",
        "{count} answers are dated before their application and are not counted. Correct the dates in Applications.",
        count,
    ).format(count=formats.count(count))


def _rate_value(rate: Rate) -> str:
    if rate.share is not None:
        return format_percent(rate.share)
    return _("{hits} of {n}").format(hits=rate.hits, n=rate.n) if rate.n else _("Not yet")


def _rate_detail(rate: Rate, window_days: int) -> str:
    if rate.share is not None:
        detail = _("{hits} of {n}").format(hits=rate.hits, n=rate.n)
    elif rate.n:
        detail = _("too few for a rate")
    else:
        return _("known {days} days after applying").format(days=window_days)
    if rate.too_recent:
        return _("{detail}; {count} too recent").format(detail=detail, count=rate.too_recent)
    return detail


def _format_day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
