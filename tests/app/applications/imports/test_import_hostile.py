"""Test that a file made to harm is rejected with a reason: deep JSON, details no event has, impossible years."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from zipfile import ZipFile

import pytest

from app.applications.exports import archive
from app.applications.exports.export import FIELD_NAME_BY_HEADING, FORMAT
from app.applications.imports import jobledger_export, reader
from app.applications.imports.preview import ImportPreview
from app.applications.imports.reader import UnreadableFile
from app.kit.outside_json import MAX_DEPTH
from tests.app.ledger import NOW

DEEP = "[" * 900 + "]" * 900
DEEPER = "[" * 200_000 + "]" * 200_000


def preview_application(**values: Any) -> ImportPreview:
    content = {"format": FORMAT, "version": 1, "applications": [{"title": "Baker", **values}]}
    return jobledger_export.preview_json(json.dumps(content).encode(), NOW)


def preview_event(**values: Any) -> ImportPreview:
    event = {"type": "note", "at": NOW.isoformat(), "details": {"text": "Hello"}} | values
    return preview_application(history=[event])


def build_archive(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, text in parts.items():
            file.writestr(f"{name}.json", text)
    return buffer.getvalue()


@pytest.mark.parametrize("deep", [DEEP, DEEPER], ids=["900", "200,000"])
def test_deep_json_is_rejected_in_every_kind_of_file(deep: str) -> None:
    content = f'{{"format": "{FORMAT}", "version": 1, "applications": [{{"title": "x", "job": {{"a": {deep}}}}}]}}'
    with pytest.raises(UnreadableFile, match="nested deeper"):
        jobledger_export.preview_json(content.encode(), NOW)
    with pytest.raises(UnreadableFile, match="nested deeper"):
        archive.read(build_archive(applications=content, files="[]"), NOW)
    with pytest.raises(UnreadableFile):
        archive.read(build_archive(applications="{}", files=deep), NOW)
    values = dict.fromkeys(FIELD_NAME_BY_HEADING, "") | {"Title": "Baker", "History (JSON)": deep}
    text = io.StringIO()
    csv.writer(text).writerows([values.keys(), values.values()])
    preview = jobledger_export.preview_csv(reader.read_table(text.getvalue().encode()), NOW)
    assert [row.reason[:34] for row in preview.rejected] == ["The History (JSON) column was chang"[:34]]


def test_json_is_read_to_the_depth_that_is_promised() -> None:
    inner: Any = "x"
    for _level in range(MAX_DEPTH - 4):  # the file, its list, the application and its job are four levels
        inner = [inner]
    assert len(preview_application(job={"a": inner}).accepted) == 1
    with pytest.raises(UnreadableFile, match="nested deeper"):
        preview_application(job={"a": [inner]})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("minutes", "soon"),
        ("minutes", 10**30),
        ("minutes", 4),
        ("minutes", True),
        ("amount", {"a": 1}),
        ("amount", "NaN"),
        ("amount", -1),
        ("amount", 2**60),
        ("text", ["a"]),
        ("round", {"a": 1}),
        ("with", 5),
        ("currency", []),
        ("kind", {}),
        ("done", "maybe"),
        ("fields", 5),
        ("fields", {"title": 5}),
        ("to", ["x"]),
        ("anything", {"a": 1}),
    ],
)
def test_details_that_no_event_has_are_rejected_by_name(name: str, value: Any) -> None:
    (row,) = preview_event(details={"text": "x", name: value}).rejected
    assert f"The detail “{name}” of an event" in row.reason


def test_attachments_that_are_none_are_left_out() -> None:
    odd = [{"name": "a", "file_id": ["x"]}, {"name": {"a": 1}}, 5, {"name": "CV", "url": "https://x.example"}]
    (row,) = preview_event(attachments=odd).accepted
    assert row.application.history is not None
    assert row.application.history[0].attachments == [odd[3]]


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "1969-12-31T00:00:00Z"])
def test_times_of_no_working_life_are_rejected(time: str) -> None:
    for preview in (
        preview_application(applied_at=time),
        preview_application(follow_up_at=time),
        preview_event(at=time),
    ):
        assert [row.reason for row in preview.rejected] == [
            f"“{time}” is in the year {int(time[:4])}. Check for a typo."
        ]
