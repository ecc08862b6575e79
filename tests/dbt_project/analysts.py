"""What an analyst does with the marts of the story: the worked queries and the notebook, as the analyst role."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import nbformat
import psycopg
import pytest
from nbclient import NotebookClient

from database.settings import REPOSITORY
from tests.database.servers import TestDatabase

QUERIES = REPOSITORY / "docs" / "queries"
NOTEBOOK = REPOSITORY / "docs" / "market.ipynb"
# Where Altair puts the rows of a chart in what it gives a notebook.
_DRAWN_FROM = re.compile(r'"datasets": \{"[^"]+": (\[.*?\])\}')


def as_analyst(database: TestDatabase) -> dict[str, Any]:
    """The rows of each query, what each cell of the notebook shows, and what may be read."""
    with psycopg.connect(database.libpq_url("analyst")) as connection:
        queries = {
            path.stem: _asked(connection, path.read_text(encoding="utf-8")) for path in sorted(QUERIES.glob("*"))
        }
        readable = connection.execute(
            "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where c.relkind in ('r', 'v', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema')"
            " and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')"
        ).fetchall()
    return {"queries": queries, "readable": sorted(name for (name,) in readable), "notebook": _run(database)}


def _asked(connection: psycopg.Connection[Any], query: str) -> list[dict[str, str]]:
    answer = connection.execute(query.encode())
    names = [column.name for column in answer.description or ()]
    return [dict(zip(names, map(str, row), strict=True)) for row in answer]


def _run(database: TestDatabase) -> list[Any]:
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", database.libpq_url("analyst"))
        NotebookClient(notebook, timeout=60, kernel_name="python3").execute(env=dict(os.environ))
    return [_shown(out["data"]) for cell in notebook.cells for out in cell.get("outputs", [])]


def _shown(output: dict[str, str]) -> Any:
    """What a chart is drawn from, or a table as text."""
    drawn = _DRAWN_FROM.search(output["text/html"])
    return json.loads(drawn.group(1)) if drawn else output["text/plain"]
