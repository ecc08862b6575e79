"""Running dbt as the pipeline role, in one process of its own: there it leaves files open, and is imported and parses
the project once for all builds of a story.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from orchestration import dbt


class Dbt:
    """dbt in a process of its own, which parses the project first."""

    def __init__(self, process: ProcessPoolExecutor) -> None:
        self._process = process

    def run(self, *arguments: str) -> str:
        """Run dbt; returns what it said, or fails with it."""
        succeeded, said, _ = self._process.submit(_invoke, *arguments).result()
        assert succeeded, said
        return said

    def failing(self, *arguments: str) -> list[str]:
        """Run dbt's tests; returns the names of those that failed."""
        _, _, failed = self._process.submit(_invoke, "test", *arguments).result()
        return failed


@contextlib.contextmanager
def dbt_process(server: URL, folder: Path) -> Iterator[Dbt]:
    """A process that runs dbt on `server`, its artifacts in `folder`."""
    variables = dbt.environment(server)
    variables |= {"DBT_TARGET_PATH": str(folder / "target"), "DBT_LOG_PATH": str(folder / "logs")}
    with ProcessPoolExecutor(1, get_context("spawn"), _enter, (variables,)) as process:
        yield Dbt(process)


def _enter(variables: Mapping[str, str]) -> None:
    os.environ.update(variables)


@cache
def _parsed() -> tuple[Any, str]:
    """The manifest, and what dbt said of the project."""
    from dbt.cli.main import dbtRunner

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = dbtRunner().invoke(["--no-use-colors", "parse", "--show-all-deprecations"])
    assert result.success, f"{said.getvalue()}\n{result.exception}"
    return result.result, said.getvalue()


def _invoke(*arguments: str) -> tuple[bool, str, list[str]]:
    from dbt.cli.main import dbtRunner

    manifest, said_before = _parsed()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = dbtRunner(manifest).invoke(["--no-use-colors", *arguments, "--show-all-deprecations"])
    failed = sorted(one.node.name for one in getattr(result.result, "results", []) if one.status in {"fail", "error"})
    return result.success, f"{said_before}{said.getvalue()}{result.exception or ''}", failed
