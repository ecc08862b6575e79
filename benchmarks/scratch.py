"""Provide a database for one measurement: the embedded server with its default settings, in a temporary folder. No
measuring here.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from database import engine
from database.embedded import server


@contextmanager
def scratch_home() -> Iterator[None]:
    """Use a state folder of its own during the measurement, with the durable settings of a real installation."""
    with tempfile.TemporaryDirectory(prefix="jobledger-bench-") as folder:
        Path(folder).chmod(0o711)
        os.environ["JOBLEDGER_HOME"] = folder
        try:
            yield
        finally:
            engine.dispose()
            server.stop()
