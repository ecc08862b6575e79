"""Draw the tables and bars of the Analytics screen as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from markupsafe import Markup

from app.analytics import csv_tables, labels
from app.analytics.flow import Funnel
from app.analytics.groups import Group
from app.analytics.rates import MIN_GROUP_SIZE, Rate
from app.kit.i18n import _


def render_standing(counts: Mapping[str, int]) -> Markup:
    """Return one bar divided by current status, with a legend of all counts."""
    total = sum(counts.values()) or 1
    present_labels = {name: label for name, label in labels.translate_standing_names().items() if counts[name]}
    segments = Markup("").join(
        Markup('<span class="jl-part jl-is-{}" style="flex-grow:{}"></span>').format(name, counts[name])
        for name in present_labels
    )
    legend = Markup("").join(
        Markup('<li><i class="jl-part jl-is-{}"></i><b>{}</b> {}<span class="jl-quiet"> {}</span></li>').format(
            name, counts[name], label, labels.format_percent(counts[name] / total) if total >= MIN_GROUP_SIZE else ""
        )
        for name, label in present_labels.items()
    )
    return Markup('<div class="jl-parts" aria-hidden="true">{}</div><ul class="jl-legend">{}</ul>').format(
        segments, legend
    )


def render_funnel(funnel: Funnel) -> Markup:
    """Return the funnel as a table of bars."""
    rows = Markup("").join(
        Markup(
            '<tr><th scope="row">{}</th><td><span class="jl-step" style="width:{:.1f}%"></span></td>'
            '<td class="jl-number"><b>{}</b></td><td class="jl-number jl-quiet">{}</td></tr>'
        ).format(
            name,
            100 * count / max(1, funnel.sent),
            count,
            labels.format_percent(count / funnel.sent) if funnel.sent >= MIN_GROUP_SIZE else "",
        )
        for name, count in csv_tables.list_funnel_rows(funnel)
    )
    return Markup('<table class="jl-funnel"><tbody>{}</tbody></table>').format(rows)


def render_plain_table(columns: Sequence[str], rows: Iterable[Sequence[object]], caption: str) -> Markup:
    """Return a table whose last column holds numbers."""
    last = len(columns) - 1
    headings = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_format_number_class(place == last), column)
        for place, column in enumerate(columns)
    )
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup("<td{}>{}</td>").format(_format_number_class(place == last), value)
                for place, value in enumerate(row)
            )
        )
        for row in rows
    )
    return Markup(
        '<table class="jl-table"><caption class="jl-unseen">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(caption, headings, body)


def render_groups(groups: Sequence[Group], breakdown: str, sources: Mapping[str, str], zone: tzinfo) -> Markup:
    """Return the rates of each group with their counts; on a phone a block per group."""
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td class="jl-number">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>').format(
            labels.format_group(group, breakdown, sources),
            group.sent,
            _render_rate(group.response_rate, group.response_final_at, zone),
            _render_rate(group.success_rate, group.success_final_at, zone),
            _render_median(group),
        )
        for group in groups
    )
    return Markup(
        '<table class="jl-table jl-rates"><thead><tr><th scope="col">{}</th><th scope="col" class="jl-number">{}</th>'
        '<th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
    ).format(
        (labels.translate_trait_names() | labels.translate_unit_names())[breakdown],
        _("Sent"),
        _("Answered within 30 days"),
        _("Success rate (60 days)"),
        _("Median response time"),
        rows,
    )


def _render_median(group: Group) -> Markup:
    if group.median_days is None:
        return Markup('<span class="jl-quiet">{}</span>').format(_("not yet"))
    return Markup("{}").format(labels.format_days(group.median_days))


def _render_rate(rate: Rate, final_at: datetime | None, zone: tzinfo) -> Markup:
    """Return a bar and its percentage; for a period whose window is open, when the rate is final."""
    if final_at:
        return Markup('<span class="jl-quiet">{}</span>').format(labels.format_final_date(final_at, zone))
    if rate.share is None:
        return Markup('<span class="jl-quiet">{}</span>').format(labels.format_rate(rate))
    return Markup(
        '<span class="jl-meter" aria-hidden="true"><span style="width:{:.1f}%"></span></span>'
        '<b>{}</b> <span class="jl-quiet">{}</span>'
    ).format(
        100 * rate.share,
        labels.format_percent(rate.share),
        _("{hits} of {n}").format(hits=rate.hits, n=rate.n),
    )


def _format_number_class(is_number: bool) -> Markup:  # noqa: FBT001 - a column is one or the other
    return Markup(' class="jl-number"') if is_number else Markup("")
