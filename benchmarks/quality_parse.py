"""How right the parsers are against labelled real postings: `python -m benchmarks.quality_parse`.

Needs ../shared; the labels were typed by employers or made by providers, and some of them are wrong.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from math import cos, hypot, radians
from operator import eq
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ingestion.parse import skills
from ingestion.parse.atlas import areas_of, cities_of
from ingestion.parse.canonical import canonical
from ingestion.parse.gazetteer import fold, gazetteer
from ingestion.parse.schema import frame

DATA = Path(__file__).resolve().parents[2] / "shared" / "replay" / "data"
NEAR = 30.0
PERIODS = {"1 YEAR": "year", "1 MONTH": "month", "1 WEEK": "week", "1 DAY": "day", "1 HOUR": "hour"}
EMPLOYMENT = {
    "PartTime": "part_time",
    "Intern": "internship",
    "Contract": "contract",
    "Temporary": "temporary",
}
SENIORITY = {
    "Entry-level": {"entry", "intern"},
    "Mid-level": {"mid"},
    "Senior": {"senior", "lead"},
    "Manager": {"lead"},
    "Director": {"executive", "lead"},
    "Executive": {"executive"},
}
ROUNDING = 0.006  # Ashby's summaries round to 0.1K


class Score(NamedTuple):
    """Of `n` labelled cases the parsers answered `answered`, of which `right` agree with the label."""

    field: str
    data: str
    n: int
    answered: int
    right: int

    @property
    def precision(self) -> float:
        """How many of the answers agree."""
        return self.right / self.answered if self.answered else 1.0

    @property
    def coverage(self) -> float:
        """How many of the cases got an answer."""
        return self.answered / self.n if self.n else 1.0


def scored(
    field: str, data: str, found: Iterable[Any], labels: Iterable[Any], same: Callable[[Any, Any], bool] = eq
) -> Score:
    """Compare what was found with the labels; an empty label is no case, nothing found is no answer."""
    cases = [(answer, label) for answer, label in zip(found, labels, strict=True) if label not in (None, "", [])]
    answers = [(answer, label) for answer, label in cases if answer is not None]
    return Score(field, data, len(cases), len(answers), sum(same(*case) for case in answers))


def lines(name: str) -> list[Any]:
    """The records of a gold file."""
    with gzip.open(DATA / "gold" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@cache
def ashby_jobs() -> dict[str, Any]:
    """All postings of the Ashby boards by id."""
    jobs: dict[str, Any] = {}
    for path in sorted((DATA / "ashby").iterdir()):
        answer = path.read_bytes()
        answer = gzip.decompress(answer) if path.suffix == ".gz" else answer
        jobs |= {job["id"]: job for job in json.loads(answer).get("jobs", [])}
    return jobs


def parsed(postings: Iterable[Any]) -> list[dict[str, Any]]:
    """The canonical listings of postings given as raw fields, in their order."""
    titled: list[Any] = [{"title": "Clerk", **posting} for posting in postings]
    count = len(titled)
    ids = [str(number) for number in range(count)]
    return canonical(frame(ids, ["h"] * count, ["benchmark"] * count, [None] * count, titled))[0].to_dicts()


def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    """One field of all listings."""
    return [row[name] for row in rows]


def pay() -> list[Score]:
    """Pay from Ashby's one-line summary, and from the advertisement's text alone, against Ashby's own components."""
    records = lines("salary_ashby")
    labels = [next(c for c in record["components"] if c["compensationType"] == "Salary") for record in records]
    jobs = [ashby_jobs().get(record["id"], {}) for record in records]
    places = [[{"text": job.get("location")}] for job in jobs]
    summaries = parsed({"salary_text": r["text"], "places": p} for r, p in zip(records, places, strict=True))
    prose = parsed({"html": job.get("descriptionHtml"), "places": p} for job, p in zip(jobs, places, strict=True))
    codes = [label["currencyCode"] for label in labels]
    return [
        scored("salary, period", "Ashby pay line", map(_paid, summaries), labels, _same_pay),
        scored("currency", "Ashby pay line", column(summaries, "currency"), codes),
        scored("salary, period", "Ashby description", map(_paid, prose), labels, _same_pay),
    ]


