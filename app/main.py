"""Draw the page frame, the sidebar and the chosen screen. Streamlit runs this script for every visit."""

from pathlib import Path

import streamlit as st

from app.accounts.profile import set_timezone
from app.accounts.ui import current_user
from app.accounts.ui.account import render_rail
from app.router import list_pages

ASSETS = Path(__file__).with_name("assets")


def main() -> None:
    """Draw the frame and run the screen at the current address."""
    st.set_page_config(
        page_title="JobLedger",
        page_icon=str(ASSETS / "mark.svg"),
        layout="wide",
        initial_sidebar_state="auto",
    )
    st.logo(str(ASSETS / "logo.svg"), size="large", icon_image=str(ASSETS / "mark.svg"))
    st.html(ASSETS / "style.css")
    # Dialogs and popovers are outside the element that Streamlit gives the theme's colours.
    if theme := st.context.theme.type:
        st.html(f"<style>:root {{ color-scheme: {theme}; }}</style>")
    user = current_user.begin_run()
    if user and not user.timezone and st.context.timezone:
        set_timezone(user.user_id, st.context.timezone, only_if_empty=True)
    screen = st.navigation(list_pages(is_operator=bool(user and user.is_operator)), position="sidebar")
    with st.sidebar:
        render_rail(user)
    screen.run()


main()
