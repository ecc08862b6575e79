"""Tests: one folder for each room, and here what spans rooms.

Lets Python keep what it compiles, also where the environment forbids it: a run starts dozens of processes, and each
would compile every library anew. What they keep is in the virtual environment, not beside the sources.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.dont_write_bytecode = False
sys.pycache_prefix = str(Path(sys.prefix) / "bytecode")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
