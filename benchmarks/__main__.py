"""`python -m benchmarks [NAME …]`: run the measurements and write each to benchmarks/results/NAME.json."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import landing

MEASUREMENTS: dict[str, Callable[[], dict[str, Any]]] = {"landing": landing.measure}
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run the named measurements, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*MEASUREMENTS, []], help="which; default: all")
    RESULTS.mkdir(exist_ok=True)
    for name in parser.parse_args().name or MEASUREMENTS:
        found = {"python": platform.python_version(), **MEASUREMENTS[name]()}
        text = json.dumps(found, indent=2)
        (RESULTS / f"{name}.json").write_text(text + "\n")
        sys.stdout.write(f"{name}\n{text}\n")


if __name__ == "__main__":
    main()
