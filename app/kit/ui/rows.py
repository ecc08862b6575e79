"""How settings are laid out: sections, rows of what is set, questions before acting, and what is said after it."""

from __future__ import annotations

import streamlit as st

from app.kit.text import escaped, literal
from app.kit.ui import widgets

_SAID = "settings-said"


def section(title: str, says: str) -> None:
    """A part of the screen: its heading and what it is about. Our own words only."""
    st.html(f'<h2 class="jl-section">{escaped(title)}</h2><p class="jl-says">{escaped(says)}</p>')


def confirm(key: str, label: str, question: str, yes: str) -> bool:
    """A button that asks before anything happens; True in the run in which the person has said yes."""
    flag = f"{key}-asked"
    if not st.session_state.get(flag):
        st.button(label, key=key, on_click=st.session_state.__setitem__, args=(flag, True))
        return False
    with st.container(key=f"question-{key}"):
        st.html(widgets.banner("warn", "", question))
        with st.container(horizontal=True):
            is_sure = st.button(yes, key=f"{key}-yes", type="primary")
            st.button("Leave it", key=f"{key}-no", on_click=st.session_state.pop, args=(flag, None))
    if is_sure:
        del st.session_state[flag]
    return is_sure


def say(words: str) -> None:
    """Draw the screen anew and show this in passing."""
    st.session_state[_SAID] = words
    st.rerun()


def said() -> None:
    """Show what `say` left, once."""
    words = st.session_state.pop(_SAID, None)
    if words:
        st.toast(literal(words), icon=":material/check:")


def row(
    name: str,
    html: str,
    *,
    link: tuple[str, str] | None,
    badge: tuple[str, str] | None = None,
    note: str | None = None,
    is_dangerous: bool = False,
) -> None:
    """What is set, and the way to change it: `link` is its label and address at the door, None where there is none.

    `html` holds nothing from outside that is not escaped; `note` is escaped here.
    """
    marks = widgets.badge(*badge) if badge else ""
    more = f'<div class="jl-quiet jl-small">{escaped(note)}</div>' if note else ""
    kind = "jl-act jl-act-danger" if is_dangerous else "jl-act"
    way = ""
    if link:
        label, address = link
        way = f'<a class="{kind}" href="{escaped(address)}" target="_self">{escaped(label)}</a>'
    st.html(
        f'<div class="jl-setting"><div><div class="jl-quiet jl-small">{escaped(name)}</div>'
        f'<div class="jl-badges"><span>{html}</span>{marks}</div>{more}</div>{way}</div>'
    )
