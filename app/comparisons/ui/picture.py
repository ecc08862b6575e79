"""A comparison as a picture: the browser draws it, with its own letters for every script, and saves it as PNG.

The drawing is app/assets/picture.js; here is only how it gets its data, which it treats as text and never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).parents[2] / "assets" / "picture.js"


def picture_button(content: Mapping[str, object], file_name: str) -> None:
    """A button that saves the picture, once its script is there. `content` is that of comparison_table.as_picture."""
    given = f"{literal_json(content)}, {literal_json(file_name)}"
    st.html(
        '<button type="button" class="jl-act jl-picture" disabled>Save as picture</button>'
        f'<script type="text/javascript">{_script()}\n;jobLedgerPicture({given});</script>',
        unsafe_allow_javascript=True,
        width="content",
    )


def literal_json(value: object) -> str:
    """The value as JSON that can stand in a script: nothing in it can end the script or a line of it."""
    written = json.dumps(value, ensure_ascii=True)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
