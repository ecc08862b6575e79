"""Measure how right the parsers are against labelled real postings: `python -m benchmarks.quality_parse`.

Needs ../shared; the labels were typed by employers or made by providers, and some of them are wrong.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import cos, hypot, radians
from operator import eq
from typing import Any, NamedTuple

import polars as pl

from benchmarks.gold_labels import (
    REPLAY_DATA,
    label_adzuna,
    label_ashby,
    label_usajobs,
    read_ashby_jobs,
    read_gold_records,
)
from ingestion.parse import skills
from ingestion.parse.canonical import parse_postings
from ingestion.parse.location.gazetteer import fold_name, gazetteer
from ingestion.parse.location.lookup import find_areas, find_cities
from ingestion.parse.schema import build_input
from ingestion.vocabulary import load_vocabulary

NEAR_KM = 30.0
PERIOD_BY_INTERVAL = {"1 YEAR": "year", "1 MONTH": "month", "1 WEEK": "week", "1 DAY": "day", "1 HOUR": "hour"}
EMPLOYMENT_BY_LABEL = {
    "PartTime": "part_time",
    "Intern": "internship",
    "Contract": "contract",
    "Temporary": "temporary",
}
LEVELS_BY_SENIORITY = {
    "Entry-level": {"entry", "intern"},
    "Mid-level": {"mid"},
    "Senior": {"senior", "lead"},
    "Manager": {"lead"},
    "Director": {"executive", "lead"},
    "Executive": {"executive"},
}
ROUNDING_SHARE = 0.006  # Ashby's summaries round to 0.1K


class Score(NamedTuple):
    """The result for one field: of `n` labelled cases the parsers filled `answered`, of which `right` agree with the
    label.
    """

    field: str
    data: str
    n: int
    answered: int
    right: int

    @property
    def precision(self) -> float:
        """Return the share of filled values that agree."""
        return self.right / self.answered if self.answered else 1.0

    @property
    def coverage(self) -> float:
        """Return the share of cases with a value."""
        return self.answered / self.n if self.n else 1.0


def score_field(
    field: str, data: str, values: Iterable[Any], labels: Iterable[Any], is_same: Callable[[Any, Any], bool] = eq
) -> Score:
    """Compare parsed values with labels; an empty label is no case, an empty value is not filled."""
    cases = [(value, label) for value, label in zip(values, labels, strict=True) if label not in (None, "", [])]
    filled = [(value, label) for value, label in cases if value is not None]
    return Score(field, data, len(cases), len(filled), sum(is_same(*case) for case in filled))


def parse_fields(postings: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the canonical listings of raw fields, in their order."""
    titled: list[Any] = [{"title": "Clerk", **posting} for posting in postings]
    count = len(titled)
    ids = [str(number) for number in range(count)]
    return parse_postings(build_input(ids, ["h"] * count, ["benchmark"] * count, [None] * count, titled))[0].to_dicts()


def get_column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    """Return one field of all listings."""
    return [row[name] for row in rows]


def score_salaries() -> list[Score]:
    """Score salaries from Ashby's one-line summary, and from the description alone, against Ashby's own components."""
    records = read_gold_records("salary_ashby")
    labels = [
        next(component for component in record["components"] if component["compensationType"] == "Salary")
        for record in records
    ]
    jobs = [read_ashby_jobs().get(record["id"], {}) for record in records]
    places = [[{"text": job.get("location")}] for job in jobs]
    summaries = parse_fields(
        {"salary_text": record["text"], "places": place} for record, place in zip(records, places, strict=True)
    )
    prose = parse_fields(
        {"html": job.get("descriptionHtml"), "places": place} for job, place in zip(jobs, places, strict=True)
    )
    codes = [label["currencyCode"] for label in labels]
    return [
        score_field("salary, period", "Ashby pay line", map(_keep_with_salary, summaries), labels, _is_same_salary),
        score_field("currency", "Ashby pay line", get_column(summaries, "currency"), codes),
        score_field("salary, period", "Ashby description", map(_keep_with_salary, prose), labels, _is_same_salary),
    ]


