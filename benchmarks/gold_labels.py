"""Read the labelled real postings and their labels. Scores are in `quality_parse`."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

REPLAY_DATA = Path(__file__).resolve().parents[2] / "shared" / "replay" / "data"


def read_gold_records(name: str) -> list[Any]:
    """Return the records of a gold file."""
    with gzip.open(REPLAY_DATA / "gold" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@cache
def read_ashby_jobs() -> dict[str, Any]:
    """Return all postings of the Ashby boards by id."""
    jobs: dict[str, Any] = {}
    for path in sorted((REPLAY_DATA / "ashby").iterdir()):
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        jobs |= {job["id"]: job for job in json.loads(content).get("jobs", [])}
    return jobs


def label_ashby(address: dict[str, str]) -> dict[str, Any]:
    """Return the labels of an Ashby address."""
    parts = re.split(r"[,;/|()]", address.get("addressLocality") or "")
    cities = [part.strip() for part in parts if part.strip() and not re.search(r"\d", part)]
    return {"cities": cities, "region": address.get("addressRegion"), "country": address.get("addressCountry")}


def label_adzuna(record: dict[str, Any]) -> dict[str, Any]:
    """Return the labels of an Adzuna record."""
    country, *area = record["area"]
    cities = area[1:] or [name for name in area if name in {"Berlin", "Hamburg", "Bremen"}]
    return {
        "cities": cities,
        "region": area[0] if area else None,
        "country": country,
        "at": (record["lat"], record["lon"]),
    }


def label_usajobs(record: dict[str, Any]) -> dict[str, Any]:
    """Return the labels of a USAJobs location."""
    region = record.get("CountrySubDivisionCode")
    return {
        "cities": [record["CityName"].split(",")[0].strip()],
        "region": region if region != "N/A" else None,
        "country": record["CountryCode"],
        "at": (record.get("Latitude"), record.get("Longitude")),
    }
