"""Draw the parts that every market metric has: a heading with a CSV download, a sentence and a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from app.kit.csv_file import as_csv
from app.kit.i18n import _
from app.market.ui.charts import Spec


def render_heading(
    key: str, title: str, description: Markup, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Draw the heading, the download of `rows` and the description."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"head-{key}"
    ):
        st.html(Markup('<h2 class="jl-section">{}</h2>').format(title), width="content")
        st.download_button(
            _("CSV"),
            as_csv(columns, rows),
            f"jobledger-market-{key}.csv",
            "text/csv",
            key=f"csv-{key}",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            help=_("Download “{title}” as CSV").format(title=title),
        )
    st.html(Markup('<p class="jl-says">{}</p>').format(description))


def render_chart(spec: Spec, description: Markup) -> None:
    """Draw the chart; screen readers read its description."""
    st.vega_lite_chart(spec=spec, alt=description.striptags())
