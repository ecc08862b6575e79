"""Named counts as bars of plain HTML: a table anyone can read, drawn at once, as wide as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from app.kit import formats
from app.kit.text import escaped
from app.market.openings import Share


def ranked(rows: Sequence[tuple[str, int]], unit: str = "Open jobs") -> str:
    """A table of names, bars and figures in the order given; the longest bar is the largest count."""
    most = max((count for _, count in rows), default=0) or 1
    body = "".join(
        f'<tr><th scope="row" title="{escaped(name)}">{escaped(name)}</th>'
        f'<td><span class="jl-bar" style="--jl-share:{count / most:.4f}"></span>{formats.count(count)}</td></tr>'
        for name, count in rows
    )
    heads = f'<thead class="jl-unseen"><tr><th scope="col">Name</th><th scope="col">{escaped(unit)}</th></tr></thead>'
    return f'<table class="jl-bars">{heads}<tbody>{body}</tbody></table>'


def shares(rows: Sequence[Share], words: dict[str, str]) -> str:
    """Shares of open listings, named for people."""
    return ranked([(words.get(row.name, row.name), row.open) for row in rows])
