"""Draw the button that saves a comparison as a PNG picture, which the browser draws with its own fonts.

Not here: the drawing (app/assets/picture.js), which treats its data as text and never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st

from app.kit.i18n import _

_SCRIPT_PATH = Path(__file__).parents[2] / "assets" / "picture.js"


def render_picture_button(content: Mapping[str, object], file_name: str) -> None:
    """Draw the button; `content` comes from app.comparisons.ui.table.create_picture."""
    arguments = f"{encode_script_json(content)}, {encode_script_json(file_name)}"
    st.html(
        f'<button type="button" class="jl-act jl-picture" disabled>{_("Save as picture")}</button>'
        f'<script type="text/javascript">{_load_script()}\n;jobLedgerPicture({arguments});</script>',
        unsafe_allow_javascript=True,
        width="content",
    )


def encode_script_json(value: object) -> str:
    """Return the value as JSON that is safe inside a script: nothing in it can end the script or a line."""
    text = json.dumps(value, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _load_script() -> str:
    return _SCRIPT_PATH.read_text(encoding="utf-8")
