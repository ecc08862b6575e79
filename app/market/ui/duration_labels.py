"""Write the sentences about how long jobs stay open. Names are escaped by Markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.market.durations import CurveStep, DurationQuartiles, LongOpenCounts, LongOpenJob, SurvivalCurve
from app.market.openings import Scope
from app.market.ui.labels import format_percent


def format_days(days: int | None) -> str:
    """Return a number of days, or say that the quartile is not reached yet."""
    if days is None:
        return Markup('<span class="jl-quiet">{}</span>').format(_("not yet"))
    return ngettext("{count} day", "{count} days", days).format(count=formats.count(days))


def describe_curve(curve: SurvivalCurve, scope: Scope, sources: Mapping[str, str]) -> Markup:
    """Say after how many days jobs close, how many listings that covers, and what part of the market it describes."""
    quartiles = curve.quartiles
    listings = ngettext("Based on {count} listing.", "Based on {count} listings.", quartiles.listings)
    still_open_text = ngettext(
        "{count} is still open and counts up to its last sighting.",
        "{count} are still open and count up to their last sighting.",
        quartiles.still_open,
    )
    return Markup("{} {} {}{}").format(
        _describe_quartiles(quartiles, curve.steps),
        listings.format(count=formats.count(quartiles.listings)),
        still_open_text.format(count=formats.count(quartiles.still_open)),
        _describe_coverage(curve.covered_scope, scope, sources),
    )


def explain_method() -> str:
    """Say how the curve is estimated and what it cannot know."""
    return _(
        "Kaplan-Meier estimate. A closed job counts as filled, since no source states why a job was taken down. A job "
        "that was open before it was first seen counts from the day it was first seen. The curve ends where fewer than "
        "five jobs remain."
    )


def describe_groups(
    groups: Sequence[DurationQuartiles], grouped_by: str, names: Mapping[str, str], shown_count: int
) -> Markup:
    """Say where jobs close soonest among the groups shown."""
    groups_with_median = [group for group in groups[:shown_count] if group.p50 is not None]
    if shown_count < len(groups):
        coverage_text = _("Shown: the {shown} largest of {count} groups with at least 20 listings.")
    else:
        coverage_text = _("Shown: all groups with at least 20 listings.")
    coverage_text = coverage_text.format(shown=shown_count, count=formats.count(len(groups)))
    if not groups_with_median:
        return Markup("{} {}").format(_("In no group has half of the jobs closed yet."), coverage_text)
    soonest_group = min(groups_with_median, key=lambda group: group.p50 or 0)
    leader = Markup(_("Jobs close soonest in <b>{group}</b>: half within {days}.")).format(
        group=format_group(soonest_group.name, grouped_by, names), days=format_days(soonest_group.p50)
    )
    return Markup("{} {}").format(leader, coverage_text)


def format_group(name: str, grouped_by: str, names: Mapping[str, str]) -> str:
    """Return the label of a group."""
    if grouped_by == "title_group":
        return name[:1].upper() + name[1:]
    return _("Not stated") if name == "unknown" else names.get(name, name)


def describe_long_open_jobs(counts: LongOpenCounts, open_listings: int) -> Markup:
    """Say how many open jobs were reposted or are open for long, and what that can mean."""
    reposted_text = Markup(
        ngettext("<b>{count} open job was reposted</b>", "<b>{count} open jobs were reposted</b>", counts.reposted)
    ).format(count=formats.count(counts.reposted))
    long_open_text = Markup(
        ngettext(
            "<b>{count} open job was first posted 90 or more days ago</b>",
            "<b>{count} open jobs were first posted 90 or more days ago</b>",
            counts.long_open,
        )
    ).format(count=formats.count(counts.long_open))
    long_open_definition = ngettext(
        "A job is one title, company and place on one board, so {count} open listing can be fewer jobs.",
        "A job is one title, company and place on one board, so {count} open listings are fewer jobs.",
        open_listings,
    ).format(count=formats.count(open_listings))
    explanation = _("Both can mean a difficult search, several seats, or a post that nobody takes down.")
    repost_definition = _("reopened, or published under another requisition at least 14 days after the first")
    return Markup("{} ({}). {}. {} {}").format(
        reposted_text, repost_definition, long_open_text, long_open_definition, explanation
    )


def format_postings(job: LongOpenJob) -> str:
    """Return how often a job was posted: "3 postings, reopened once"."""
    parts = []
    if job.postings > 1:
        parts.append(
            ngettext("{count} posting", "{count} postings", job.postings).format(count=formats.count(job.postings))
        )
    if job.reopenings:
        reopened = ngettext("reopened once", "reopened {count} times", job.reopenings)
        parts.append(reopened.format(count=formats.count(job.reopenings)))
    return ", ".join(parts) or _("once")


def _describe_quartiles(quartiles: DurationQuartiles, steps: Sequence[CurveStep]) -> Markup:
    p25, p50, p75 = (format_days(days) for days in (quartiles.p25, quartiles.p50, quartiles.p75))
    if quartiles.p50 is not None and quartiles.p75 is not None:
        text = Markup(
            _("<b>Half of the jobs closed within {p50}</b>, a quarter within {p25}, three quarters within {p75}.")
        )
        return text.format(p25=p25, p50=p50, p75=p75)
    if quartiles.p50 is not None:
        text = Markup(
            _("<b>Half of the jobs closed within {p50}</b>, a quarter within {p25}. Three quarters have not yet.")
        )
        return text.format(p25=p25, p50=p50)
    last = steps[-1]
    if quartiles.p25 is not None:
        text = Markup(
            _("<b>A quarter of the jobs closed within {p25}.</b> No median yet: after {days}, {share} were still open.")
        )
    else:
        text = Markup(
            _(
                "<b>Fewer than a quarter of the jobs have closed.</b> No median yet: after {days}, {share} were still "
                "open."
            )
        )
    return text.format(p25=p25, days=format_days(last.day), share=format_percent(last.survival))


def _describe_coverage(covered_scope: Scope, scope: Scope, sources: Mapping[str, str]) -> Markup:
    if covered_scope == scope:
        return Markup("")
    if covered_scope.country:
        text = Markup(_(" All sources in {country}: there is no curve for a country and a source together."))
        return text.format(country=covered_scope.country)
    missing = scope.country or sources.get(scope.source or "", scope.source or "")
    if covered_scope.source:
        text = Markup(_(" {source}: {missing} has fewer than the 20 listings a curve needs."))
        return text.format(source=sources.get(covered_scope.source, covered_scope.source), missing=missing)
    return Markup(_(" Whole market: {missing} has fewer than the 20 listings a curve needs.")).format(missing=missing)
