"""Test versions of a record: what is stored, what counts as a change, and what cannot be stored."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.payloads import NotStorable, PayloadHasher, describe_record, encode_record, parse_json
from ingestion.providers.collector import MAX_RECORD_BYTES
from ingestion.registry import PROVIDERS
from tests.thoroughness import examples

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(TEXT, VALUES | st.integers(-(2**70), 2**70), max_size=6)
THOROUGHLY = settings(max_examples=examples(60), deadline=None)
VOLATILE = PayloadHasher(("updated_at", "link?", "job.teaser"))


def shuffle_keys(value: Any, draw: st.DataObject) -> Any:
    """Return an equal value whose objects were built in another order of keys."""
    if isinstance(value, dict):
        names = draw.draw(st.permutations(list(value)))
        return {name: shuffle_keys(value[name], draw) for name in names}
    return [shuffle_keys(item, draw) for item in value] if isinstance(value, list) else value


def spell_json(value: Any) -> str:
    """Spell a value so that only equal JSON spells the same (Python takes True, 1 and 1.0 for equal)."""
    return json.dumps(value, sort_keys=True)


@THOROUGHLY
@given(RECORDS, st.data())
def test_the_order_of_keys_never_makes_a_change(record: dict[str, Any], data: st.DataObject) -> None:
    assert VOLATILE.hash(record) == VOLATILE.hash(shuffle_keys(record, data))


@THOROUGHLY
@given(RECORDS, VALUES, VALUES, TEXT, TEXT)
def test_what_is_volatile_never_makes_a_change(
    record: dict[str, Any], first_value: Any, second_value: Any, query: str, second: str
) -> None:
    old_record = record | {
        "updated_at": first_value,
        "link": f"https://x/1?{query}",
        "job": {"teaser": first_value, "name": 1},
    }
    new_record = record | {
        "updated_at": second_value,
        "link": f"https://x/1?{second}",
        "job": {"teaser": second_value, "name": 1},
    }
    del new_record["updated_at"]
    assert VOLATILE.hash(old_record) == VOLATILE.hash(new_record)


@THOROUGHLY
@given(RECORDS, RECORDS)
def test_every_other_change_counts(first: dict[str, Any], second: dict[str, Any]) -> None:
    plain = PayloadHasher(())
    assert (plain.hash(first) == plain.hash(second)) == (spell_json(first) == spell_json(second))


@THOROUGHLY
@given(RECORDS, TEXT, VALUES, VALUES)
def test_a_change_of_one_value_counts(record: dict[str, Any], name: str, first_value: Any, second_value: Any) -> None:
    name = f"field {name}"
    is_same = spell_json(first_value) == spell_json(second_value)
    assert (VOLATILE.hash(record | {name: first_value}) == VOLATILE.hash(record | {name: second_value})) == is_same


@THOROUGHLY
@given(RECORDS)
def test_a_record_is_kept_whole_and_hashing_leaves_it_alone(record: dict[str, Any]) -> None:
    record |= {"updated_at": 1, "link": "https://x/1?a=b", "job": {"teaser": 1}}
    first_value = spell_json(record)
    VOLATILE.hash(record)
    assert spell_json(record) == first_value
    assert spell_json(parse_json(encode_record(record))) == first_value


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("greenhouse", {"id": 1, "updated_at": "a"}, {"id": 1, "updated_at": "b"}),
        (
            "adzuna",
            {"id": "1", "adref": "a", "redirect_url": "https://www.adzuna.de/land/ad/1?se=a&v=1"},
            {"redirect_url": "https://www.adzuna.de/land/ad/1?se=b&v=2", "adref": "b", "id": "1"},
        ),
        (
            "usajobs",
            {"RelevanceRank": 1.5, "MatchedObjectDescriptor": {"PositionFormattedDescription": [1], "PositionID": "a"}},
            {"RelevanceRank": 2, "MatchedObjectDescriptor": {"PositionFormattedDescription": [], "PositionID": "a"}},
        ),
    ],
)
def test_each_provider_leaves_out_what_it_touches_for_nothing(code: str, first: Any, second: Any) -> None:
    hash_record = PayloadHasher(PROVIDERS[code].volatile_paths).hash
    assert hash_record(first) == hash_record(second)
    assert hash_record(first) != hash_record(first | {"title": "x"})
    assert len(hash_record(first)) == 32


def test_another_path_of_an_adzuna_address_counts() -> None:
    hash_record = PayloadHasher(PROVIDERS["adzuna"].volatile_paths).hash
    assert hash_record({"redirect_url": "https://a/1?x"}) != hash_record({"redirect_url": "https://a/2?x"})


@pytest.mark.parametrize(
    "body",
    [
        b'[{"id": 1, "title": "\\ud800"}, {"id": 2}]',
        b'[{"id": 1, "title": "\xff\xfe"}, {"id": 2}]',
        b'[{"id": 1, "title": NaN}, {"id": 2}]',
        b'[{"id": 1, "title": 1e999}, {"id": 2}]',
        b'[{"id": 1, "title": ' + b"9" * 5000 + b'}, {"id": 2}]',
    ],
    ids=["lone surrogate", "not UTF-8", "NaN", "infinite", "5,000 digits"],
)
def test_one_bad_record_does_not_cost_the_others(body: bytes) -> None:
    unstorable, storable = parse_json(body)
    assert encode_record(storable) == b'{"id":2}'
    with pytest.raises(NotStorable):
        encode_record(unstorable)


def test_a_record_with_a_number_that_json_lacks_can_still_be_described() -> None:
    [record] = parse_json(b'[{"id": 1, "pay": NaN, "bonus": 1e999}]')
    assert describe_record(record) == '{"id": 1, "pay": "NaN", "bonus": "1e999"}'


def test_an_integer_over_64_bits_stays_what_it_is() -> None:
    record = parse_json(b'{"id": 123456789012345678901234567890}')
    assert record["id"] == 123456789012345678901234567890
    assert parse_json(encode_record(record)) == record


def test_the_character_postgresql_cannot_store_is_told_from_its_spelling() -> None:
    with pytest.raises(NotStorable, match=r"U\+0000"):
        encode_record({"title": "a\0b"})
    with pytest.raises(NotStorable, match=r"U\+0000"):
        encode_record({"ti\0tle": "\\"})
    assert encode_record({"title": "a\\u0000b"}) == b'{"title":"a\\\\u0000b"}'


@pytest.mark.parametrize(
    "body", [b"", b" ", b"<!doctype html>", b'{"jobs": [{"id": 1, ', b"204 No Content", b"{]", b"\xff"]
)
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(body)


def test_a_byte_order_mark_is_no_reason_to_refuse() -> None:
    assert parse_json(b'\xef\xbb\xbf{"jobs": []}') == {"jobs": []}


def test_records_that_cannot_be_taken_are_kept_with_their_reason() -> None:
    collector = PROVIDERS["greenhouse"].new_collector()
    records = [
        {"id": 1, "title": "Kept"},
        "no object",
        None,
        {"title": "No id"},
        {"id": True, "title": "x"},
        {"id": "", "title": "x"},
        {"id": "a\nb", "title": "x"},
        {"id": 2, "title": "  "},
        {"id": 3},
        {"id": 4, "title": 5},
        {"id": 5, "title": "x" * MAX_RECORD_BYTES},
        {"id": 6, "title": "nul \0"},
    ]
    assert collector.add_records(records) == 6
    assert [p.external_id for p in collector.result.postings] == ["1"]
    reasons = {(r.external_id, r.reason.partition(";")[0]) for r in collector.result.rejected_records}
    assert {external_id for external_id, _ in reasons} == {None, "2", "3", "4", "5", "6"}
    assert ("2", "it has no title") in reasons
    assert (None, "it is str, not an object") in reasons
    assert all(r.payload.isascii() and len(r.payload) <= 64_000 for r in collector.result.rejected_records)
    assert sum("no usable id" in reason for _, reason in reasons) == 1
    assert len(collector.result.rejected_records) == 11


def test_an_id_that_comes_twice_counts_once() -> None:
    collector = PROVIDERS["lever"].new_collector()
    assert (
        collector.add_records([{"id": "a", "text": "One"}, {"id": "a", "text": "Two"}, {"id": "b", "text": "B"}]) == 2
    )
    assert collector.add_records([{"id": "b", "text": "B"}]) == 0
    assert [orjson.loads(p.payload)["text"] for p in collector.result.postings] == ["One", "B"]


def test_keys_no_posting_had_before_are_reported() -> None:
    collector = PROVIDERS["ashby"].new_collector()
    collector.add_records([{"id": "a", "title": "A", "workplaceType": "Remote", "pronouns": None}])
    assert collector.result.new_keys == {"pronouns"}


@pytest.mark.parametrize("depth", [300, 900])
def test_a_deeply_nested_record_costs_itself_and_not_its_board(depth: int) -> None:
    deep = "[" * depth + "]" * depth
    body = f'{{"jobs": [{{"id": 1, "title": "Deep", "x": {deep}}}, {{"id": 2, "title": "Baker"}}]}}'.encode()
    collector = PROVIDERS["greenhouse"].new_collector()
    collector.add_records(parse_json(body)["jobs"])
    assert [record.reason for record in collector.result.rejected_records] == ["it is nested too deeply"]
    assert [posting.external_id for posting in collector.result.postings] == ["2"]


def test_a_body_nested_deeper_than_anything_is_no_json() -> None:
    with pytest.raises(ValueError, match=r"nested too deeply|[Rr]ecursion"):
        parse_json(b"[" * 200_000 + b"]" * 200_000)
