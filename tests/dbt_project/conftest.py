"""The story's record, told by whichever worker comes first."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from typing import Any

import pytest

from database.cluster import Cluster
from tests.database.servers import cloned
from tests.dbt_project.story import Chapter, Record, tell


@pytest.fixture(scope="session")
def told(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Everything the story recorded: `chapters`, `said` (dbt's output) and `manifest`."""
    cluster.start()
    kept = Path(cluster.folder) / "dbt_story.json"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
                record = tell(database, tmp_path_factory.mktemp("dbt"))
            kept.write_text(json.dumps(record), encoding="utf-8")
    known: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return known


@pytest.fixture(scope="session")
def chapter(told: dict[str, Any]) -> Chapter:
    """What the database held after the build of a chapter, by the names of story.RECORDED."""

    def of(name: str) -> Record:
        record: Record = told["chapters"][name]
        return record

    return of
