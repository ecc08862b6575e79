"""What the signed-out see of accounts: the block in the rail, and the screen of a feature that needs one."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.kit.text import escaped
from app.router import page


def rail(person: SignedIn | None) -> None:
    """The rail's last block: who is signed in and the way out, or the way in."""
    if person is None:
        st.html(
            '<nav class="jl-door" aria-label="Account">'
            '<a class="jl-button" href="/auth/sign-in" target="_self">Sign in</a>'
            '<a href="/auth/sign-up" target="_self">Make an account</a></nav>'
        )
        return
    st.html(
        f'<div class="jl-person"><b>{escaped(person.name)}</b><small>{escaped(person.email)}</small></div>'
        '<nav class="jl-door" aria-label="Account"><a href="/auth/sign-out" target="_self">Sign out</a></nav>'
    )


def account_needed(path: str, title: str, promise: str, abilities: Sequence[str]) -> None:
    """Draw the honest placeholder: `promise` in a sentence, `abilities` as a list, and how to go on from here."""
    will = "".join(f"<li>{escaped(ability)}</li>" for ability in abilities)
    if current_user.current() is None:
        back = quote(f"/{path}", safe="")
        note = (
            "<strong>This needs an account.</strong> "
            f'<a href="/auth/sign-in?next={back}" target="_self">Sign in</a> or '
            '<a href="/auth/sign-up" target="_self">make one</a>; it takes an e-mail address and a minute.'
        )
    else:
        note = "<strong>Not open yet.</strong> This screen is being built; your account is ready for it."
    st.html(
        f'<section class="jl-account"><h1>{escaped(title)}</h1><p class="jl-lead">{escaped(promise)}</p>'
        f"<h2>What you will be able to do here</h2><ul>{will}</ul>"
        f'<div class="jl-banner jl-banner-note" role="note">{note}</div></section>'
    )
    with st.container(horizontal=True):
        st.page_link(page("feed"), label="Search jobs", icon=":material/work:")
        st.page_link(page("market"), label="See the market", icon=":material/query_stats:")
