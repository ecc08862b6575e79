"""Measure how fast the parsers are on real postings, on one core: `python -m benchmarks.speed_parse`. Needs
../shared.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import polars as pl

from benchmarks.gold_labels import REPLAY_DATA, read_ashby_jobs
from ingestion.parse import description, job_attributes, language, tags
from ingestion.parse.canonical import parse_postings
from ingestion.parse.location.columns import parse_locations
from ingestion.parse.location.gazetteer import gazetteer
from ingestion.parse.salary.columns import parse_salaries
from ingestion.parse.schema import build_input


def measure() -> dict[str, Any]:
    """Return CPU time over all Ashby postings, per stage and in all; the gazetteer's start is a separate metric."""
    jobs = [job for job in read_ashby_jobs().values() if job["descriptionHtml"]]
    fields: list[Any] = [
        {
            "title": job["title"],
            "html": job["descriptionHtml"],
            "places": [{"text": job["location"]}],
            "department": job["department"],
        }
        for job in jobs
    ]
    count = len(fields)
    started_at = time.process_time()
    gazetteer()
    gazetteer_seconds = time.process_time() - started_at
    batch = build_input(
        [str(number) for number in range(count)], ["h"] * count, ["ashby"] * count, [None] * count, fields
    )
    texts = batch.with_columns(description.parse_descriptions(batch)).with_columns(parse_locations(batch))
    stages: dict[str, Callable[[], Any]] = {
        "text": lambda: description.parse_descriptions(batch),
        "location": lambda: parse_locations(batch),
        "pay": lambda: parse_salaries(texts),
        "workplace": lambda: texts.select(job_attributes.parse_workplace_type(pl.col("description"))),
        "skills and tags": lambda: tags.build_tags(texts),
        "language": lambda: language.parse_languages(texts["description"], texts["language"]),
        "everything": lambda: parse_postings(batch),
    }
    rates = {name: round(count / _seconds(stage)) for name, stage in stages.items()}
    size = round(sum(len(job["descriptionHtml"]) for job in jobs) / count)
    return {
        "documents": count,
        "characters_each": size,
        "gazetteer_seconds": round(gazetteer_seconds, 2),
        "documents_per_second": rates,
    }


def _seconds(stage: Callable[[], Any]) -> float:
    started_at = time.process_time()
    stage()
    return time.process_time() - started_at


def main() -> None:
    """Print the results."""
    if not REPLAY_DATA.exists():
        sys.exit("the postings are missing (shared/replay/data beside the project)")
    result = measure()
    rates = result.pop("documents_per_second")
    for name, value in (result | {f"{name}, documents/s": rate for name, rate in rates.items()}).items():
        sys.stdout.write(f"{name:30} {value:>10}\n")


if __name__ == "__main__":
    main()
