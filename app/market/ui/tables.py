"""Tables of the market as HTML: on a phone a block per row, with each figure named. Cells are HTML, escaped before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.kit.text import escaped
from app.market.pay import PayBand
from app.market.skills import Trend

# Columns of words or bars; all others hold figures and stand at the right.
_WORDS = {"By week", "Change", "Counted", "Frequency", "How often", "Pay of the middle half", ""}


def blocks(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column names the row. Heads are our own words."""
    sides = ["" if not place or head in _WORDS else ' class="jl-number"' for place, head in enumerate(heads)]
    top = "".join(f'<th scope="col"{side}>{escaped(head)}</th>' for head, side in zip(heads, sides, strict=True))
    body = "".join(f"<tr>{_row(heads, sides, row)}</tr>" for row in rows)
    return (
        f'<table class="jl-table jl-blocks"><caption class="jl-unseen">{escaped(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def pay_range(band: PayBand, most: float) -> str:
    """The middle half of a group's pay as a bar from nothing to `most`, with a mark at the median. For the eye only."""
    low, middle, high = (100 * float(value) / most for value in (band.p25, band.p50, band.p75))
    return (
        f'<span class="jl-range" aria-hidden="true"><i style="left:{low:.1f}%;width:{max(high - low, 0.5):.1f}%"></i>'
        f'<b style="left:{middle:.1f}%"></b></span>'
    )


def weeks(trend: Trend) -> str:
    """A skill's share by week as a row of bars, the highest of them its own highest week. For the eye only."""
    shares = [part.share or 0 for part in trend.weeks.values()]
    most = max(shares, default=0) or 1
    bars = "".join(f'<i style="height:{100 * share / most:.0f}%"></i>' for share in shares)
    return f'<span class="jl-weeks" aria-hidden="true">{bars}</span>'


def _row(heads: Sequence[str], sides: Sequence[str], row: Sequence[str]) -> str:
    cells = "".join(
        f'<td{side} data-name="{escaped(head)}"><div>{value}</div></td>'
        for head, side, value in zip(heads[1:], sides[1:], row[1:], strict=True)
    )
    return f'<th scope="row">{row[0]}</th>{cells}'
