"""Fixtures of the story's record, which the first worker makes for all."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from typing import Any

import pytest

from database.embedded.cluster import Cluster
from tests.database.servers import cloned
from tests.dbt_project.story import Chapter, Record, tell


@pytest.fixture(scope="session")
def story(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Everything the story recorded: `chapters`, `outputs` (of dbt) and `manifest`."""
    cluster.start()
    record_file = Path(cluster.folder) / "dbt_story.json"
    with record_file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not record_file.exists():
            with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
                written = tell(database, tmp_path_factory.mktemp("dbt"))
            record_file.write_text(json.dumps(written), encoding="utf-8")
    record: dict[str, Any] = json.loads(record_file.read_text(encoding="utf-8"))
    return record


@pytest.fixture(scope="session")
def chapter(story: dict[str, Any]) -> Chapter:
    """Return what the database had after the build of a chapter, by the names in RECORDED."""

    def of(name: str) -> Record:
        record: Record = story["chapters"][name]
        return record

    return of
