"""Write the sentences and cells of the market's skills. Names are escaped by Markup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _
from app.market.openings import MarketDay
from app.market.skills import TREND_WEEKS, SkillDemand, SkillShare, SkillTrend
from app.market.ui.labels import format_percent

_MIN_WEEKS = 2 * TREND_WEEKS
_MAX_NAMES = 3


def describe_demand(skills: Sequence[SkillDemand]) -> Markup:
    """Say which skills lead, and how they are recognised."""
    if len(skills) > 1:
        text = Markup(
            _("Most open jobs name <b>{first}</b> ({first_jobs}) and <b>{second}</b> ({second_jobs}).")
        ).format(
            first=skills[0].name,
            first_jobs=formats.count(skills[0].open),
            second=skills[1].name,
            second_jobs=formats.count(skills[1].open),
        )
    else:
        text = Markup(_("Most open jobs name <b>{first}</b> ({first_jobs}).")).format(
            first=skills[0].name, first_jobs=formats.count(skills[0].open)
        )
    method = _("Skills are recognised by name in titles and descriptions. A job can name several.")
    return Markup("{} {}").format(text, method)


def describe_trends(trends: Sequence[SkillTrend]) -> Markup:
    """Say which skills rose and fell significantly, that none did, or that it is too early to say."""
    if not trends or len(trends[0].weeks) < _MIN_WEEKS:
        return Markup(_("Trends appear after {count} finished weeks.")).format(count=_MIN_WEEKS)
    significant_trends = [trend for trend in trends if trend.is_significant]
    risen_trends = sorted(
        (t for t in significant_trends if (t.change or 0) > 0), key=lambda trend: -(trend.change or 0)
    )
    fallen_trends = sorted((t for t in significant_trends if (t.change or 0) < 0), key=lambda trend: trend.change or 0)
    sentences = []
    if risen_trends:
        sentences.append(Markup(_("Rising: {skills}.")).format(skills=_render_trend_list(risen_trends)))
    if fallen_trends:
        sentences.append(Markup(_("Falling: {skills}.")).format(skills=_render_trend_list(fallen_trends)))
    if not sentences:
        sentences.append(Markup(_("No significant change for these skills.")))
    period = _("Last {count} finished weeks compared with the {count} before.").format(count=TREND_WEEKS)
    return Markup(" ").join([*sentences, period])


def note_earlier_weeks(days: Sequence[MarketDay], trends: Sequence[SkillTrend]) -> Markup:
    """Return a note where trends reach back before the first day, when only still-open jobs are known; else nothing."""
    first_day = days[0].day if days else None
    has_earlier_weeks = first_day and trends and next(iter(trends[0].weeks), first_day) < first_day
    if not first_day or not has_earlier_weeks:
        return Markup("")
    text = Markup(_(" Weeks before {day}, the first day of the ledger, include only jobs that were still open then."))
    return text.format(day=f"{first_day.day} {first_day:%b %Y}")


def format_share(share: SkillShare) -> Markup:
    """Return a share with its counts."""
    counts = _("{part} of {total}").format(part=formats.count(share.mentions), total=formats.count(share.listings))
    if share.share is None:
        text = _("{counts}: too few for a share").format(counts=counts)
        return Markup('<span class="jl-quiet">{}</span>').format(text)
    return Markup('<b>{}</b> <span class="jl-quiet">{}</span>').format(_format_exact_percent(share.share), counts)


def format_change(trend: SkillTrend) -> Markup:
    """Return the change of a share in percentage points, if it is significant."""
    if trend.change is None:
        return Markup('<span class="jl-quiet">{}</span>').format(_("unknown"))
    if not trend.is_significant:
        return Markup('<span class="jl-quiet">{}</span>').format(_("about the same"))
    css, sign = ("jl-rose", "▲ +") if trend.change > 0 else ("jl-fell", "▼ -")
    points_text = _("{points} points").format(points=f"{abs(100 * trend.change):.1f}")
    return Markup('<span class="{}">{}{}</span>').format(css, sign, points_text)


def format_weeks(weeks: Sequence[date]) -> str:
    """Return the first and the last of the weeks: "weeks from 25 May to 9 Nov"."""
    first, last = weeks[0], weeks[-1]
    return _("weeks from {first} to {last}").format(first=f"{first.day} {first:%b}", last=f"{last.day} {last:%b}")


def _render_trend_list(trends: Sequence[SkillTrend]) -> Markup:
    return Markup(", ").join(
        Markup(_("<b>{name}</b> ({previous} to {latest})")).format(
            name=trend.name,
            previous=_format_exact_percent(trend.previous.share or 0),
            latest=_format_exact_percent(trend.latest.share or 0),
        )
        for trend in trends[:_MAX_NAMES]
    )


def _format_exact_percent(share: float) -> str:
    return _("{percent} %").format(percent=f"{100 * share:.1f}") if share else format_percent(0)
