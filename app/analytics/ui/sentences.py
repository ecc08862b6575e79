"""Write the sentences of the Analytics screen, each about one chart. Names and formats of values are labels.py's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from app.analytics.flow import Flow, Funnel
from app.analytics.groups import Group
from app.analytics.labels import (
    format_days,
    format_group,
    format_percent,
    format_period,
    format_rate,
    translate_trait_names,
    translate_unit_names,
)
from app.analytics.periods import Period, Unit
from app.analytics.rates import MIN_GROUP_SIZE
from app.analytics.response_times import ResponseCurve
from app.kit import formats
from app.kit.i18n import _, ngettext


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
    counts_after_applied = {target: count for (origin, target), count in flow.links.items() if origin == "applied"}
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
        rejected=formats.count(counts_after_applied.get("rejected", 0)),
        unanswered=formats.count(counts_after_applied.get("waiting", 0) + counts_after_applied.get("ghosted", 0)),
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
        undated_text = ngettext(
            "{count} application is not included: its answer has no date, or one before the application.",
            "{count} applications are not included: their answers have no date, or one before the application.",
            curve.undated,
        )
        sentences.append(undated_text.format(count=formats.count(curve.undated)))
    return Markup(" ").join(sentences)


def _describe_quantiles(curve: ResponseCurve) -> Markup:
    quarter_days, half_days, most_days = curve.quantile(0.25), curve.quantile(0.5), curve.quantile(0.75)
    if half_days is not None and quarter_days is not None and most_days is not None:
        text = Markup(
            _(
                "<b>Half of your applications were answered within {half}</b>, a quarter within {quarter}, three "
                "quarters within {most}."
            )
        )
        return text.format(half=format_days(half_days), quarter=format_days(quarter_days), most=format_days(most_days))
    if half_days is not None and quarter_days is not None:
        text = Markup(_("<b>Half of your applications were answered within {half}</b>, a quarter within {quarter}."))
        return text.format(half=format_days(half_days), quarter=format_days(quarter_days))
    if quarter_days is not None:
        text = Markup(_("A quarter of your applications were answered within {quarter}, fewer than half so far."))
        return text.format(quarter=format_days(quarter_days))
    return Markup(_("Too few answers so far to say how long they take."))


def describe_groups(groups: Sequence[Group], breakdown: str, sources: Mapping[str, str], shown_count: int) -> Markup:
    """Say which of the groups that are large enough is answered most often."""
    groups_with_rate = [group for group in groups if group.response_rate.share is not None and group.name != "unknown"]
    if not groups_with_rate:
        name = (translate_trait_names() | translate_unit_names())[breakdown].lower()
        text = _("No {group} has {minimum} applications older than 30 days yet, so only counts are shown.")
        sentences = [Markup("{}").format(text.format(group=name, minimum=MIN_GROUP_SIZE))]
    else:
        best = max(groups_with_rate, key=lambda group: (group.response_rate.share or 0, group.sent))
        if len(groups_with_rate) > 1:
            text = Markup(_("Highest response rate: <b>{group}</b>, {rate}."))
        else:
            text = Markup(_("Only <b>{group}</b> is large enough for a rate: {rate}."))
        name = format_group(best, breakdown, sources)
        sentences = [text.format(group=name, rate=format_rate(best.response_rate))]
    sentences.append(Markup(_("Groups below {minimum} have no rate.")).format(minimum=MIN_GROUP_SIZE))
    if shown_count < len(groups):
        more = Markup(_("The {shown} largest of {count} are shown. The CSV file has all."))
        sentences.append(more.format(shown=shown_count, count=len(groups)))
    return Markup(" ").join(sentences)


def describe_days(days: Mapping[date, int]) -> Markup:
    """Say how many applications were sent, on how many days, and on which day most."""
    total, active_days = sum(days.values()), sum(count > 0 for count in days.values())
    busiest_period = max(days, key=lambda day: (days[day], day))
    applications = Markup(ngettext("<b>{count} application</b>", "<b>{count} applications</b>", total))
    active_days_text = ngettext("on {count} day", "on {count} days", active_days).format(
        count=formats.count(active_days)
    )
    if days[busiest_period] > 1:
        most = _("most on {day}: {count}").format(day=_format_day(busiest_period), count=days[busiest_period])
    else:
        most = _("never more than one a day")
    return Markup("{} {}, {}.").format(applications.format(count=formats.count(total)), active_days_text, most)


def describe_interviews(counts: Mapping[Period, int], unit: Unit, scheduled_count: int) -> Markup:
    """Say how many interviews were held, in which period most, and how many are scheduled."""
    total = sum(counts.values())
    if total:
        busiest_period = max(counts, key=lambda period: (counts[period], period))
        if unit == "week":
            name = _("the week of {day}").format(day=_format_day(busiest_period.first))
        else:
            name = format_period(busiest_period, unit)
        interviews = Markup(ngettext("<b>{count} interview</b> so far", "<b>{count} interviews</b> so far", total))
        most = _("most in {period} ({count}).").format(period=name, count=counts[busiest_period])
        text = Markup("{}, {}").format(interviews.format(count=formats.count(total)), most)
    else:
        text = Markup(_("No interviews yet."))
    if scheduled_count:
        more = ngettext("{count} more is scheduled.", "{count} more are scheduled.", scheduled_count)
        text = Markup("{} {}").format(text, more.format(count=formats.count(scheduled_count)))
    return text


def describe_misdated(count: int) -> str:
    """Say what to do about answers dated before their application."""
    return ngettext(
        "{count} answer is dated before its application and is not counted. Correct the date in Applications.",
        "{count} answers are dated before their application and are not counted. Correct the dates in Applications.",
        count,
    ).format(count=formats.count(count))


def _format_day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
