"""How dbt is run here, by Dagster and by the command line alike: its arguments, its environment and its manifest.

No Dagster in this file: `jobledger build` uses it and stays quick.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import URL

from database.settings import REPOSITORY, settings

PROFILES = REPOSITORY / "dbt_project"
_COMMAND = (sys.executable, "-m", "orchestration.dbt_process")
# For a run that only its output is read of: what else dbt would write down takes it a second and a half.
_TELLING_ONLY = ("--no-write-json", "--log-level-file", "none")

_STDERR = 2


class DbtProjectError(RuntimeError):
    """The dbt project cannot be parsed; the message holds what dbt said."""


def executable() -> Path:
    """The dbt of the running Python's environment, whatever PATH says."""
    return Path(sys.executable).with_name("dbt")


def arguments(verb: str, *more: str, select: Iterable[str] = (), full_refresh: bool = False) -> list[str]:
    """Arguments after `dbt`: `verb`, then the options asked for, then `more` as it is.

    Builds and tests are those of the data, not the unit tests of the SQL: those are for `make test`.
    """
    chosen = list(select)
    return [
        verb,
        *(["--exclude-resource-type", "unit_test"] if verb in {"build", "test"} else []),
        *(["--full-refresh"] if full_refresh else []),
        *(["--select", *chosen] if chosen else []),
        *more,
    ]


def folder() -> Path:
    """Where dbt keeps its artifacts and logs: the state folder, so that the checkout stays clean."""
    return settings().home / "dbt"


def environment(server: URL | None = None) -> dict[str, str]:
    """The variables dbt_project/profiles.yml and dbt itself read; without `server` only parsing works.

    A server reached through a socket has its folder in the URL's query, as libpq has it.
    """
    kept = folder()
    variables = {
        "DBT_PROFILES_DIR": str(PROFILES),
        "DBT_PROJECT_DIR": str(REPOSITORY),
        "DBT_TARGET_PATH": str(kept / "target"),
        "DBT_LOG_PATH": str(kept / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DBT_VERSION_CHECK": "false",
        # What dbt does is seen on its output; every statement it runs is in the target folder.
        "DBT_LOG_LEVEL_FILE": "info",
        # dbt is large: compiled anew at each start it would take seconds more, where Python may not or does not keep
        # what it has compiled beside the packages.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(kept / "python"),
        # Several models run at a time, which is parallel enough: with parallel plans, or with rows that cost no more
        # than PostgreSQL thinks, each would read whole tables where an index is four times as fast. What a model sorts
        # and counts of a large ledger, or is about to merge, fits into this memory.
        # No model waits for the disk: a crash of the server takes back the end of a build, as one of the build does,
        # and nothing that comes later is kept without it.
        "PGOPTIONS": "-c max_parallel_workers_per_gather=0 -c cpu_tuple_cost=0.02 -c work_mem=64MB"
        " -c temp_buffers=64MB -c synchronous_commit=off",
    }
    if server is None:
        return variables
    parts: Mapping[str, str | int | None] = {
        "HOST": server.host or _query(server, "host"),
        "PORT": server.port or _query(server, "port"),
        "USER": server.username,
        "PASSWORD": server.password,
        "DBNAME": server.database,
    }
    return variables | {f"JOBLEDGER_DBT_{name}": str(value) for name, value in parts.items() if value}


def run_dbt(verb: str, *more: str) -> int:
    """Run dbt as the pipeline role; returns its exit status. All it says goes to standard error, so that a command's
    own output stays readable by a program.
    """
    from database.engine import url

    command = [*_COMMAND, *_TELLING_ONLY, *arguments(verb, *more)]
    full = {**os.environ, **environment(url("pipeline"))}
    return subprocess.run(command, cwd=REPOSITORY, env=full, stdout=_STDERR, check=False).returncode  # noqa: S603 our own dbt


def audit() -> int:
    """Run the tests of the data over the whole ledger, where a build looks at what it worked on; dbt's exit status."""
    return run_dbt("test", "--vars", "{audit: true}")


def manifest() -> Path:
    """The project's manifest, parsed again when a file of the project is newer. Needs no server.

    Raises DbtProjectError with dbt's own words when the project cannot be parsed.
    """
    kept = folder() / "manifest.json"
    if not kept.exists() or kept.stat().st_mtime < _last_change():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent, prefix="parse-") as target:
            _parse(Path(target))
            # Dagster's webserver and daemon may both be here: whoever comes last puts the same whole file in place.
            (Path(target) / "manifest.json").replace(kept)
    return kept


def _parse(target: Path) -> None:
    variables = {**os.environ, **environment(), "DBT_TARGET_PATH": str(target)}
    command = [*_COMMAND, "--quiet", *arguments("parse")]
    done = subprocess.run(  # noqa: S603 our own dbt
        command, cwd=REPOSITORY, env=variables, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise DbtProjectError(f"dbt cannot parse the project: {(done.stdout + done.stderr).strip()}")


def _last_change() -> float:
    project = [REPOSITORY / "dbt_project.yml", *PROFILES.rglob("*")]
    return max(path.stat().st_mtime for path in project)


def _query(server: URL, name: str) -> str | None:
    value = server.query.get(name)
    return value[0] if isinstance(value, tuple) else value


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as fresh:
        _parse(Path(fresh))
    sys.stdout.write("dbt parses the project.\n")
