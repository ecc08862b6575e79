"""Draw the account block of the sidebar, and the page that signed-out visitors see instead of a screen."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st
from markupsafe import Markup

from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.kit.i18n import _
from app.router import get_page


def render_rail(user: SignedInUser | None) -> None:
    """Draw the sidebar's last block: the signed-in user and a sign-out link, or links to sign in and sign up."""
    if user is None:
        html = Markup(
            '<nav class="jl-account-nav" aria-label="{}">'
            '<a class="jl-button" href="/auth/sign-in" target="_self">{}</a>'
            '<a href="/auth/sign-up" target="_self">{}</a></nav>'
        )
        st.html(html.format(_("Account"), _("Sign in"), _("Sign up")))
        return
    html = Markup(
        '<div class="jl-person"><b>{}</b><small>{}</small></div>'
        '<nav class="jl-account-nav" aria-label="{}"><a href="/auth/sign-out" target="_self">{}</a></nav>'
    )
    st.html(html.format(user.name, user.email, _("Account"), _("Sign out")))


def render_account_needed(path: str, title: str, introduction: str, abilities: Sequence[str]) -> None:
    """Draw a screen's title, what it offers, and the links to sign in or sign up."""
    items = Markup("").join(Markup("<li>{}</li>").format(ability) for ability in abilities)
    if current_user.get_current_user() is None:
        note = Markup(
            _(
                "<strong>This needs an account.</strong> "
                '<a href="/auth/sign-in?next={path}" target="_self">Sign in</a> or '
                '<a href="/auth/sign-up" target="_self">sign up</a>. All you need is an email.'
            )
        ).format(path=quote(f"/{path}", safe=""))
    else:
        note = Markup(_("<strong>Not available yet.</strong> We are still building this screen."))
    html = Markup(
        '<section class="jl-account"><h1>{}</h1><p class="jl-lead">{}</p><h2>{}</h2><ul>{}</ul>'
        '<div class="jl-banner jl-banner-note" role="note">{}</div></section>'
    )
    st.html(html.format(title, introduction, _("What you can do here"), items, note))
    with st.container(horizontal=True):
        st.page_link(get_page("feed"), label=_("Search jobs"), icon=":material/work:")
        st.page_link(get_page("market"), label=_("Explore the market"), icon=":material/query_stats:")
