"""What an analyst does with the marts of the story: the worked queries and the notebook, as the analyst role."""

from __future__ import annotations

import os
from typing import Any

import nbformat
import psycopg
import pytest
from nbclient import NotebookClient

from database.settings import REPOSITORY
from tests.database.servers import TestDatabase

QUERIES = REPOSITORY / "docs" / "queries"
NOTEBOOK = REPOSITORY / "docs" / "market.ipynb"


def as_analyst(database: TestDatabase) -> dict[str, Any]:
    """Columns and number of rows of each query, the kinds of the notebook's outputs, and what may be read."""
    with psycopg.connect(database.libpq("analyst")) as connection:
        queries = {
            path.stem: _asked(connection, path.read_text(encoding="utf-8")) for path in sorted(QUERIES.glob("*"))
        }
        readable = connection.execute(
            "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where c.relkind in ('r', 'v', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema')"
            " and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')"
        ).fetchall()
    return {"queries": queries, "readable": sorted(name for (name,) in readable), "notebook": _run(database)}


def _asked(connection: psycopg.Connection[Any], query: str) -> dict[str, Any]:
    answer = connection.execute(query.encode())
    return {"columns": [column.name for column in answer.description or ()], "rows": len(answer.fetchall())}


def _run(database: TestDatabase) -> list[list[str]]:
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", database.libpq("analyst"))
        NotebookClient(notebook, timeout=60, kernel_name="python3").execute(env=dict(os.environ))
    return [
        [kind for out in cell.outputs for kind in out.get("data", {})] for cell in notebook.cells if "outputs" in cell
    ]
