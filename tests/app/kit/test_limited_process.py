"""Functions in real processes: what they return, and what ends them."""

from __future__ import annotations

import json
import os
import pickle
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.applications.imports import jobledger_export
from app.applications.imports.preview import ImportPlan, ImportPreview
from app.applications.imports.reader import UnreadableFile, read_table
from app.applications.imports.rows import preview_rows
from app.kit import limited_process
from app.kit.limited_process import LimitReached, preload, run

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def fill_memory(_data: bytes) -> int:
    return len([bytes(2**20) for _ in range(10_000)])


def end(_data: bytes) -> None:
    os._exit(1)


def wait(_data: bytes) -> None:
    time.sleep(60)


def read_environment(_data: bytes) -> str:
    return Path("/proc/self/environ").read_text() + json.dumps(dict(os.environ))


def write_file(path: str) -> None:
    Path(path).write_text("x")


class Attack:
    """An answer that would run a command where it is read."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("true",)


def attack(_data: bytes) -> Attack:
    return Attack()


def test_a_table_and_a_preview_come_back_as_they_are_with_progress() -> None:
    data = b"title,company,applied\nBaker,Acme,2026-01-02\n" + b"Cook,Acme,never\n" * 500
    table = run(read_table, data, errors=(UnreadableFile,))
    assert table == read_table(data)
    plan = ImportPlan({0: "title", 1: "company", 2: "applied_at"}, {}, {2: "iso"})  # type: ignore[dict-item]
    told: list[tuple[int, int]] = []
    zone = ZoneInfo("Europe/Berlin")
    preview = run(
        preview_rows, table, plan, zone, NOW, errors=(UnreadableFile,), progress=lambda *step: told.append(step)
    )
    assert preview == preview_rows(table, plan, zone, NOW)
    assert isinstance(preview, ImportPreview)
    assert told[-1] == (501, 501)
    assert len(told) <= 101


def test_its_own_errors_come_back_in_words() -> None:
    with pytest.raises(UnreadableFile, match="This JSON file is incomplete"):
        run(jobledger_export.preview_json, b"{", NOW, errors=(UnreadableFile,))


@pytest.mark.parametrize("function", [fill_memory, end, wait])
def test_what_takes_too_much_is_ended_and_said(
    function: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited_process, "SECONDS", 5.0)
    with pytest.raises(LimitReached, match="Split it"):
        run(function, b"")


def test_the_process_has_no_secrets_and_writes_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBLEDGER_SECRET_KEY", "a secret of this process")
    preload("app.applications.imports.rows")
    assert "a secret of this process" not in run(read_environment, b"")
    target = tmp_path / "file"
    with pytest.raises(Exception):  # noqa: B017, PT011 - the signal or the error
        run(write_file, str(target))
    assert not target.exists() or target.read_text() == ""


def test_an_answer_is_only_data() -> None:
    with pytest.raises(pickle.UnpicklingError, match=r"(posix|os)\.system is not accepted"):
        run(attack, b"")
    with pytest.raises(pickle.UnpicklingError, match="is not accepted"):
        run(read_class, b"")


def read_class(_data: bytes) -> type:
    return Path
