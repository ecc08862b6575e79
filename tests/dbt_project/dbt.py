"""Run dbt as the pipeline role in a process of its own, where it may leave files open.

It is imported and parses the project once for all builds of a story.
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
        """Run dbt and return its output, or fail with it."""
        succeeded, output, _ = self._process.submit(_invoke, *arguments).result()
        assert succeeded, output
        return output

    def failing(self, *arguments: str) -> list[str]:
        """Run dbt's tests and return the names of those that failed."""
        _, _, failed = self._process.submit(_invoke, "test", *arguments).result()
        return failed


@contextlib.contextmanager
def dbt_process(server: URL, folder: Path) -> Iterator[Dbt]:
    """Start a process that runs dbt on `server`, with its artifacts in `folder`."""
    variables = dbt.build_environment(server)
    variables |= {"DBT_TARGET_PATH": str(folder / "target"), "DBT_LOG_PATH": str(folder / "logs")}
    with ProcessPoolExecutor(1, get_context("spawn"), _set_environment, (variables,)) as process:
        yield Dbt(process)


def _set_environment(variables: Mapping[str, str]) -> None:
    os.environ.update(variables)


@cache
def _parse() -> tuple[Any, str]:
    """Parse the project; return its manifest and dbt's output."""
    from dbt.cli.main import dbtRunner

    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        result = dbtRunner().invoke(["--no-use-colors", "parse", "--show-all-deprecations"])
    assert result.success, f"{output.getvalue()}\n{result.exception}"
    return result.result, output.getvalue()


def _invoke(*arguments: str) -> tuple[bool, str, list[str]]:
    from dbt.cli.main import dbtRunner

    manifest, parse_output = _parse()
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        result = dbtRunner(manifest).invoke(["--no-use-colors", *arguments, "--show-all-deprecations"])
    failed = sorted(
        node_result.node.name
        for node_result in getattr(result.result, "results", [])
        if node_result.status in {"fail", "error"}
    )
    return result.success, f"{parse_output}{output.getvalue()}{result.exception or ''}", failed
