"""Reading our own export again, JSON or CSV: the very same applications, their stages and histories."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, get_args
from uuid import UUID

from app.applications.exports.export import COLUMNS, FORMAT, VERSION, unguarded
from app.applications.imports.reader import MOST_OWN_BYTES, MOST_ROWS, Table, Unreadable, decoded
from app.applications.imports.rows import (
    Bad,
    Good,
    Kept,
    Outcome,
    Refusal,
    Tell,
    as_time,
    check_times,
    fingerprint,
    silent,
)
from app.applications.records import Entry, Past, Source
from app.applications.stages import LONGEST_NAME, Meaning, Status, meaning_of_word

_HEADINGS = {name: heading for heading, name in COLUMNS.items()}
_TIMES = ("applied_at", "response_at", "follow_up_at", "created_at", "updated_at")
_JSON = frozenset({"job", "history"})
_TYPES = ("note", "interview", "offer", "follow_up")


def is_own(table: Table) -> bool:
    """Whether a CSV file is one of ours, whatever columns were added to it."""
    return set(COLUMNS) <= set(table.headings)


def from_csv(table: Table, at: datetime, tell: Tell = silent) -> Outcome:
    """The rows of our own CSV file."""
    places = {name: table.headings.index(heading) for heading, name in COLUMNS.items()}
    rows = ((line.number, line.cells, _of_cells(line.cells, places)) for line in table.lines)
    return _outcome(table.headings, rows, at, (), {}, len(table.lines), tell)


def from_json(
    data: bytes,
    at: datetime,
    files: Mapping[UUID, Sequence[Kept]] = MappingProxyType({}),
    tell: Tell = silent,
) -> Outcome:
    """The rows of our own JSON file; the first application is row 1. Raises Unreadable for any other file.

    `files` are those that came with it, by the application they were kept with.
    """
    text, _ = decoded(data, MOST_OWN_BYTES)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise Unreadable("This is not a whole JSON file. Export it again, or choose a CSV file.") from broken
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Unreadable("This JSON file was not exported from Applications here. Choose one that was, or a CSV file.")
    if content.get("version") != VERSION:
        raise Unreadable("This file was exported by a newer JobLedger. Export it as CSV there and try that.")
    listed = content.get("applications")
    if not isinstance(listed, list) or len(listed) > MOST_ROWS:
        raise Unreadable(f"This file holds no list of applications, or more than {MOST_ROWS:,} of them.")
    rows = ((number, (json.dumps(one, ensure_ascii=False),), one) for number, one in enumerate(listed, 1))
    return _outcome(("Application (JSON)",), rows, at, _stages(content.get("stages")), files, len(listed), tell)


def _outcome(
    headings: tuple[str, ...],
    rows: Iterable[tuple[int, tuple[str, ...], Any]],
    at: datetime,
    stages: tuple[tuple[str, Meaning], ...],
    files: Mapping[UUID, Sequence[Kept]],
    count: int,
    tell: Tell,
) -> Outcome:
    good: list[Good] = []
    bad: list[Bad] = []
    meanings = dict(stages)
    for done, (number, cells, said) in enumerate(rows, 1):
        try:
            good.append(_good(number, cells, said, at, files))
            meanings.setdefault(good[-1].stage, good[-1].stands_for)
        except Refusal as reason:
            bad.append(Bad(number, cells, str(reason)))
        tell(done, count)
    return Outcome(headings, tuple(good), tuple(bad), stages, meanings)


def _of_cells(cells: tuple[str, ...], places: Mapping[str, int]) -> dict[str, Any]:
    """What a row of our CSV file says; a cell with broken JSON stays text, which is refused later."""
    found: dict[str, Any] = {}
    for name, place in places.items():
        text = cells[place] if place < len(cells) else ""
        found[name] = (_parsed(text) if name in _JSON else unguarded(text)) or None
    return found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return text


def _good(number: int, cells: tuple[str, ...], said: Any, at: datetime, files: Mapping[UUID, Sequence[Kept]]) -> Good:
    if not isinstance(said, dict):
        raise Refusal("This is not an application as it was exported.")
    texts = {name: _text(said, name) for name in ("title", "company", "location", "url", "notes", "stage", "source")}
    if not texts["title"]:
        raise Refusal("The row has no title, such as the job's.")
    times = {name: as_time(said.get(name), _HEADINGS[name]) for name in _TIMES}
    check_times(times, at)
    own_id = _id(said.get("id"))
    kept = tuple(files.get(own_id, ())) if own_id else ()
    history = tuple(_past(one, {file.id for file in kept}) for one in _list(said.get("history"), "history"))
    job = _job(said.get("job"), texts)
    entry = Entry(
        title=texts["title"],
        company=texts["company"] or "",
        location=texts["location"],
        url=texts["url"],
        listing_id=_id(said.get("listing_id")),
        snapshot=job,
        status=_status(said.get("status")),
        notes=texts["notes"],
        source=_source(texts["source"]),
        history=history,
        applied_at=times["applied_at"],
        response_at=times["response_at"],
        follow_up_at=times["follow_up_at"],
        created_at=times["created_at"],
    )
    stage = " ".join((texts["stage"] or "").split())[:LONGEST_NAME].rstrip()
    stage = stage or ("Applied" if entry.applied_at else "Planned")
    says = fingerprint(
        {
            "id": own_id,
            "texts": {name: text for name, text in texts.items() if text},
            "times": {name: time for name, time in times.items() if time and name != "updated_at"},
            "job": job,
            "history": [
                (one.event_type, one.occurred_at, one.payload, _without_ids(one.attachments)) for one in history
            ],
        }
    )
    return Good(
        number=number, cells=cells, entry=entry, stage=stage, says=says, own_id=own_id,
        updated_at=times["updated_at"], stands_for=meaning_of_word(said.get("stage_stands_for")),
        names_stage=bool(texts["stage"]), files=kept,
    )  # fmt: skip


def _job(given: Any, texts: Mapping[str, str | None]) -> dict[str, Any]:
    """The version of the listing that was kept, with what was written beside it where that differs."""
    if given is not None and not isinstance(given, dict):
        raise Refusal(
            "Its job is not as it was exported; only spreadsheets that keep cells whole can change this file."
        )
    kept: dict[str, Any] = _clean(given or {})
    for name in ("title", "company", "location"):
        if texts[name] and kept.get(name) != texts[name]:
            kept[name] = texts[name]
    return kept


def _without_ids(attached: Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Attachments as they are compared: the same file has another id in every account."""
    return [{name: said for name, said in one.items() if name != "file_id"} for one in attached] if attached else None


