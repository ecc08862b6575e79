"""A search survives the way through an address, and nothing typed into one can break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.search.criteria import Criteria, from_address

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], exclude_characters=","), min_size=1, max_size=12
)
SEARCHES = st.builds(
    Criteria,
    keywords=WORDS | st.just(""),
    location=WORDS | st.just(""),
    remote=st.booleans(),
    salary_min=st.none() | st.integers(0, 10**6),
    salary_max=st.none() | st.integers(0, 10**6),
    currency=st.sampled_from([None, "EUR", "USD"]),
    experience=st.lists(st.sampled_from(["entry", "senior", "lead"]), unique=True).map(tuple),
    workplace=st.lists(st.sampled_from(["on_site", "hybrid", "remote"]), unique=True).map(tuple),
    employment=st.lists(st.sampled_from(["full_time", "contract"]), unique=True).map(tuple),
    source=st.lists(st.sampled_from(["adzuna", "greenhouse"]), unique=True).map(tuple),
    posted_within=st.none() | st.integers(1, 365),
    apply_within=st.none() | st.integers(1, 365),
    company=WORDS | st.just(""),
    exclude_companies=st.lists(WORDS, max_size=3, unique=True).map(tuple),
    exclude_words=st.lists(WORDS, max_size=3, unique=True).map(tuple),
    sort=st.sampled_from(["newest", "salary", "relevance"]),
)  # fmt: skip


def as_parameters(criteria: Criteria) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in criteria.address().items()}


@given(SEARCHES)
def test_an_address_gives_the_same_search_again(criteria: Criteria) -> None:
    assert from_address(as_parameters(criteria)) == (criteria, [])


@given(
    st.dictionaries(
        st.sampled_from([*Criteria.model_fields, "after", "utm"]), st.lists(st.text(max_size=300), max_size=3)
    )
)
def test_any_address_gives_some_search(parameters: dict[str, list[str]]) -> None:
    criteria, refused = from_address(parameters)
    assert set(refused) <= set(Criteria.model_fields)
    assert from_address(as_parameters(criteria))[0] == criteria


def test_what_makes_no_sense_is_named_and_left_out() -> None:
    criteria, refused = from_address(
        {
            "keywords": ["python"],
            "salary_min": ["lots"],
            "experience": ["wizard"],
            "sort": ["age"],
            "posted_within": ["0"],
        }
    )
    assert criteria == Criteria(keywords="python")
    assert set(refused) == {"salary_min", "experience", "sort", "posted_within"}


def test_lists_may_be_repeated_or_parted_by_commas() -> None:
    criteria, refused = from_address({"workplace": ["remote,hybrid", "remote"], "exclude_words": [" on call , sales "]})
    assert criteria.workplace == ("remote", "hybrid")
    assert criteria.exclude_words == ("on call", "sales")
    assert refused == []


def test_control_characters_never_reach_the_database() -> None:
    criteria, refused = from_address({"keywords": ["py\x00thon\x1f"], "exclude_words": ["a\x00b,\x00"]})
    assert (criteria, refused) == (Criteria(keywords="py thon", exclude_words=("a b",)), [])


def test_defaults_leave_the_address_empty() -> None:
    assert Criteria().address() == {}
    assert Criteria(sort="salary").is_empty
    assert not Criteria(keywords="x").is_empty


def test_a_search_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Criteria().keywords = "x"  # type: ignore[misc]


def test_a_text_of_200_characters_is_searched_for_and_a_longer_one_is_refused() -> None:
    longest = "x" * 200

    assert from_address({"company": [longest]}) == (Criteria(company=longest), [])
    assert from_address({"company": [longest + "x"]}) == (Criteria(), ["company"])