def _keep_with_salary(listing: dict[str, Any]) -> dict[str, Any] | None:
    return None if listing["salary_min"] is None and listing["salary_max"] is None else listing


def _is_same_salary(listing: dict[str, Any], label: dict[str, Any]) -> bool:
    ends = [(listing["salary_min"], label["minValue"]), (listing["salary_max"], label["maxValue"])]
    is_close = all(
        abs(float(parsed or 0) - (labelled or 0)) <= ROUNDING_SHARE * max(labelled or 0, 1) for parsed, labelled in ends
    )
    return is_close and listing["salary_period"] == PERIOD_BY_INTERVAL.get(label["interval"])


def score_places() -> list[Score]:
    """Score city, region, country and coordinates from the text alone; for Adzuna with the country, which it always
    states.
    """
    ashby, adzuna, usajobs = (
        read_gold_records("location_ashby"),
        read_gold_records("location_adzuna_de"),
        read_gold_records("location_usajobs"),
    )
    return [
        *_score_place_fields(
            "Ashby text", [record["text"] for record in ashby], [label_ashby(record["address"]) for record in ashby]
        ),
        *_score_place_fields(
            "Adzuna DE text",
            [record["text"] for record in adzuna],
            [label_adzuna(record) for record in adzuna],
            "Germany",
        ),
        *_score_place_fields(
            "USAJobs text",
            [record["LocationName"] for record in usajobs],
            [label_usajobs(record) for record in usajobs],
        ),
    ]


def _score_place_fields(
    data: str, texts: list[str], labels: list[dict[str, Any]], country: str | None = None
) -> Iterator[Score]:
    listings = parse_fields({"places": [{"text": text, "country": country}]} for text in texts)
    yield score_field("city", data, get_column(listings, "city"), get_column(labels, "cities"), _is_same_city)
    yield score_field("region", data, get_column(listings, "region"), get_column(labels, "region"), _is_same_area)
    yield score_field("country", data, get_column(listings, "country"), get_column(labels, "country"), _is_same_area)
    coordinates = [(row["latitude"], row["longitude"]) if row["latitude"] is not None else None for row in listings]
    true_coordinates = [
        label.get("at") if label["cities"] and all(label.get("at", [None])) else None for label in labels
    ]
    if any(true_coordinates):
        yield score_field(f"within {NEAR_KM:.0f} km", data, coordinates, true_coordinates, _is_near)


def _is_same_city(city: str, names: list[str]) -> bool:
    """Return whether two names are equal or name one city of the gazetteer."""
    city_ids = {id(city) for city in find_cities(city)}
    return any(
        fold_name(city) == fold_name(name) or city_ids & {id(city) for city in find_cities(name)} for name in names
    )


def _is_same_area(area_name: str, label: str) -> bool:
    readings = find_areas(label.strip()) or find_areas(label.strip().upper())
    return fold_name(area_name) == fold_name(label) or area_name in {
        gazetteer().area_names.get(area) for area in readings
    }


def _is_near(coordinates: Sequence[Any], true_coordinates: Sequence[Any]) -> bool:
    latitude, longitude = map(float, true_coordinates)
    north, east = float(coordinates[0]) - latitude, float(coordinates[1]) - longitude
    return hypot(north * 111.2, east * 111.2 * cos(radians(latitude))) < NEAR_KM


def score_job_attributes() -> list[Score]:
    """Score workplace and employment without the provider's words, and levels from titles against Himalayas' coarser
    ones.

    Ashby's "FullTime" is its form's default and no label.
    """
    jobs = list(read_ashby_jobs().values())
    listings = parse_fields(
        {"title": job["title"], "places": [{"text": job["location"]}], "html": job["descriptionHtml"]} for job in jobs
    )
    employment_labels = [EMPLOYMENT_BY_LABEL.get(job["employmentType"]) for job in jobs]
    with gzip.open(REPLAY_DATA / "himalayas" / "jobs.json.gz", "rt", encoding="utf-8") as file:
        content = json.load(file)
    himalayas = content if isinstance(content, list) else content["jobs"]
    seniority = [
        LEVELS_BY_SENIORITY.get(job["seniority"][0]) if len(job["seniority"]) == 1 else None for job in himalayas
    ]
    levels = get_column(parse_fields({"title": job["title"]} for job in himalayas), "experience_level")
    return [
        score_field(
            "workplace",
            "Ashby place, title, text",
            get_column(listings, "workplace_type"),
            get_column(jobs, "isRemote"),
            _is_same_workplace,
        ),
        score_field("employment", "Ashby title", get_column(listings, "employment_type"), employment_labels),
        score_field("level", "Himalayas title", levels, seniority, lambda level, accepted: level in accepted),
    ]


