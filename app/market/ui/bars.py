"""Draw named counts as bars of plain HTML: a table that everyone can read and that needs no script."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _
from app.market.openings import FacetCount

_ROW_HTML = Markup(
    '<tr><th scope="row" title="{name}">{name}</th>'
    '<td><span class="jl-bar" style="--jl-share:{share:.4f}"></span>{count}</td></tr>'
)
_TABLE_HTML = Markup(
    '<table class="jl-bars"><thead class="jl-unseen"><tr><th scope="col">{name}</th><th scope="col">{unit}</th></tr>'
    "</thead><tbody>{rows}</tbody></table>"
)


def render_bars(counts: Sequence[tuple[str, int]]) -> Markup:
    """Return a table of names, bars and open jobs in the order given; the largest count has the full width."""
    largest = max((count for _name, count in counts), default=0) or 1
    rows = Markup("").join(
        _ROW_HTML.format(name=name, share=count / largest, count=formats.count(count)) for name, count in counts
    )
    return _TABLE_HTML.format(name=_("Name"), unit=_("Open jobs"), rows=rows)


def render_facet(counts: Sequence[FacetCount], names: dict[str, str]) -> Markup:
    """Return the bars of one facet; `names` are its values' labels."""
    return render_bars([(names.get(count.name, count.name), count.open) for count in counts])
