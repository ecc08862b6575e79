"""Changing the address of the screen one is on. Streamlit's own links change it only on the way to another screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

_SCROLL = "scroll-to-top"
# Ours alone: no text from outside ever enters it. The number makes Streamlit run it anew each time.
_TO_TOP = "<script>document.querySelector('[data-testid=stMain]')?.scrollTo({{top: 0}}); /* {} */</script>"


def go(parameters: Mapping[str, str | Sequence[str]], *, to_top: bool = True) -> None:
    """Give this screen these query parameters, as a step the back button can undo. For a button's on_click."""
    st.query_params.from_dict(parameters)
    if to_top:
        st.session_state[_SCROLL] = st.session_state.get(_SCROLL, 0) + 1
        st.session_state[f"{_SCROLL}-due"] = True


def scroll_if_due() -> None:
    """Show the top of the screen after `go`; call it once in a screen that uses `go`."""
    if st.session_state.pop(f"{_SCROLL}-due", False):
        st.html(_TO_TOP.format(st.session_state[_SCROLL]), unsafe_allow_javascript=True)
