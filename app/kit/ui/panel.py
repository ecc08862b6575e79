"""Draw what every metric on a screen has: a heading with a CSV download and a sentence. No metric is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st
from markupsafe import Markup

from app.kit import csv_file
from app.kit.i18n import _
from app.kit.ui import widgets


def render_heading(
    key: str,
    title: str,
    description: Markup,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    file_prefix: str,
) -> None:
    """Draw the heading, the download of `rows` and the description.

    Streamlit keeps the file under an address that anyone may open, so rows of a person are not for here.
    """
    with _begin_heading(key, title, description):
        st.download_button(
            _("CSV"),
            csv_file.build_csv(columns, rows),
            f"{file_prefix}-{key}.csv",
            "text/csv",
            key=f"csv-{key}",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            help=_describe_download(title),
        )


def render_linked_heading(key: str, title: str, description: Markup, path: str) -> None:
    """Draw the heading, a link to the rows as a CSV file at `path`, and the description."""
    with _begin_heading(key, title, description):
        st.html(widgets.download_link(_("CSV"), path, _describe_download(title)), width="content")


@contextmanager
def _begin_heading(key: str, title: str, description: Markup) -> Iterator[None]:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"head-{key}"
    ):
        st.html(Markup('<h2 class="jl-section">{}</h2>').format(title), width="content")
        yield
    st.html(Markup('<p class="jl-says">{}</p>').format(description))


def _describe_download(title: str) -> str:
    return _("Download “{title}” as CSV").format(title=title)
