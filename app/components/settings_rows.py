"""How settings are laid out: sections, and rows of what is set with the way to change it. No account is read here."""

from __future__ import annotations

import streamlit as st

from app.components import pieces
from app.text import escaped


def section(title: str, says: str) -> None:
    """A part of the screen: its heading and what it is about. Our own words only."""
    st.html(f'<h2 class="jl-section">{escaped(title)}</h2><p class="jl-says">{escaped(says)}</p>')


def row(
    name: str,
    html: str,
    *,
    link: tuple[str, str],
    badge: tuple[str, str] | None = None,
    note: str | None = None,
    is_dangerous: bool = False,
) -> None:
    """What is set, and the way to change it: `link` is its label and address at the door.

    `html` holds nothing from outside that is not escaped; `note` is escaped here.
    """
    marks = pieces.badge(*badge) if badge else ""
    said = f'<div class="jl-quiet jl-small">{escaped(note)}</div>' if note else ""
    kind = "jl-act jl-act-danger" if is_dangerous else "jl-act"
    label, address = link
    st.html(
        f'<div class="jl-setting"><div><div class="jl-quiet jl-small">{escaped(name)}</div>'
        f'<div class="jl-badges"><span>{html}</span>{marks}</div>{said}</div>'
        f'<a class="{kind}" href="{escaped(address)}" target="_self">{escaped(label)}</a></div>'
    )
