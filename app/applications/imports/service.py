"""Write an import in one transaction and a handful of statements, whatever the number of rows.

A row that was imported already adds nothing while its application exists. What app.applications.records.add
guarantees of an application is guaranteed here too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from app.applications import stages
from app.applications.field_values import to_json
from app.applications.fields import DETAIL_FIELDS
from app.applications.imports import attachments, import_stages
from app.applications.imports.apply_changes import apply_rows
from app.applications.imports.compare import compare, fingerprint_exported_id
from app.applications.imports.preview import AcceptedRow, ImportPreview, ProgressCallback, ignore_progress
from app.applications.new_application import NewEvent
from app.applications.stages import Stage, Status
from app.kit.i18n import _
from app.kit.tables import companies, job_listings
from database.company_names import clean_name
from database.models import ApplicationImport
from database.sessions import CURRENT_USER_ID

_BATCH_SIZE = 1_000
_MAX_FILE_NAME_LENGTH = 200
_INSERT_APPLICATIONS = text("""
insert into job_applications (id, user_id, job_listing_id, company_id, stage_id, status, applied_at, response_at,
    follow_up_at, job_post_url, source, notes, listing_snapshot, created_at, updated_at)
select id, ops.current_user_id(), job_listing_id, company_id, stage_id, status::job_application_status, applied_at,
    response_at, follow_up_at, job_post_url, source, notes, listing_snapshot, created_at, updated_at
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, job_listing_id uuid, company_id uuid, stage_id uuid,
    status text, applied_at timestamptz, response_at timestamptz, follow_up_at timestamptz, job_post_url text,
    source text, notes text, listing_snapshot jsonb, created_at timestamptz, updated_at timestamptz)
""")
_INSERT_DETAILS = text("""
insert into ops.application_details
select * from jsonb_populate_recordset(null::ops.application_details, cast(:rows as jsonb))
""")
# The place of an event in its file orders events of the same moment.
_INSERT_EVENTS = text("""
insert into application_events (job_application_id, event_type, occurred_at, payload, attachments, created_at)
select job_application_id, event_type::job_application_event_type, occurred_at, payload,
    nullif(attachments, 'null'::jsonb), now() + place * interval '1 microsecond'
from jsonb_to_recordset(cast(:rows as jsonb)) as r (job_application_id uuid, event_type text, occurred_at timestamptz,
    payload jsonb, attachments jsonb, place bigint)
