"""Draw the heading and the chart of a market metric. What other screens share is app.kit.ui.panel."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from app.kit.ui import panel
from app.market.ui.charts import Spec

render_heading = partial(panel.render_heading, file_prefix="jobledger-market")


def render_chart(spec: Spec, description: Markup) -> None:
    """Draw the chart; screen readers read its description."""
    st.vega_lite_chart(spec=spec, alt=description.striptags())
