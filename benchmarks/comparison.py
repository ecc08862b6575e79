"""Compare a measurement with that of another checkout, taken in the same run. It measures nothing itself."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def measure_checkout(checkout: Path, name: str) -> dict[str, Any]:
    """Run a measurement in another checkout, with the environment that `make setup` made there; return its result."""
    command = [str(checkout.resolve() / ".venv/bin/python"), "-m", "benchmarks", name]
    subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 a checkout of ours
    result: dict[str, Any] = json.loads((checkout / "benchmarks/results" / f"{name}.json").read_text(encoding="utf-8"))
    return result


def ratios(result: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, float]:
    """Return the numbers of `result` over those of the same name in `other`."""
    others = dict(_numbers(other))
    return {name: round(number / others[name], 3) for name, number in _numbers(result) if others.get(name)}


def _numbers(result: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    for name, value in result.items():
        if isinstance(value, Mapping):
            yield from _numbers(value, f"{prefix}{name}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{prefix}{name}", value
