"""Write the sentences of the market's openings, and those that all its parts share. Names are escaped by Markup."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.ui import widgets
from app.market.openings import MIN_GROUP_SIZE, UNKNOWN, ExcludedSource, FacetCount, MarketDay, MarketTotals, Scope

_DAYS_PER_WEEK = 7


def note_wider_scope(scope: Scope, *, by_country: bool = False, by_source: bool = False) -> Markup:
    """Return a sentence saying that a metric covers more than the scope, empty where it covers just the scope."""
    if (scope.country and not by_country) and (scope.source and not by_source):
        return Markup(_(" Whole market: this metric is not available by country or source."))
    if scope.source and not by_source:
        if scope.country:
            text = Markup(_(" All sources in {country}: this metric is not available by source."))
            return text.format(country=scope.country)
        return Markup(_(" Whole market: this metric is not available by source."))
    if scope.country and not by_country:
        return Markup(_(" Whole market: this metric is not available by country."))
    return Markup("")


def format_totals(totals: MarketTotals) -> Markup:
    """Return the three totals as metric cards."""
    cards = (
        (_("Open jobs"), formats.count(totals.open), _("as of each board's last complete fetch")),
        (
            _("State their pay"),
            format_rate(totals.with_stated_pay, totals.open),
            _("with an amount, currency and period"),
        ),
        (_("Opened in 30 days"), formats.count(totals.new_30d), _("including jobs that closed since")),
    )
    html = Markup("").join(
        Markup('<div class="jl-figure"><dt>{}</dt><dd>{}</dd><dd class="jl-meaning">{}</dd></div>').format(*card)
        for card in cards
    )
    return Markup('<dl class="jl-figures">{}</dl>').format(html)


def describe_open_jobs(days: Sequence[MarketDay]) -> Markup:
    """Say how many jobs were open on the last day, compared with a week before."""
    last = days[-1]
    open_jobs = Markup(
        ngettext(
            "<b>{count} job</b> was open at the end of {day} (UTC)",
            "<b>{count} jobs</b> were open at the end of {day} (UTC)",
            last.open,
        )
    ).format(count=formats.count(last.open), day=_format_day(last))
    if len(days) <= _DAYS_PER_WEEK:
        history = ngettext("{count} day of history so far.", "{count} days of history so far.", len(days))
        return Markup("{}. {}").format(open_jobs, history.format(count=len(days)))
    difference = last.open - days[-1 - _DAYS_PER_WEEK].open
    if difference == 0:
        comparison = _("as many as a week before")
    elif difference > 0:
        comparison = _("{count} more than a week before").format(count=formats.count(difference))
    else:
        comparison = _("{count} fewer than a week before").format(count=formats.count(-difference))
    return Markup("{}, {}.").format(open_jobs, comparison)


def describe_daily_changes(days: Sequence[MarketDay]) -> Markup:
    """Say how many jobs opened, reopened and closed in the last week; these account for every change of open jobs."""
    recent_days = days[1:][-_DAYS_PER_WEEK:]
    opened_jobs, closed_jobs = sum(day.new for day in recent_days), sum(day.closed for day in recent_days)
    reopened_job_count = sum(day.reopened for day in recent_days)
    if len(recent_days) == _DAYS_PER_WEEK:
        period = _("In the last {count} days").format(count=_DAYS_PER_WEEK)
    else:
        period = _("Since {day}").format(day=_format_day(recent_days[0]))
    jobs = Markup(ngettext("<b>{count} job</b> opened", "<b>{count} jobs</b> opened", opened_jobs))
    changes = jobs.format(count=formats.count(opened_jobs))
    if reopened_job_count:
        changes += Markup(_(", <b>{count}</b> reopened")).format(count=formats.count(reopened_job_count))
    changes += Markup(_(" and <b>{count}</b> closed.")).format(count=formats.count(closed_jobs))
    first_day = _("Not shown: {day}, the first day, when every job was new to the ledger.")
    return Markup("{}, {} {}").format(period, changes, first_day.format(day=_format_day(days[0])))


def describe_leader(
    counts: Sequence[FacetCount], facet: str, names: dict[str, str], *, shown_count: int | None = None
) -> Markup:
    """Name the value with most open jobs and its share, and say how many jobs have no value."""
    total = sum(count.open for count in counts)
    stated = [count for count in counts if count.name != UNKNOWN]
    missing = total - sum(count.open for count in stated)
    if not stated:
        return Markup(_("No open job states its {facet}.")).format(facet=facet)
    leader = stated[0]
    jobs = ngettext("{count} open job", "{count} open jobs", total).format(count=formats.count(total))
    text = Markup(_("<b>{name}</b> leads with {share} of {jobs}.")).format(
        name=formats.translate_value(leader.name, names), share=format_rate(leader.open, total), jobs=jobs
    )
    if shown_count is not None and shown_count < len(counts):
        text += Markup(_(" The {shown} largest of {all} are shown.")).format(shown=shown_count, all=len(counts))
    if missing:
        share = format_rate(missing, total)
        text += Markup(_(" {share} state no {facet}.")).format(share=share.capitalize(), facet=facet)
    return text


def describe_workplaces(counts: Sequence[FacetCount]) -> Markup:
    """Say which share of the jobs that state a workplace is remote or hybrid."""
    open_jobs = {count.name: count.open for count in counts}
    stated = sum(count for name, count in open_jobs.items() if name != UNKNOWN)
    if not stated:
        return Markup(_("No open job states its workplace."))
    jobs = ngettext("{count} job that states its workplace", "{count} jobs that state their workplace", stated)
    return Markup(_("Of {jobs}, <b>{remote} are remote</b> and {hybrid} hybrid. {missing} do not state it.")).format(
        jobs=jobs.format(count=formats.count(stated)),
        remote=format_rate(open_jobs.get("remote", 0), stated),
        hybrid=format_rate(open_jobs.get("hybrid", 0), stated),
        missing=formats.count(open_jobs.get(UNKNOWN, 0)),
    )


def describe_excluded_sources(sources: Sequence[ExcludedSource]) -> Markup:
    """Return a notice naming the sources that are not counted, and why."""
    if not sources:
        text = _("Every source with open listings is counted.")
        return Markup('<p class="jl-quiet jl-small">{}</p>').format(text)
    names = ", ".join(
        ngettext("{name} ({count} open listing)", "{name} ({count} open listings)", source.open).format(
            name=source.name, count=formats.count(source.open)
        )
        for source in sources
    )
    text = _("{names}. Their terms allow showing listings but not publishing aggregates.").format(names=names)
    return widgets.banner("note", _("Not counted:"), text)


def format_percent(share: float) -> str:
    """Return a share from 0 to 1 as a percentage."""
    if 0 < share < 0.01:  # noqa: PLR2004 - one percent
        return _("under 1 %")
    return _("{percent} %").format(percent=f"{100 * share:.0f}")


def format_rate(part: int, total: int) -> str:
    """Return a part of a total as a percentage, or as a count where the total is below five."""
    return format_percent(part / total) if total >= MIN_GROUP_SIZE else formats.count(part)


def _format_day(value: MarketDay) -> str:
    return f"{value.day.day} {value.day:%b %Y}"
