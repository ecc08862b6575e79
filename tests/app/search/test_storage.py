"""A search survives being kept in a row, and a row written by hand gives some search."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from hypothesis import given

from app.search import storage
from app.search.criteria import Criteria
from tests.app.search.test_criteria import SEARCHES


def row(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**dict.fromkeys(storage.COLUMN_NAMES) | values)


@given(SEARCHES)
def test_a_kept_search_is_the_same_search(criteria: Criteria) -> None:
    kept = row(**storage.to_columns(criteria))
    assert storage.from_row(kept, storage.to_extras(criteria)) == criteria


def test_a_search_of_nothing_is_nulls_and_no_extras() -> None:
    assert set(storage.to_columns(Criteria()).values()) == {None}
    assert storage.to_extras(Criteria()) == {}


def test_what_makes_no_sense_in_a_row_is_left_out() -> None:
    kept = row(query="python", experience_level="wizard", salary_min=Decimal("10.5"), workplace_type="remote, hybrid")
    assert storage.from_row(kept, {"posted_within": "soon", "colour": "red"}) == Criteria(
        keywords="python", salary_min=11, workplace=("remote", "hybrid")
    )
