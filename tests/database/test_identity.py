"""Ids: the same in Python and SQL, whatever the name is written in; different for different things."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from database import identity
from tests.database.servers import TestDatabase
from tests.thoroughness import examples

# What PostgreSQL can hold: any text without NUL and without half a surrogate pair.
storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.fixture
def connection(module_database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(module_database.libpq_url("pipeline")) as connection:
        yield connection


@settings(max_examples=examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(storable, min_size=1, max_size=7))
def test_python_and_sql_mint_the_same_id(connection: psycopg.Connection, parts: list[str]) -> None:
    assert connection.execute("select ops.mint(variadic %s::text[])", [parts]).fetchone() == (identity.mint(*parts),)


def test_an_id_is_a_name_based_uuid_of_rfc_9562() -> None:
    """Fixed for good: listings would lose their history if ids changed."""
    minted = identity.mint("source", "adzuna")
    assert minted == UUID("291e77a9-9443-8f79-b8bb-eebe6cff5b62")
    assert (minted.version, minted.variant) == (8, "specified in RFC 4122")


def test_different_things_have_different_ids() -> None:
    ids = {
        identity.source_id("lever"),
        identity.organization_id("lever", "acme"),
        identity.listing_id("lever", "acme", "1"),
        identity.listing_id("lever", "acme", "2"),
        identity.listing_id("ashby", "acme", "1"),
        identity.company_id("acme"),
        identity.tag_id("acme", "skill"),
        identity.tag_id("acme", "category"),
    }
    assert len(ids) == 8


def test_an_unknown_part_of_a_place_counts_as_empty() -> None:
    assert identity.location_id("Berlin", None, None, None, None) == identity.location_id("Berlin", "", "", "", False)
    assert identity.location_id("Berlin", None, None, None, True) != identity.location_id("Berlin", "", "", "", False)


def test_a_name_with_an_unknown_part_has_no_id(connection: psycopg.Connection) -> None:
    assert connection.execute("select ops.mint('cluster', null)").fetchone() == (None,)


def test_a_nul_is_refused_since_sql_could_not_mint_it() -> None:
    with pytest.raises(ValueError, match="NUL"):
        identity.mint("listing", "a\0b")
