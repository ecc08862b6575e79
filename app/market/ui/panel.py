"""What every figure of the market has: a heading with the way to its numbers as a file, and a sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from app.analytics.ui.tables import as_csv
from app.market.ui.charts import Spec
from app.market.ui.labels import plain


def head(key: str, title: str, says: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """The heading, the file and the sentence, which is HTML."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"head-{key}"
    ):
        st.html(f'<h2 class="jl-section">{title}</h2>', width="content")
        st.download_button(
            "CSV", as_csv(heads, rows), f"jobledger-market-{key}.csv", "text/csv", key=f"csv-{key}",
            icon=":material/download:", type="tertiary", on_click="ignore", help=f"Download: {title}",
        )  # fmt: skip
    st.html(f'<p class="jl-says">{says}</p>')


def drawing(spec: Spec, says: str) -> None:
    """The chart, which is read out as its sentence."""
    st.vega_lite_chart(spec=spec, alt=plain(says))
