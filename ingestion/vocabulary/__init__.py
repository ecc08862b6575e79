"""Load the word lists the parsers read, kept as TOML files beside this one. What a list means is decided by its
parser.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def load_vocabulary(name: str) -> Any:
    """Return the contents of `NAME.toml`; each file is read once per process."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
