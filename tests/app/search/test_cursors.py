"""A page's place survives the address exactly; anything else in its stead is not a place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.cursors import Cursor, SortPosition, read_cursor

PLACES = st.builds(
    SortPosition,
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime(1960, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given a zone
    st.uuids(),
)


@given(PLACES, st.integers(0, 999_999_999))
def test_a_place_survives_the_address(place: SortPosition, ahead: int) -> None:
    cursor = Cursor("after", place, ahead)
    assert read_cursor("after", str(cursor)) == cursor


NO_ID, BAD_ID, ID = "1_2_", f"1_2_{'g' * 32}", "0" * 32


@pytest.mark.parametrize(
    "written", ["", "x", "1_2", NO_ID, BAD_ID, f"1_2_{ID}", f"nan_1_{ID}_0", f"9e999_1_{ID}_0", f"1_{'9' * 18}_{ID}_0"]
)
def test_anything_else_is_no_place(written: str) -> None:
    assert read_cursor("before", written) is None


@given(st.text(max_size=60))
def test_reading_never_fails(written: str) -> None:
    read_cursor("after", written)