def _paid(found: dict[str, Any]) -> dict[str, Any] | None:
    return None if found["salary_min"] is None and found["salary_max"] is None else found


def _same_pay(found: dict[str, Any], label: dict[str, Any]) -> bool:
    ends = [(found["salary_min"], label["minValue"]), (found["salary_max"], label["maxValue"])]
    alike = all(abs(float(got or 0) - (told or 0)) <= ROUNDING * max(told or 0, 1) for got, told in ends)
    return alike and found["salary_period"] == PERIODS.get(label["interval"])


def places() -> list[Score]:
    """City, region, country and coordinates from the text alone; for Adzuna with the country, which is always told."""
    ashby, adzuna, usajobs = lines("location_ashby"), lines("location_adzuna_de"), lines("location_usajobs")
    return [
        *_place_scores("Ashby text", [a["text"] for a in ashby], [_of_ashby(a["address"]) for a in ashby]),
        *_place_scores("Adzuna DE text", [a["text"] for a in adzuna], [_of_adzuna(a) for a in adzuna], "Germany"),
        *_place_scores("USAJobs text", [a["LocationName"] for a in usajobs], [_of_usajobs(a) for a in usajobs]),
    ]


def _of_ashby(address: dict[str, str]) -> dict[str, Any]:
    parts = re.split(r"[,;/|()]", address.get("addressLocality") or "")
    cities = [part.strip() for part in parts if part.strip() and not re.search(r"\d", part)]
    return {"cities": cities, "region": address.get("addressRegion"), "country": address.get("addressCountry")}


def _of_adzuna(record: dict[str, Any]) -> dict[str, Any]:
    country, *area = record["area"]
    cities = area[1:] or [name for name in area if name in {"Berlin", "Hamburg", "Bremen"}]
    return {
        "cities": cities,
        "region": area[0] if area else None,
        "country": country,
        "at": (record["lat"], record["lon"]),
    }


def _of_usajobs(record: dict[str, Any]) -> dict[str, Any]:
    region = record.get("CountrySubDivisionCode")
    return {
        "cities": [record["CityName"].split(",")[0].strip()],
        "region": region if region != "N/A" else None,
        "country": record["CountryCode"],
        "at": (record.get("Latitude"), record.get("Longitude")),
    }


def _place_scores(
    data: str, texts: list[str], labels: list[dict[str, Any]], country: str | None = None
) -> Iterator[Score]:
    found = parsed({"places": [{"text": text, "country": country}]} for text in texts)
    yield scored("city", data, column(found, "city"), column(labels, "cities"), _same_city)
    yield scored("region", data, column(found, "region"), column(labels, "region"), _same_area)
    yield scored("country", data, column(found, "country"), column(labels, "country"), _same_area)
    at = [(row["latitude"], row["longitude"]) if row["latitude"] is not None else None for row in found]
    real = [label.get("at") if label["cities"] and all(label.get("at", [None])) else None for label in labels]
    if any(real):
        yield scored(f"within {NEAR:.0f} km", data, at, real, _near)


def _same_city(found: str, names: list[str]) -> bool:
    """Equal by name, or two names of one city of the gazetteer."""
    own = {id(city) for city in cities_of(found)}
    return any(fold(found) == fold(name) or own & {id(city) for city in cities_of(name)} for name in names)


def _same_area(found: str, label: str) -> bool:
    readings = areas_of(label.strip()) or areas_of(label.strip().upper())
    return fold(found) == fold(label) or found in {gazetteer().names.get(area) for area in readings}


def _near(found: Sequence[Any], real: Sequence[Any]) -> bool:
    latitude, longitude = map(float, real)
    north, east = float(found[0]) - latitude, float(found[1]) - longitude
    return hypot(north * 111.2, east * 111.2 * cos(radians(latitude))) < NEAR


