"""Draw the parts that settings are made of: sections, settings with a link, confirmations, and notices after a change.

Not here: what is set (app.settings.ui, app.sources.ui).
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app.kit.i18n import _
from app.kit.text import escape_markdown
from app.kit.ui import widgets

_NOTICE = "settings-notice"


def render_section(title: str, description: str) -> None:
    """Draw a section's heading with a sentence about it."""
    html = Markup('<h2 class="jl-section">{}</h2><p class="jl-says">{}</p>')
    st.html(html.format(title, description))


def confirm(key: str, label: str, question: str, confirm_label: str) -> bool:
    """Draw a button that asks before it acts. Return True in the run in which the user confirms."""
    flag = f"{key}-is-open"
    if not st.session_state.get(flag):
        st.button(label, key=key, on_click=st.session_state.__setitem__, args=(flag, True))
        return False
    with st.container(key=f"question-{key}"):
        st.html(widgets.banner("warn", "", question))
        with st.container(horizontal=True):
            is_confirmed = st.button(confirm_label, key=f"{key}-yes", type="primary")
            st.button(_("Cancel"), key=f"{key}-no", on_click=st.session_state.pop, args=(flag, None))
    if is_confirmed:
        del st.session_state[flag]
    return is_confirmed


def rerun_with_notice(text: str) -> None:
    """Draw the screen again, with this text as a toast."""
    st.session_state[_NOTICE] = text
    st.rerun()


def render_notice() -> None:
    """Show the text of `rerun_with_notice` once."""
    text = st.session_state.pop(_NOTICE, None)
    if text:
        st.toast(escape_markdown(text), icon=":material/check:")


def render_setting(
    name: str,
    value: str,
    *,
    link: tuple[str, str] | None,
    badge: tuple[str, str] | None = None,
    note: str | None = None,
    is_dangerous: bool = False,
) -> None:
    """Draw a setting: its name, its value (text, or Markup), and a link that changes it, given as label and address."""
    badge_html = widgets.badge(*badge) if badge else ""
    note_html = Markup('<div class="jl-quiet jl-small">{}</div>').format(note) if note else ""
    link_html = Markup("")
    if link:
        label, address = link
        kind = "jl-act jl-act-danger" if is_dangerous else "jl-act"
        link_html = Markup('<a class="{}" href="{}" target="_self">{}</a>').format(kind, address, label)
    html = Markup(
        '<div class="jl-setting"><div><div class="jl-quiet jl-small">{name}</div>'
        '<div class="jl-badges"><span>{value}</span>{badge}</div>{note}</div>{link}</div>'
    )
    st.html(html.format(name=name, value=value, badge=badge_html, note=note_html, link=link_html))
