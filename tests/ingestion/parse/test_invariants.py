"""Test invariants that hold for whatever a provider sends."""

from __future__ import annotations

import math
import re
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.parse.canonical import parse_postings
from ingestion.parse.description import parse_descriptions
from ingestion.parse.schema import OUTPUT_SCHEMA, build_input
from ingestion.parse.short_text import clean_short_text
from ingestion.postings import PostingPlace, RawFields
from tests.thoroughness import examples

TEXT = st.text(max_size=60)
NUMBER = st.floats(allow_nan=True, allow_infinity=True)
PIECES = """$|€|50|120,000|k|-|to|per|hour|year|salary|bonus|Berlin|CA|Remote|(|)|,|;|/|Georgia|New York|<p>|</p>
<li>|<b>|&lt;|&amp;|•|Senior|Go|C++|.|2026-01-01|GmbH|&|#1234|(m/w/d)|[|]|@|https://a.example|"|'"""
WORDS = st.sampled_from([*re.split(r"[|\n]", PIECES), "|", "\n", "\0", "\u2028"])
PROSE = st.lists(WORDS, max_size=25).map(" ".join) | TEXT
ANY = st.none() | PROSE


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


PLACES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("text", "city", "region", "country"), ANY),
        **dict.fromkeys(("latitude", "longitude"), maybe(NUMBER)),
    },
)
OTHER = {
    "places": st.lists(PLACES, max_size=3),
    "categories": st.lists(PROSE, max_size=3),
    **dict.fromkeys(("salary_min", "salary_max"), maybe(NUMBER)),
    **dict.fromkeys(("salary_is_estimated", "is_remote"), maybe(st.booleans())),
    **dict.fromkeys(("posted_at", "expires_at"), maybe(PROSE | st.integers())),
}
POSTINGS = st.fixed_dictionaries({}, optional={name: OTHER.get(name, ANY) for name in (*RawFields.__annotations__,)})
assert set(PostingPlace.__annotations__) == {"text", "city", "region", "country", "latitude", "longitude"}


def parsed(postings: list[Any]) -> pl.DataFrame:
    count = len(postings)
    ids = [str(number) for number in range(count)]
    return parse_postings(build_input(ids, ["h"] * count, ["source"] * count, [None] * count, postings))[0]


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(POSTINGS, max_size=4))
def test_no_posting_breaks_the_parsers(postings: list[Any]) -> None:
    listings = parsed(postings)
    assert listings.schema == OUTPUT_SCHEMA
    for row in listings.to_dicts():
        lowest, highest = row["salary_min"], row["salary_max"]
        assert lowest is None or highest is None or 0 < lowest <= highest
        assert (row["salary_period"] is None and row["currency"] is None) or lowest is not None or highest is not None
        assert row["latitude"] is None or abs(row["latitude"]) <= 90
        assert "\0" not in "".join(value for value in row.values() if isinstance(value, str))
        assert row["company_clean_name"] != ""
        assert row["is_remote"] == (None if row["workplace_type"] is None else row["workplace_type"] == "remote")


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(POSTINGS, min_size=2, max_size=4), st.randoms())
def test_the_order_of_postings_does_not_matter(postings: list[Any], random: Any) -> None:
    order = list(range(len(postings)))
    random.shuffle(order)
    by_id = {row["listing_id"]: row for row in parsed(postings).to_dicts()}
    for row in parsed([postings[number] for number in order]).to_dicts():
        original = str(order[int(row["listing_id"])])
        assert row | {"listing_id": original} == by_id[original]


@settings(max_examples=examples(80), deadline=None)
@given(PROSE)
def test_cleaning_a_clean_line_changes_nothing(text: str) -> None:
    cleaned = pl.DataFrame({"line": [text]}, schema={"line": pl.String}).select(clean_short_text(pl.col("line")))
    if "&" not in (cleaned.item() or ""):  # an escaped entity is resolved once more, as providers escape twice
        assert cleaned.select(clean_short_text(pl.col("line"))).item() == cleaned.item()


@settings(max_examples=examples(80), deadline=None)
@given(PROSE)
def test_a_description_holds_no_markup(text: str) -> None:
    batch = pl.DataFrame({"html": [text], "text": [None]}, schema={"html": pl.String, "text": pl.String})
    description, html = parse_descriptions(batch).row(0)
    assert re.search(r"</?(?:p|li|ul|b|strong|div)\b[^<>]*>", description or "") is None
    assert set(re.findall(r"</?([a-z0-9]+)", html or "")) <= {
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "h3",
        "h4",
        "h5",
        "a",
    }
    assert (description or "x").strip() == (description or "x")


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.tuples(maybe(NUMBER), maybe(NUMBER)), max_size=10))
def test_amounts_that_come_out_went_in(amount_pairs: list[tuple[float | None, float | None]]) -> None:
    rows = parsed(
        [
            {"title": "Cook", "salary_min": lowest, "salary_max": highest, "currency": "USD"}
            for lowest, highest in amount_pairs
        ]
    )
    for row, given_amounts in zip(rows.to_dicts(), amount_pairs, strict=True):
        finite_amounts = [amount for amount in given_amounts if amount is not None and math.isfinite(amount)]
        for amount in (row["salary_min"], row["salary_max"]):
            assert amount is None or any(math.isclose(float(amount), stated, abs_tol=0.02) for stated in finite_amounts)
