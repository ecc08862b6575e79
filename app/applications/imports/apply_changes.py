"""Rows that say something else than the applications they match, taken over into those when the person asked for it."""

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
from app.applications.imports.compare import Differing
from app.applications.imports.revert import remembered
from app.applications.stages import Stage

_REMEMBERED = text("""
insert into ops.imported_rows (job_application_id, row_hash, import_id)
select distinct on (i.job_application_id) i.job_application_id, r.says, i.import_id
from jsonb_to_recordset(cast(:rows as jsonb)) as r (id uuid, says text)
join ops.imported_rows as i on i.job_application_id = r.id
order by i.job_application_id, i.import_id
on conflict do nothing
""")


def take_over(
    session: Session, rows: Sequence[Differing], places: Mapping[str, Stage], at: datetime
) -> list[dict[str, Any]]:
    """Edit and move the applications to what their rows say; their histories tell it, as of any edit by hand.

    What each was before comes back, for importing_back.
    """
    if not rows:
        return []
    edits = {
        one.id: {name: said for name, (_, said) in one.fields.items() if name != "stage"}
        for one in rows
        if set(one.fields) - {"stage"}
    }
    done = [records.edit_many(session, edits, at)] if edits else []
    moves: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for one in rows:
        if "stage" in one.fields:
            moves[places[one.row.stage].id].append(one.id)
    for stage_id, ids in moves.items():
        done.append(records.move(session, ids, stage_id, at))
    _remember(session, rows)
    says = {one.id: one.row.says for one in rows}
    return [remembered(was, says[was.id]) for change in done for was in change.rows]


def _remember(session: Session, rows: Sequence[Differing]) -> None:
    """What was imported before is known by its new words too, and still goes when its own import is taken back."""
    says = [{"id": str(one.id), "says": one.row.says} for one in rows]
    # One statement: the policy of these rows is worked out once for each.
    session.execute(_REMEMBERED, {"rows": json.dumps(says)})
