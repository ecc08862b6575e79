"""Change applications to what differing rows say, where the user asked for it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.applications import records
from app.applications.imports.compare import DifferingRow
from app.applications.imports.revert import describe_change
from app.applications.stages import Stage

_INSERT_IMPORTED_ROWS = text("""
insert into ops.imported_rows (job_application_id, row_hash, import_id)
select distinct on (i.job_application_id) i.job_application_id, r.says, i.import_id
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, says text)
join ops.imported_rows as i on i.job_application_id = r.id
order by i.job_application_id, i.import_id
on conflict do nothing
""")


def apply_rows(
    session: Session, rows: Sequence[DifferingRow], stages: Mapping[str, Stage], at: datetime
) -> list[dict[str, Any]]:
    """Edit and move the applications to what their rows say, as edits by hand would.

    Returns what each was before, for app.applications.imports.revert.
    """
    if not rows:
        return []
    edits = {
        row.application_id: {name: value for name, (_stored, value) in row.changes.items() if name != "stage"}
        for row in rows
        if set(row.changes) - {"stage"}
    }
    changes = [records.edit_many(session, edits, at)] if edits else []
    moves: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        if "stage" in row.changes:
            moves[stages[row.row.stage].id].append(row.application_id)
    changes += [records.move(session, application_ids, stage_id, at) for stage_id, application_ids in moves.items()]
    fingerprints = {row.application_id: row.row.fingerprint for row in rows}
    _store_fingerprints(session, fingerprints)
    return [
        describe_change(application, fingerprints[application.id])
        for change in changes
        for application in change.applications
    ]


def _store_fingerprints(session: Session, fingerprints: Mapping[UUID, str]) -> None:
    """Let imported applications be recognised by the new rows too; they still belong to their own import."""
    rows = [{"id": str(application_id), "says": fingerprint} for application_id, fingerprint in fingerprints.items()]
    # One statement, because the policy of this table costs once per statement.
    session.execute(_INSERT_IMPORTED_ROWS, {"rows": json.dumps(rows)})
