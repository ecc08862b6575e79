"""Read an export of ours again, JSON or CSV: the same applications with their stages and timelines."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, get_args
from uuid import UUID

from app.applications.event_details import find_invalid_detail, is_attachment
from app.applications.exports.export import FIELD_NAME_BY_HEADING, FORMAT, REQUIRED_HEADINGS, VERSION, unguard_cell
from app.applications.fields import DETAIL_FIELDS
from app.applications.imports.preview import (
    AcceptedRow,
    AttachedFile,
    ImportPreview,
    ProgressCallback,
    RejectedRow,
    ignore_progress,
)
from app.applications.imports.reader import MAX_EXPORT_BYTES, MAX_ROWS, Table, UnreadableFile, decode
from app.applications.imports.row_checks import InvalidRow, check_times, compute_fingerprint, parse_export_time
from app.applications.new_application import NewApplication, NewEvent, Source
from app.applications.stages import MAX_NAME_LENGTH, Meaning, Status, parse_meaning
from app.kit.i18n import N_, _
from app.kit.outside_json import TooDeeplyNested, parse_json

_HEADING_BY_FIELD_NAME = {name: heading for heading, name in FIELD_NAME_BY_HEADING.items()}
_TIME_NAMES = ("applied_at", "response_at", "follow_up_at", "created_at", "updated_at")
_DETAIL_NAMES = tuple(field.name for field in DETAIL_FIELDS)
_TEXT_NAMES = ("title", "company", "location", "url", "notes", "stage", "source", *_DETAIL_NAMES)
_JSON_COLUMNS = frozenset({"job", "history"})
_EVENT_TYPES = ("note", "interview", "offer", "follow_up")
_CUT_CELL_TEXT = N_("The {name} column was changed. Only spreadsheets that keep long cells whole can edit this file.")


def is_export(table: Table) -> bool:
    """Return True for a CSV file of ours, whatever columns were added to it."""
    return set(table.headings) >= REQUIRED_HEADINGS


def preview_csv(table: Table, at: datetime, progress: ProgressCallback = ignore_progress) -> ImportPreview:
    """Preview the rows of a CSV file of ours."""
    columns = {
        name: table.headings.index(heading)
        for name, heading in _HEADING_BY_FIELD_NAME.items()
        if heading in table.headings
    }
    rows = ((line.number, line.cells, _read_cells(line.cells, columns)) for line in table.lines)
    accepted, rejected = _check_rows(rows, len(table.lines), at, {}, progress)
    return ImportPreview(table.headings, accepted, rejected, meanings=_collect_meanings({}, accepted))


def preview_json(
    data: bytes,
    at: datetime,
    progress: ProgressCallback = ignore_progress,
    files: Mapping[UUID, Sequence[AttachedFile]] = MappingProxyType({}),
) -> ImportPreview:
    """Preview the rows of a JSON file of ours; the first application is row 1. Raises UnreadableFile for any other.

    `files` are those that came with it, by the application they were attached to.
    """
    text, _remarks = decode(data, MAX_EXPORT_BYTES)
    try:
        content = parse_json(text)
    except TooDeeplyNested as error:
        raise UnreadableFile(_("This JSON file is nested deeper than any export. Export it again.")) from error
    except ValueError as error:
        raise UnreadableFile(_("This JSON file is incomplete. Export it again, or choose a CSV file.")) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UnreadableFile(
            _("This JSON file isn't a JobLedger export of applications. Choose one that is, or a CSV file.")
        )
    if content.get("version") != VERSION:
        raise UnreadableFile(_("This file was exported by a newer JobLedger. Export it there as CSV instead."))
    applications = content.get("applications")
    if not isinstance(applications, list) or len(applications) > MAX_ROWS:
        message = _("This file has no list of applications, or more than {limit} of them.")
        raise UnreadableFile(message.format(limit=f"{MAX_ROWS:,}"))
    rows = (
        (number, (json.dumps(application, ensure_ascii=False),), application)
        for number, application in enumerate(applications, 1)
    )
    stages = _read_stages(content.get("stages"))
    accepted, rejected = _check_rows(rows, len(applications), at, files, progress)
    return ImportPreview(("Application (JSON)",), accepted, rejected, stages, _collect_meanings(dict(stages), accepted))


def _check_rows(
    rows: Iterable[tuple[int, tuple[str, ...], Any]],
    total: int,
    at: datetime,
    files: Mapping[UUID, Sequence[AttachedFile]],
    progress: ProgressCallback,
) -> tuple[tuple[AcceptedRow, ...], tuple[RejectedRow, ...]]:
    accepted: list[AcceptedRow] = []
    rejected: list[RejectedRow] = []
    for finished, (number, cells, values) in enumerate(rows, 1):
        try:
            accepted.append(_create_accepted_row(number, cells, values, at, files))
        except InvalidRow as error:
            rejected.append(RejectedRow(number, cells, str(error)))
        progress(finished, total)
    return tuple(accepted), tuple(rejected)


def _collect_meanings(meanings: dict[str, Meaning], rows: Iterable[AcceptedRow]) -> dict[str, Meaning]:
    """Add the meanings that rows say their stages have to those of the board."""
    for row in rows:
        meanings.setdefault(row.stage, row.stage_meaning)
    return meanings


def _read_cells(cells: tuple[str, ...], columns: Mapping[str, int]) -> dict[str, Any]:
    """Return the values of a row by name; a cell with broken JSON stays text, which is rejected later."""
    values: dict[str, Any] = {}
    for name, column in columns.items():
        text = cells[column] if column < len(cells) else ""
        values[name] = (_parse_json(text) if name in _JSON_COLUMNS else unguard_cell(text)) or None
    return values


def _parse_json(text: str) -> Any:
    try:
        return parse_json(text) if text else None
    except ValueError:
        return text


def _create_accepted_row(
    number: int, cells: tuple[str, ...], values: Any, at: datetime, files: Mapping[UUID, Sequence[AttachedFile]]
) -> AcceptedRow:
    if not isinstance(values, dict):
        raise InvalidRow(_("This is not an application as it was exported."))
    texts = {name: _read_text(values, name) for name in _TEXT_NAMES}
    if not texts["title"]:
        raise InvalidRow(_("The row has no title, such as the job title."))
    times = {name: parse_export_time(values.get(name), _HEADING_BY_FIELD_NAME[name]) for name in _TIME_NAMES}
    check_times(times, at)
    exported_id = _parse_id(values.get("id"))
    attached = tuple(files.get(exported_id, ())) if exported_id else ()
    file_ids = {file.id for file in attached}
    history = tuple(_read_event(event, file_ids) for event in _read_list(values.get("history"), "history"))
    job = _read_job(values.get("job"), texts)
    stage = " ".join((texts["stage"] or "").split())[:MAX_NAME_LENGTH].rstrip()
    content = {
        "id": exported_id,
        "texts": {name: text for name, text in texts.items() if text},
        "times": {name: time for name, time in times.items() if time and name != "updated_at"},
        "job": job,
        "history": [
            (event.event_type, event.occurred_at, event.payload, _drop_file_ids(event.attachments)) for event in history
        ],
    }
    return AcceptedRow(
        number=number,
        cells=cells,
        application=NewApplication(
            title=texts["title"],
            company=texts["company"] or "",
            location=texts["location"],
            url=texts["url"],
            listing_id=_parse_id(values.get("listing_id")),
            snapshot=job,
            status=_parse_status(values.get("status")),
            notes=texts["notes"],
            details={name: texts[name] for name in _DETAIL_NAMES},
            source=_parse_source(texts["source"]),
            history=history,
            applied_at=times["applied_at"],
            response_at=times["response_at"],
            follow_up_at=times["follow_up_at"],
            created_at=times["created_at"],
        ),
        stage=stage or ("Applied" if times["applied_at"] else "Planned"),
        fingerprint=compute_fingerprint(content),
        exported_id=exported_id,
        updated_at=times["updated_at"],
        stage_meaning=parse_meaning(values.get("stage_stands_for")),
        names_stage=bool(texts["stage"]),
        files=attached,
    )


def _read_job(value: Any, texts: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the snapshot of the listing, changed to what the other columns say where that differs."""
    if value is not None and not isinstance(value, dict):
        raise InvalidRow(_(_CUT_CELL_TEXT).format(name=_HEADING_BY_FIELD_NAME["job"]))
    job: dict[str, Any] = _clean_json(value or {})
    return job | {name: text for name in ("title", "company", "location") if (text := texts[name])}