""")
_INSERT_IMPORTED_ROWS = text("""
insert into ops.imported_rows (job_application_id, row_hash, import_id)
select id, says, :import_id from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, says text)
""")
_INSERT_REJECTS = text("""
insert into ops.import_rejects (import_id, row_number, cells, reason)
select :import_id, number, cells, reason
from jsonb_to_recordset(cast(:rows as jsonb)) as r (number integer, cells jsonb, reason text)
""")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """A finished import. Every row was added, changed the application it matches, was unchanged, or was rejected.

    `revertible` counts the changes that can be reverted. `rejected_files` says why files were not stored; it is not
    stored itself.
    """

    id: UUID
    file_name: str
    added: int
    updated: int
    unchanged: int
    rejected: int
    created_at: datetime
    revertible: int = 0
    rejected_files: tuple[str, ...] = ()


def write(
    session: Session,
    file_name: str,
    preview: ImportPreview,
    at: datetime,
    columns: Mapping[str, Any],
    update_numbers: Collection[int] = (),
    progress: ProgressCallback = ignore_progress,
) -> ImportResult:
    """Import the accepted rows and store the rejected ones. `columns` is the plan, for the record.

    A differing row changes its application when its number is in `update_numbers`. Raises StageConflict, with nothing
    written, when there would be too many stages.
    """
    _lock_imports(session)
    is_new_board = import_stages.is_new_board_needed(session, preview)
    comparison = compare(session, preview)
    new = comparison.new
    updates = [differing for differing in comparison.differing if differing.row.number in update_numbers]
    rows = [*new, *(differing.row for differing in updates)]
    stages_by_name = import_stages.prepare_stages(session, preview, rows, is_new_board=is_new_board)
    unchanged = len(preview.accepted) - len(new) - len(updates)
    finished = unchanged
    changes: list[dict[str, Any]] = []
    for batch in _split_into_batches(updates):
        progress(finished, preview.row_count)
        changes += apply_rows(session, batch, stages_by_name, at)
        finished += len(batch)
    import_id = session.scalars(
        insert(ApplicationImport)
        .values(
            user_id=CURRENT_USER_ID,
            file_name=_clean_file_name(file_name),
            columns={"headings": list(preview.headings), **columns, "changed": changes},
            added=len(new),
            updated=len(updates),
            unchanged=unchanged,
            rejected=len(preview.rejected),
            created_at=at,
        )
        .returning(ApplicationImport.id)
    ).one()
    rejected_files: list[str] = []
    for batch in _split_into_batches((row, uuid4()) for row in new):
        progress(finished, preview.row_count)
        rejected_files += _add_rows(session, batch, stages_by_name, at, import_id, preview.archive)
        finished += len(batch)
    rejected_rows = (
        {"number": row.number, "cells": {"cells": row.cells}, "reason": row.reason} for row in preview.rejected
    )
    _insert_in_batches(session, _INSERT_REJECTS, rejected_rows, import_id=import_id)
    progress(preview.row_count, preview.row_count)
    return ImportResult(
        id=import_id,
        file_name=file_name,
        added=len(new),
        updated=len(updates),
        unchanged=unchanged,
        rejected=len(preview.rejected),
        created_at=at,
        revertible=len(changes),
        rejected_files=tuple(rejected_files),
    )


def _add_rows(
    session: Session,
    rows: Sequence[tuple[AcceptedRow, UUID]],
    stages_by_name: Mapping[str, Stage],
    at: datetime,
    import_id: UUID,
    archive: bytes,
) -> tuple[str, ...]:
    """Add new applications with everything that belongs to them; return why files were not stored."""
    _insert_in_batches(session, _INSERT_APPLICATIONS, _build_application_rows(session, rows, stages_by_name, at))
    _insert_in_batches(session, _INSERT_DETAILS, _build_detail_rows(rows))
    file_ids, rejected_files = attachments.store_files(session, rows, archive)
    _insert_in_batches(session, _INSERT_EVENTS, _build_event_rows(rows, stages_by_name, at, file_ids))
    fingerprints = [{"id": application_id, "says": row.fingerprint} for row, application_id in rows]
    # Only in a whole export an id surely identifies an application; elsewhere many rows may share a number.
    fingerprints += [
        {"id": application_id, "says": fingerprint_exported_id(row.exported_id)}
        for row, application_id in rows
        if row.exported_id and row.application.history is not None
    ]
    _insert_in_batches(session, _INSERT_IMPORTED_ROWS, fingerprints, import_id=import_id)
    return rejected_files


def _lock_imports(session: Session) -> None:
    """Let two windows that import the same file add it once."""
    session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(func.concat("import", CURRENT_USER_ID), 0)))
    )


def _choose_status(row: AcceptedRow, stage: Stage) -> Status:
    status = row.application.status or (Status.APPLIED if row.application.applied_at else Status.PLANNED)
    return stage.status or status


def _build_application_rows(
    session: Session, rows: Sequence[tuple[AcceptedRow, UUID]], stages_by_name: Mapping[str, Stage], at: datetime
) -> Iterator[dict[str, Any]]:
    company_of_listing, company_of_name = _load_companies(session, [row for row, _application_id in rows])
    for row, application_id in rows:
        new, stage = row.application, stages_by_name[row.stage]
        listing_id = new.listing_id if new.listing_id in company_of_listing else None
        name = clean_name(new.company)
        snapshot = {"title": new.title, "company": new.company or None, "location": new.location}
        created_at = new.created_at or at
        yield {
            "id": application_id,
            "job_listing_id": listing_id,
            "company_id": company_of_listing[listing_id] if listing_id else company_of_name.get(name),
            "stage_id": stage.id,
            "status": _choose_status(row, stage),
            "applied_at": new.applied_at,
            "response_at": new.response_at,
            "follow_up_at": new.follow_up_at,
            "job_post_url": new.url,
            "source": new.source,
            "notes": new.notes,
            "listing_snapshot": snapshot if new.snapshot is None else new.snapshot,
            "created_at": created_at,
            "updated_at": row.updated_at or created_at,
        }


def _build_detail_rows(rows: Sequence[tuple[AcceptedRow, UUID]]) -> Iterator[dict[str, Any]]:
    for row, application_id in rows:
        details = {field.column_name: row.application.value(field.name) for field in DETAIL_FIELDS}
        if any(details.values()):
            yield {"job_application_id": application_id} | details


def _build_event_rows(
    rows: Sequence[tuple[AcceptedRow, UUID]],
    stages_by_name: Mapping[str, Stage],
    at: datetime,
    file_ids: Mapping[str, UUID],
) -> Iterator[dict[str, Any]]:
    events = (
        (application_id, event) for row, application_id in rows for event in _build_events(row, stages_by_name, at)
    )
    for place, (application_id, event) in enumerate(events, 1):
        yield {
            "job_application_id": application_id,
            "event_type": event.event_type,
            "occurred_at": event.occurred_at,
            "payload": dict(event.payload),
            "attachments": attachments.renumber_attachments(event.attachments, file_ids),
            "place": place,
        }


def _build_events(row: AcceptedRow, stages_by_name: Mapping[str, Stage], at: datetime) -> Sequence[NewEvent]:
    if row.application.history is not None:
        return row.application.history
    stage = stages_by_name[row.stage]
    created = {"kind": "created", "to": stage.name, "status_to": _choose_status(row, stage)}
    first = NewEvent("note", row.application.created_at or at, created | stages.build_outcome_payload(stage.meaning))
    return first, *row.further_events


def _load_companies(session: Session, rows: Sequence[AcceptedRow]) -> tuple[dict[UUID, UUID | None], dict[str, UUID]]:
    """Return the company of each listing that exists, and of each company name that is known."""
    company_of_listing: dict[UUID, UUID | None] = {}
    company_of_name: dict[str, UUID] = {}
    for ids in _split_into_batches({row.application.listing_id for row in rows if row.application.listing_id}):
        query = select(job_listings.c.id, job_listings.c.company_id).where(job_listings.c.id.in_(ids))
        company_of_listing |= {listing.id: listing.company_id for listing in session.execute(query)}
    for names in _split_into_batches({clean_name(row.application.company) for row in rows if row.application.company}):
        by_name = select(companies.c.clean_name, companies.c.id).where(companies.c.clean_name.in_(names))
        company_of_name |= {company.clean_name: company.id for company in session.execute(by_name)}
    return company_of_listing, company_of_name


def _insert_in_batches(session: Session, statement: Any, rows: Iterable[Mapping[str, Any]], **parameters: Any) -> None:
    for batch in _split_into_batches(rows):
        session.execute(statement, {"rows": json.dumps(batch, ensure_ascii=False, default=to_json)} | parameters)


def _split_into_batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH_SIZE)):
        yield batch


def _clean_file_name(name: str) -> str:
    return " ".join(name.replace("\x00", "").split())[:_MAX_FILE_NAME_LENGTH] or _("A file")
