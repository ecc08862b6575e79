"""Draw what every metric on a screen has: a heading with a CSV download and a sentence. No metric is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from app.kit import csv_file
from app.kit.i18n import _


def render_heading(
    key: str,
    title: str,
    description: Markup,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    file_prefix: str = "jobledger",
) -> None:
    """Draw the heading, the download of `rows` and the description."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"head-{key}"
    ):
        st.html(Markup('<h2 class="jl-section">{}</h2>').format(title), width="content")
        st.download_button(
            _("CSV"),
            csv_file.build_csv(columns, rows),
            f"{file_prefix}-{key}.csv",
            "text/csv",
            key=f"csv-{key}",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            help=_("Download “{title}” as CSV").format(title=title),
        )
    st.html(Markup('<p class="jl-says">{}</p>').format(description))
