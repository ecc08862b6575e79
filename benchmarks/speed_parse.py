"""How fast the parsers are on real advertisements, on one core: `python -m benchmarks.speed_parse`. Needs ../shared."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import polars as pl

from benchmarks.quality_parse import DATA, ashby_jobs
from ingestion.parse import document, language, location, pay, tags, work
from ingestion.parse.canonical import canonical
from ingestion.parse.gazetteer import gazetteer
from ingestion.parse.schema import frame


def measure() -> dict[str, Any]:
    """CPU time over all Ashby advertisements, per stage and in all; the gazetteer's start is a figure of its own."""
    jobs = [job for job in ashby_jobs().values() if job["descriptionHtml"]]
    fields: list[Any] = [
        {
            "title": j["title"],
            "html": j["descriptionHtml"],
            "places": [{"text": j["location"]}],
            "department": j["department"],
        }
        for j in jobs
    ]
    count = len(fields)
    started = time.process_time()
    gazetteer()
    start = time.process_time() - started
    batch = frame([str(n) for n in range(count)], ["h"] * count, ["ashby"] * count, [None] * count, fields)
    texts = batch.with_columns(document.documents(batch)).with_columns(location.columns(batch))
    stages: dict[str, Callable[[], Any]] = {
        "text": lambda: document.documents(batch),
        "location": lambda: location.columns(batch),
        "pay": lambda: pay.columns(texts),
        "workplace": lambda: texts.select(work.workplace_type(pl.col("description"))),
        "skills and tags": lambda: tags.tags(texts),
        "language": lambda: language.language(texts["description"], texts["language"]),
        "everything": lambda: canonical(batch),
    }
    rates = {name: round(count / _seconds(stage)) for name, stage in stages.items()}
    size = round(sum(len(job["descriptionHtml"]) for job in jobs) / count)
    return {
        "documents": count,
        "characters_each": size,
        "gazetteer_seconds": round(start, 2),
        "documents_per_second": rates,
    }


def _seconds(stage: Callable[[], Any]) -> float:
    started = time.process_time()
    stage()
    return time.process_time() - started


def main() -> None:
    """Print the figures."""
    if not DATA.exists():
        sys.exit("the postings are not here (shared/replay/data beside the project)")
    found = measure()
    rates = found.pop("documents_per_second")
    for name, value in (found | {f"{name}, documents/s": rate for name, rate in rates.items()}).items():
        sys.stdout.write(f"{name:30} {value:>10}\n")


if __name__ == "__main__":
    main()
