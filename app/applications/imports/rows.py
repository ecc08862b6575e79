"""Preview the rows of a file under an import plan: the applications to be added, or why a row is rejected.

Not here: reading or writing the database (app.applications.imports.service).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, Literal

from app.applications.fields import DETAIL_FIELDS
from app.applications.imports.dates import Day, InvalidDate, read_date, to_moment
from app.applications.imports.guess import (
    DATE_TARGETS,
    EXPORTED_ID_TARGET,
    REASON_HEADING,
    SHARED_TARGETS,
    TO_NOTES_TARGET,
    get_cell,
    parse_id,
)
from app.applications.imports.preview import (
    AcceptedRow,
    ImportPlan,
    ImportPreview,
    ProgressCallback,
    RejectedRow,
    ignore_progress,
)
from app.applications.imports.reader import Line, Table
from app.applications.imports.row_checks import InvalidRow, check_lengths, check_times, compute_fingerprint
from app.applications.new_application import NewApplication, NewEvent
from app.kit.i18n import _
from app.kit.text import check_outside_address
from app.kit.text import escape_csv_cell as guard_cell
from database.company_names import clean_name

# Dates that become events of the timeline.
_EVENT_TARGETS: tuple[tuple[str, Literal["interview", "follow_up"], dict[str, Any]], ...] = (
    ("interview_at", "interview", {}),
    ("follow_up_at", "follow_up", {"text": "", "done": False}),
)


def preview_rows(
    table: Table, plan: ImportPlan, zone: tzinfo, at: datetime, progress: ProgressCallback = ignore_progress
) -> ImportPreview:
    """Preview every row. Days and times without a time zone are the user's."""
    accepted: list[AcceptedRow] = []
    rejected: list[RejectedRow] = []
    for finished, line in enumerate(table.lines, 1):
        try:
            accepted.append(_create_accepted_row(table, line, plan, zone, at))
        except (InvalidRow, InvalidDate) as error:
            rejected.append(RejectedRow(line.number, line.cells, str(error)))
        progress(finished, len(table.lines))
    return ImportPreview(table.headings, tuple(accepted), tuple(rejected), zone=zone)


def _create_accepted_row(table: Table, line: Line, plan: ImportPlan, zone: tzinfo, at: datetime) -> AcceptedRow:
    _check_width(table, line)
    texts = {
        target: _unguard_cell(get_cell(line.cells, column))
        for column, target in plan.targets.items()
        if target not in SHARED_TARGETS
    }
    days = {
        target: read_date(texts.pop(target), plan.orders.get(column))
        for column, target in plan.targets.items()
        if target in DATE_TARGETS
    }
    texts = {target: " ".join(text.split()) for target, text in texts.items()}
    if not texts.get("title"):
        raise InvalidRow(_("The row has no title, such as the job title."))
    texts["url"], invalid_link = _split_link(texts.get("url", ""))
    notes = _join_notes(table, line, plan, invalid_link)
    check_lengths(texts | {"notes": notes})
    stage_name, exported_id = texts.pop("stage", ""), parse_id(texts.pop(EXPORTED_ID_TARGET, ""))
    stage = _find_stage(stage_name, plan, days.get("applied_at"))
    times = {target: to_moment(day, zone, at) for target, day in days.items() if day}
    check_times(times, at)
    return AcceptedRow(
        number=line.number,
        cells=line.cells,
        application=_create_application(texts, notes, times),
        stage=stage,
        fingerprint=_compute_row_fingerprint(texts, notes, days, stage),
        further_events=tuple(
            NewEvent(kind, times[target], payload) for target, kind, payload in _EVENT_TARGETS if target in times
        ),
        exported_id=exported_id,
        names_stage=bool(stage_name),
    )


def _check_width(table: Table, line: Line) -> None:
    width = len(table.headings)
    if any(text.strip() for text in line.cells[width:]):
        text = _(
            "The row has {cells} cells but the heading has {columns}. Check for a stray delimiter or quotation mark."
        )
        raise InvalidRow(text.format(cells=len(line.cells), columns=width))


def _create_application(texts: Mapping[str, str], notes: str, times: Mapping[str, datetime]) -> NewApplication:
    return NewApplication(
        title=texts["title"],
        company=texts.get("company", ""),
        location=texts.get("location") or None,
        url=texts["url"] or None,
        notes=notes or None,
        details={field.name: texts.get(field.name) or None for field in DETAIL_FIELDS},
        source="import",
        applied_at=times.get("applied_at"),
        response_at=times.get("response_at"),
        follow_up_at=times.get("follow_up_at"),
        created_at=times.get("created_at"),
    )


def _compute_row_fingerprint(texts: Mapping[str, str], notes: str, days: Mapping[str, Day | None], stage: str) -> str:
    return compute_fingerprint(
        {
            "days": {target: day.isoformat() for target, day in days.items() if day},
            "texts": {target: text.casefold() for target, text in texts.items() if text and target != "company"},
            "company": clean_name(texts["company"]) if texts.get("company") else "",
            "stage": stage.casefold(),
            "notes": " ".join(notes.split()).casefold(),
        }
    )


def _find_stage(name: str, plan: ImportPlan, applied_on: Day | None) -> str:
    if not name:
        return plan.default_stages[applied_on is not None]
    stage = plan.stages.get(name)
    if stage is None:
        raise InvalidRow(_("No stage was chosen for “{name}”.").format(name=name[:60]))
    return stage


def _split_link(text: str) -> tuple[str, str]:
    """Return the link, or else the text that is not one."""
    if not text:
        return "", ""
    lacks_scheme = "://" not in text and "." in text and " " not in text and "@" not in text
    link = check_outside_address(f"https://{text}" if lacks_scheme else text)
    return (link, "") if link else ("", text)


def _join_notes(table: Table, line: Line, plan: ImportPlan, invalid_link: str) -> str:
    """Return the notes, followed by other columns for the notes, each under its heading."""
    parts = []
    for column, target in plan.targets.items():
        text = _unguard_cell(get_cell(line.cells, column)).strip()
        heading = table.headings[column] if column < len(table.headings) else ""
        if text and target == "notes":
            parts.append(text)
        elif text and target == TO_NOTES_TARGET and heading != REASON_HEADING:
            parts.append(f"{heading}: {text}")
    return "\n".join([*parts, *([f"Link: {invalid_link}"] if invalid_link else [])])


def _unguard_cell(text: str) -> str:
    """Return the cell without the ' that keeps spreadsheets from taking it for a formula."""
    rest = text.removeprefix("'")
    return rest if rest != text and guard_cell(rest) != rest else text