def work() -> list[Score]:
    """Workplace and employment without the provider's words; levels from titles against Himalayas' coarser ones.

    Ashby's "FullTime" is its form's default and no label.
    """
    jobs = list(ashby_jobs().values())
    found = parsed(
        {"title": j["title"], "places": [{"text": j["location"]}], "html": j["descriptionHtml"]} for j in jobs
    )
    kinds = [EMPLOYMENT.get(job["employmentType"]) for job in jobs]
    with gzip.open(DATA / "himalayas" / "jobs.json.gz", "rt", encoding="utf-8") as file:
        answer = json.load(file)
    himalayas = answer if isinstance(answer, list) else answer["jobs"]
    seniority = [SENIORITY.get(j["seniority"][0]) if len(j["seniority"]) == 1 else None for j in himalayas]
    levels = column(parsed({"title": job["title"]} for job in himalayas), "experience_level")
    return [
        scored(
            "workplace", "Ashby place, title, text", column(found, "workplace_type"), column(jobs, "isRemote"), _agrees
        ),
        scored("employment", "Ashby title", column(found, "employment_type"), kinds),
        scored("level", "Himalayas title", levels, seniority, lambda level, told: level in told),
    ]


def _agrees(workplace: str, is_remote: bool) -> bool:  # noqa: FBT001 - the label
    return workplace == "hybrid" or (workplace == "remote") == is_remote


def skill_tags() -> list[Score]:
    """How many of the skills found in a sentence stand inside a span that annotators marked as a skill."""
    forms: dict[str, set[str]] = {}
    for form, name in (*skills.vocabulary().any_case.items(), *skills.vocabulary().exact.items()):
        forms.setdefault(name, set()).add(form.strip().lower())
    for word, rule in tomllib.loads(skills.SKILLS.read_text("utf-8"))["context"].items():
        forms[rule["of"]].add(word.lower())
    return [_skill_score(name, forms) for name in ("house", "tech")]


def _skill_score(name: str, forms: dict[str, set[str]]) -> Score:
    marked: dict[str, list[str]] = {}
    with gzip.open(DATA / "gold" / f"skills_{name}_validation_annotations.csv.gz") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8")):
            marked.setdefault(row["sentence"], []).append(row["span"])
    words = pl.DataFrame({"sentence": list(marked), "spans": list(marked.values())}).select(
        skills.found(pl.col("sentence")).alias("names"),
        skills.spaced(pl.col("spans").list.join(" | ")).str.to_lowercase().alias("spans"),
    )
    found = [(skill, spans) for names, spans in words.iter_rows() for skill in names]
    right = sum(any(f" {form} " in spans for form in forms[skill]) for skill, spans in found)
    return Score("skill", f"annotated sentences ({name})", len(found), len(found), right)


def signatures() -> list[Score]:
    """How often two curators' wordings of one job get one signature; literally equal are 42 of the 250."""
    pairs = lines("duplicate_pairs")
    one, other = (_signatures_of(pair[side] for pair in pairs) for side in ("simplify", "cvrve"))
    found = [mine if mine == its else None for mine, its in zip(one, other, strict=True)]
    return [scored("signature", "one job, two curators", found, other)]


def _signatures_of(jobs: Iterable[dict[str, Any]]) -> list[str]:
    rows = parsed(
        {"title": job["title"], "company": job["company_name"], "places": [{"text": text} for text in job["locations"]]}
        for job in jobs
    )
    return column(rows, "signature_hash")


def measure() -> dict[str, Any]:
    """All scores, for benchmarks/results."""
    scores = [*pay(), *places(), *work(), *skill_tags(), *signatures()]
    figures = [
        (score, {"precision": round(score.precision, 4), "coverage": round(score.coverage, 4)}) for score in scores
    ]
    return {"quality": [score._asdict() | shares for score, shares in figures]}


def main() -> None:
    """Print the table."""
    if not DATA.exists():
        sys.exit("the labelled postings are not here (shared/replay/data beside the project)")
    sys.stdout.write(f"{'field':16} {'data':30} {'n':>6} {'answered':>9} {'coverage':>9} {'precision':>10}\n")
    for row in measure()["quality"]:
        counts = f"{row['n']:6} {row['answered']:9} {row['coverage']:9.1%} {row['precision']:10.2%}"
        sys.stdout.write(f"{row['field']:16} {row['data']:30} {counts}\n")


if __name__ == "__main__":
    main()