def _past(event: Any, files: Collection[str]) -> Past:
    if not isinstance(event, dict) or event.get("type") not in _TYPES or not isinstance(event.get("details"), dict):
        raise Refusal("An event of its history is not as it was exported.")
    at = as_time(event.get("at"), "history")
    if at is None:
        raise Refusal("An event of its history does not say when it happened.")
    # The id of a file that did not come along would name nothing here.
    attached = [
        {name: value for name, value in one.items() if name != "file_id" or value in files}
        for one in _list(event.get("attachments"), "attachments")
        if isinstance(one, dict)
    ]
    return Past(event["type"], at, _clean(event["details"]), _clean(attached) or None)


def _list(given: Any, name: str) -> list[Any]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise Refusal(f"Its {name} cannot be read; only spreadsheets that keep cells whole can change this file.")
    return given


def _clean(value: Any) -> Any:
    """JSON without what a database cannot keep: zero characters and halves of characters."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(one) for name, one in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _text(said: Mapping[str, Any], name: str) -> str | None:
    value = said.get(name)
    if value is not None and not isinstance(value, str):
        raise Refusal(f"Its {name} is not a text.")
    return str(_clean(value)) if value else None


def _status(value: Any) -> Status | None:
    return next((one for one in Status if one == value), None)


def _source(value: str | None) -> Source:
    return next((one for one in get_args(Source) if one == value), "import")


def _id(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


def _stages(listed: Any) -> tuple[tuple[str, Meaning], ...]:
    found = [one for one in _list(listed, "stages") if isinstance(one, dict) and isinstance(one.get("name"), str)]
    return tuple((_clean(one["name"])[:LONGEST_NAME], meaning_of_word(one.get("stands_for"))) for one in found)
