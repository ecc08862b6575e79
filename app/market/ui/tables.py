"""Draw the market's tables as HTML; on a phone each row becomes a block with its values labelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.market.pay import PayBand
from app.market.skills import SkillTrend


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether it holds numbers, which align right."""

    heading: str
    is_number: bool = True

    @property
    def css(self) -> Markup:
        """Return the class attribute of the column's cells."""
        return Markup(' class="jl-number"') if self.is_number else Markup("")


def render_table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Markup:
    """Return a table whose first column names the row. Cells that are not Markup are escaped."""
    headings = Markup('<th scope="col">{}</th>').format(columns[0].heading)
    headings += Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(column.css, column.heading) for column in columns[1:]
    )
    body = Markup("").join(Markup("<tr>{}</tr>").format(_render_row(columns, row)) for row in rows)
    return Markup(
        '<table class="jl-table jl-blocks"><caption class="jl-unseen">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(caption, headings, body)


def render_pay_range(band: PayBand, largest: float) -> Markup:
    """Return the middle half of a group's pay as a bar on a scale up to `largest`, marked at the median. Decorative."""
    low, median, high = (100 * float(value) / largest for value in (band.p25, band.p50, band.p75))
    return Markup(
        '<span class="jl-range" aria-hidden="true"><i style="left:{:.1f}%;width:{:.1f}%"></i>'
        '<b style="left:{:.1f}%"></b></span>'
    ).format(low, max(high - low, 0.5), median)


def render_weeks(trend: SkillTrend) -> Markup:
    """Return a skill's share by week as a row of bars, scaled to its own highest week. Decorative."""
    shares = [week.share or 0 for week in trend.weeks.values()]
    largest = max(shares, default=0) or 1
    bars = Markup("").join(Markup('<i style="height:{:.0f}%"></i>').format(100 * share / largest) for share in shares)
    return Markup('<span class="jl-weeks" aria-hidden="true">{}</span>').format(bars)


def _render_row(columns: Sequence[Column], row: Sequence[str]) -> Markup:
    cells = Markup("").join(
        Markup('<td{} data-name="{}"><div>{}</div></td>').format(column.css, column.heading, value)
        for column, value in zip(columns[1:], row[1:], strict=True)
    )
    return Markup('<th scope="row">{}</th>{}').format(row[0], cells)
