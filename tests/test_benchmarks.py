"""Benchmarks beside another checkout: its measurement is run there, and numbers of the same name are compared."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.comparison import measure_checkout, ratios

RESULT = {"python": "3.11", "is_within_limit": True, "seconds": {"full": 220.0, "days": {"Monday": 11}}, "rows": 0}
OTHER = {"python": "3.11", "is_within_limit": True, "seconds": {"full": 200.0, "days": {"Friday": 8}}, "rows": 0}


def test_numbers_of_the_same_name_are_compared() -> None:
    assert ratios(RESULT, OTHER) == {"seconds.full": 1.1}


def test_another_checkout_is_measured_with_its_own_python(tmp_path: Path) -> None:
    (tmp_path / "benchmarks/results").mkdir(parents=True)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    result = json.dumps({"arguments": "$*"}).replace('"', '\\"')
    python.write_text(f'#!/bin/sh\necho "{result}" > benchmarks/results/$3.json\n', encoding="utf-8")
    python.chmod(0o755)
    assert measure_checkout(tmp_path, "analytics") == {"arguments": "-m benchmarks analytics"}