def _drop_file_ids(attachments: Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Return attachments as they are compared: the same file has another id in every account."""
    if not attachments:
        return None
    return [{name: value for name, value in attachment.items() if name != "file_id"} for attachment in attachments]


def _read_event(event: Any, file_ids: Collection[str]) -> NewEvent:
    if (
        not isinstance(event, dict)
        or event.get("type") not in _EVENT_TYPES
        or not isinstance(event.get("details"), dict)
    ):
        raise InvalidRow(_("An event of its history is not as it was exported."))
    at = parse_export_time(event.get("at"), "history")
    if at is None:
        raise InvalidRow(_("An event of its history has no time."))
    if name := find_invalid_detail(event["details"]):
        text = _("The detail “{name}” of an event in its history is not as it was exported.")
        raise InvalidRow(text.format(name=_clean_json(name)[:MAX_NAME_LENGTH]))
    # The id of a file that did not come along would name nothing here.
    attachments = [
        {name: value for name, value in attachment.items() if name != "file_id" or value in file_ids}
        for attachment in _read_list(event.get("attachments"), "attachments")
        if is_attachment(attachment)
    ]
    return NewEvent(event["type"], at, _clean_json(event["details"]), _clean_json(attachments) or None)


def _read_list(value: Any, name: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidRow(_(_CUT_CELL_TEXT).format(name=_HEADING_BY_FIELD_NAME.get(name, name)))
    return value


def _clean_json(value: Any) -> Any:
    """Return JSON without what a database cannot store: zero characters and half characters."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean_json(item) for item in value]
    if isinstance(value, dict):
        return {_clean_json(name): _clean_json(item) for name, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _read_text(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidRow(_("Its {name} is not text.").format(name=name))
    return str(_clean_json(value)) if value else None


def _parse_status(value: Any) -> Status | None:
    return next((status for status in Status if status == value), None)


def _parse_source(value: str | None) -> Source:
    return next((source for source in get_args(Source) if source == value), "import")


def _parse_id(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


def _read_stages(value: Any) -> tuple[tuple[str, Meaning], ...]:
    stages = [
        stage for stage in _read_list(value, "stages") if isinstance(stage, dict) and isinstance(stage.get("name"), str)
    ]
    return tuple(
        (_clean_json(stage["name"])[:MAX_NAME_LENGTH], parse_meaning(stage.get("stands_for"))) for stage in stages
    )
