"""Run the measurements and write each to benchmarks/results/NAME.json: `python -m benchmarks [NAME …]`. No measuring
here.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import alerts, analytics, flood, gold_labels, landing, quality_parse, search, sign_in, speed_parse
from benchmarks.comparison import measure_checkout, ratios

MEASUREMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "alerts": alerts.measure,
    "analytics": analytics.measure,
    "flood": flood.measure,
    "landing": landing.measure,
    "search": search.measure,
    "sign_in": sign_in.measure,
    "quality_parse": quality_parse.measure,
    "speed_parse": speed_parse.measure,
}
NEED_REAL_POSTINGS = {"quality_parse", "speed_parse"}
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run the named measurements, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*MEASUREMENTS, []], help="which measurements to run; default: all")
    parser.add_argument(
        "--against", type=Path, metavar="DIR", help="another checkout, set up, to measure too and to give ratios to"
    )
    arguments = parser.parse_args()
    RESULTS.mkdir(exist_ok=True)
    for name in arguments.name or MEASUREMENTS:
        if name in NEED_REAL_POSTINGS and not gold_labels.REPLAY_DATA.exists():
            sys.stdout.write(f"{name}: skipped, the labelled postings are not beside the project\n")
            continue
        other = measure_checkout(arguments.against, name) if arguments.against else None
        result = {"python": platform.python_version(), **MEASUREMENTS[name]()}
        if other:
            result["against"] = {"result": other, "ratios": ratios(result, other)}
        text = json.dumps(result, indent=2)
        (RESULTS / f"{name}.json").write_text(text + "\n")
        sys.stdout.write(f"{name}\n{text}\n")


if __name__ == "__main__":
    main()