def _is_same_workplace(workplace: str, is_remote: bool) -> bool:  # noqa: FBT001 - the label
    return workplace == "hybrid" or (workplace == "remote") == is_remote


def score_skills() -> list[Score]:
    """Score how many of the skills found in a sentence lie inside a span that annotators marked as a skill."""
    forms: dict[str, set[str]] = {}
    for form, name in (*skills.skill_forms().any_case_forms.items(), *skills.skill_forms().exact_case_forms.items()):
        forms.setdefault(name, set()).add(form.strip().lower())
    for word, rule in load_vocabulary("skills")["context"].items():
        forms[rule["of"]].add(word.lower())
    return [_score_skill_set(name, forms) for name in ("house", "tech")]


def _score_skill_set(name: str, forms: dict[str, set[str]]) -> Score:
    spans_by_sentence: dict[str, list[str]] = {}
    with gzip.open(REPLAY_DATA / "gold" / f"skills_{name}_validation_annotations.csv.gz") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8")):
            spans_by_sentence.setdefault(row["sentence"], []).append(row["span"])
    words = pl.DataFrame({"sentence": list(spans_by_sentence), "spans": list(spans_by_sentence.values())}).select(
        skills.find_skills(pl.col("sentence")).alias("names"),
        skills.space_words(pl.col("spans").list.join(" | ")).str.to_lowercase().alias("spans"),
    )
    skill_spans = [(skill, spans) for names, spans in words.iter_rows() for skill in names]
    right_count = sum(any(f" {form} " in spans for form in forms[skill]) for skill, spans in skill_spans)
    return Score("skill", f"annotated sentences ({name})", len(skill_spans), len(skill_spans), right_count)


def score_signatures() -> list[Score]:
    """Score how often two curators' spellings of one job get one signature; 42 of the 250 pairs are literally equal."""
    pairs = read_gold_records("duplicate_pairs")
    simplify, cvrve = (_hash_jobs(pair[side] for pair in pairs) for side in ("simplify", "cvrve"))
    agreeing = [first if first == second else None for first, second in zip(simplify, cvrve, strict=True)]
    return [score_field("signature", "one job, two curators", agreeing, cvrve)]


def _hash_jobs(jobs: Iterable[dict[str, Any]]) -> list[str]:
    rows = parse_fields(
        {"title": job["title"], "company": job["company_name"], "places": [{"text": text} for text in job["locations"]]}
        for job in jobs
    )
    return get_column(rows, "signature_hash")


def measure() -> dict[str, Any]:
    """Return all scores, for benchmarks/results."""
    scores = [*score_salaries(), *score_places(), *score_job_attributes(), *score_skills(), *score_signatures()]
    rows = [(score, {"precision": round(score.precision, 4), "coverage": round(score.coverage, 4)}) for score in scores]
    return {"quality": [score._asdict() | shares for score, shares in rows]}


def main() -> None:
    """Print the scores as a table."""
    if not REPLAY_DATA.exists():
        sys.exit("the labelled postings are missing (shared/replay/data beside the project)")
    sys.stdout.write(f"{'field':16} {'data':30} {'n':>6} {'answered':>9} {'coverage':>9} {'precision':>10}\n")
    for row in measure()["quality"]:
        counts = f"{row['n']:6} {row['answered']:9} {row['coverage']:9.1%} {row['precision']:10.2%}"
        sys.stdout.write(f"{row['field']:16} {row['data']:30} {counts}\n")


if __name__ == "__main__":
    main()
