"""Compare the rows of a file with the stored applications: which are new, which are known, which say something else.

A row is recognised by the id in an export of ours (of the application itself or of what it became when imported) or by
the fingerprint of an imported row. Else it is matched by its link, or by title, company and application date. A match
that differs is never added, and changes the application only when the user asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.orm import Session

from app.applications.exports.export import select_applications
from app.applications.fields import EDITABLE_DATE_NAMES, FIELDS_BY_NAME, IMPORTED_TEXT_NAMES
from app.applications.imports.preview import AcceptedRow, ImportPreview
from app.applications.imports.row_checks import compute_fingerprint
from app.kit.local_time import to_local
from app.kit.tables import applications
from database.company_names import clean_name
from database.models import ImportedRow


@dataclass(frozen=True, slots=True)
class DifferingRow:
    """A row that matches an application but differs: per field the stored value and the row's value."""

    row: AcceptedRow
    application_id: UUID
    changes: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The accepted rows of a file: those to add, those that differ, and how many say nothing new."""

    new: tuple[AcceptedRow, ...]
    differing: tuple[DifferingRow, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class _StoredApplications:
    """The user's applications, with the rows they were imported from and the days of the user's time zone."""

    rows: Mapping[UUID, RowMapping]
    by_fingerprint: Mapping[str, UUID]
    zone: tzinfo

    def find_exported(self, row: AcceptedRow) -> UUID | None:
        """Return the application that the id in a row names; an id may also be another user's, or made up."""
        if row.exported_id is None or row.exported_id in self.rows:
            return row.exported_id
        return self.by_fingerprint.get(fingerprint_exported_id(row.exported_id))

    def find_imported(self, row: AcceptedRow) -> UUID | None:
        """Return the application that was imported from an identical row."""
        return self.by_fingerprint.get(row.fingerprint)


def compare(session: Session, preview: ImportPreview) -> Comparison:
    """Compare each accepted row with the stored applications. A repeated row counts as unchanged the second time.

    What a row leaves empty is no difference.
    """
    stored = _load_applications(session, preview.zone)
    unmatched = dict.fromkeys(stored.rows)
    for row in preview.accepted:
        for application_id in (stored.find_exported(row), stored.find_imported(row)):
            if application_id:
                unmatched.pop(application_id, None)
    candidates = _index_by_key(stored, unmatched)
    new: list[AcceptedRow] = []
    differing: list[DifferingRow] = []
    finished: set[tuple[str, UUID | None]] = set()
    for row in preview.accepted:
        application_id = stored.find_exported(row)
        imported_id = stored.find_imported(row)
        is_unchanged = imported_id and application_id in {None, imported_id}
        if is_unchanged or (row.fingerprint, application_id) in finished:
            continue
        finished.add((row.fingerprint, application_id))
        application_id = application_id or _find_match(row, candidates, stored, unmatched)
        if application_id is None:
            new.append(row)
            continue
        unmatched.pop(application_id, None)
        if changes := _find_changes(row, stored.rows[application_id], preview.zone):
            differing.append(DifferingRow(row, application_id, changes))
    return Comparison(tuple(new), tuple(differing), len(preview.accepted) - len(new) - len(differing))


def fingerprint_exported_id(exported_id: UUID) -> str:
    """Return what is stored of an application imported from an export of ours, besides its row's fingerprint."""
    return compute_fingerprint({"exported": exported_id})


def _load_applications(session: Session, zone: tzinfo) -> _StoredApplications:
    rows = {row["id"]: row for row in session.execute(_select_stored()).mappings()}
    imported_rows = session.execute(select(ImportedRow.row_hash, ImportedRow.job_application_id))
    by_fingerprint = {row.row_hash: row.job_application_id for row in imported_rows if row.job_application_id in rows}
    return _StoredApplications(rows, by_fingerprint, zone)


def _select_stored() -> Select[Any]:
    exported = select_applications().where(applications.c.deleted_at.is_(None)).subquery()
    columns = (exported.c[name] for name in ("id", "stage", *IMPORTED_TEXT_NAMES, *EDITABLE_DATE_NAMES))
    # In the order of creation, so that the same file always finds the same matches.
    return select(*columns).order_by(exported.c.created_at, exported.c.id)


def _index_by_key(stored: _StoredApplications, application_ids: Mapping[UUID, None]) -> dict[Any, list[UUID]]:
    """Index the applications by the keys a row may match them by."""
    index: dict[Any, list[UUID]] = {}
    for application_id in application_ids:
        row = stored.rows[application_id]
        for key in _match_keys(row["url"], row["title"], row["company"], row["applied_at"], stored.zone):
            index.setdefault(key, []).append(application_id)
    return index


def _match_keys(
    url: str | None, title: str | None, company: str | None, applied_at: datetime | None, zone: tzinfo
) -> Iterator[Any]:
    if url:
        yield _fold_text("url", url)
    if title and company:
        yield _fold_text("title", title), clean_name(company), _to_day(applied_at, zone)


def _find_match(
    row: AcceptedRow,
    candidates: Mapping[Any, list[UUID]],
    stored: _StoredApplications,
    unmatched: Mapping[UUID, None],
) -> UUID | None:
    """Return the first matching application that no other row took. Different links are different applications."""
    new = row.application
    for key in _match_keys(new.url, new.title, new.company, new.applied_at, stored.zone):
        for application_id in candidates.get(key, ()):
            url = stored.rows[application_id]["url"]
            has_other_url = new.url and url and _fold_text("url", new.url) != _fold_text("url", url)
            if application_id in unmatched and not has_other_url:
                return application_id
    return None


def _find_changes(row: AcceptedRow, stored: RowMapping, zone: tzinfo) -> dict[str, tuple[Any, Any]]:
    changes: dict[str, tuple[Any, Any]] = {}
    for name in IMPORTED_TEXT_NAMES:
        text, stored_text = row.application.value(name), stored[name]
        if text and _fold_text(name, text) != _fold_text(name, stored_text or ""):
            changes[name] = (stored_text, text)
    for name in EDITABLE_DATE_NAMES:
        time, stored_time = row.application.value(name), stored[name]
        # A spreadsheet may have only the day.
        is_exact = row.application.history is not None
        is_unchanged_time = time == stored_time if is_exact else _to_day(time, zone) == _to_day(stored_time, zone)
        if time and not is_unchanged_time:
            changes[name] = (stored_time, time)
    if row.names_stage and row.stage.casefold() != (stored["stage"] or "").casefold():
        changes["stage"] = (stored["stage"], row.stage)
    return changes


def _fold_text(name: str, text: str) -> str:
    """Return a text as it is compared, so that only its spelling may differ."""
    if name == "company":
        return clean_name(text)
    if name == "url":
        return text.strip().rstrip("/").casefold().replace("http://", "https://")
    line = " ".join(text.split())
    return line if FIELDS_BY_NAME[name].kind == "text" else line.casefold()


def _to_day(time: datetime | None, zone: tzinfo) -> date | None:
    return to_local(time, zone).date() if time else None
