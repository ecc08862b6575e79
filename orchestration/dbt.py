"""Run dbt for Dagster and the command line alike: its arguments, its environment and its manifest.

dbt is the executable of this Python environment, unchanged. No Dagster in this file: `jobledger build` uses it and
starts quickly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import URL

from database.settings import REPOSITORY, settings
from database.state_folder import PRIVATE_UMASK, create_private_folder

PROFILES_FOLDER = REPOSITORY / "dbt_project"
# The command line reads neither the artifacts nor the log of a build; writing them takes a second and a half.
_NO_ARTIFACT_OPTIONS = ("--no-write-json", "--log-level-file", "none")

_STDERR_DESCRIPTOR = 2


class DbtProjectError(RuntimeError):
    """The dbt project cannot be parsed; the message is dbt's."""


def find_executable() -> Path:
    """Return the dbt executable of the running Python environment, whatever PATH contains."""
    return Path(sys.executable).with_name("dbt")


def build_arguments(command: str, *options: str, select: Iterable[str] = (), full_refresh: bool = False) -> list[str]:
    """Return the arguments of `dbt` for a command, with `options` at the end.

    Builds and tests leave out the unit tests of the SQL, which `make test` runs.
    """
    selection = list(select)
    return [
        command,
        *(["--exclude-resource-type", "unit_test"] if command in {"build", "test"} else []),
        *(["--full-refresh"] if full_refresh else []),
        *(["--select", *selection] if selection else []),
        *options,
    ]


def get_artifact_folder() -> Path:
    """Return the folder of dbt's artifacts and logs, in the state folder so that the checkout stays clean."""
    return settings().home / "dbt"


def build_environment(server: URL | None = None) -> dict[str, str]:
    """Return the variables that dbt and dbt_project/profiles.yml read; without `server` dbt can only parse.

    A server reached through a socket has its folder in the URL's query, as in libpq.
    """
    artifact_folder = get_artifact_folder()
    variables = {
        "DBT_PROFILES_DIR": str(PROFILES_FOLDER),
        "DBT_PROJECT_DIR": str(REPOSITORY),
        "DBT_TARGET_PATH": str(artifact_folder / "target"),
        "DBT_LOG_PATH": str(artifact_folder / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DBT_VERSION_CHECK": "false",
        # The output says what dbt does, and the target folder has every statement.
        "DBT_LOG_LEVEL_FILE": "info",
        # Keep dbt's bytecode even where Python may not write it beside the packages: compiling it takes seconds.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": os.environ.get("PYTHONPYCACHEPREFIX", str(_get_bytecode_folder())),
        # Several models run at a time, so that parallel plans gain nothing, and both they and the default
        # cpu_tuple_cost make PostgreSQL read whole tables where an index is four times as fast. 64 MB hold what a model
        # sorts. A crash loses the end of a build either way, so that no model waits for the disk.
        "PGOPTIONS": "-c max_parallel_workers_per_gather=0 -c cpu_tuple_cost=0.02 -c work_mem=64MB"
        " -c temp_buffers=64MB -c synchronous_commit=off",
    }
    if server is None:
        return variables
    connection: Mapping[str, str | int | None] = {
        "HOST": server.host or _get_query_value(server, "host"),
        "PORT": server.port or _get_query_value(server, "port"),
        "USER": server.username,
        "PASSWORD": server.password,
        "DBNAME": server.database,
    }
    return variables | {f"JOBLEDGER_DBT_{name}": str(value) for name, value in connection.items() if value}


def run_dbt(command: str, *options: str) -> int:
    """Run dbt as the pipeline role and return its exit status.

    Its output goes to standard error, so that programs can read a command's own output.
    """
    from database.engine import url

    status = subprocess.run(  # noqa: S603 our own dbt
        [find_executable(), *_NO_ARTIFACT_OPTIONS, *build_arguments(command, *options)],
        cwd=REPOSITORY,
        env={**os.environ, **build_environment(url("pipeline"))},
        stdout=_STDERR_DESCRIPTOR,
        umask=PRIVATE_UMASK,
        check=False,
    ).returncode
    if status:
        delete_bytecode()
    return status


def delete_bytecode() -> None:
    """Delete dbt's bytecode after a failure; the next run compiles it anew, in seconds.

    Python cuts a file off where the disk is full, and never replaces it: every later run would fail at its import.
    """
    shutil.rmtree(_get_bytecode_folder(), ignore_errors=True)


def _get_bytecode_folder() -> Path:
    return get_artifact_folder() / "python"


def prepare_manifest() -> Path:
    """Return the project's manifest, parsed again when a file of the project is newer. Needs no server.

    Raises DbtProjectError with dbt's output when the project cannot be parsed.
    """
    path = get_artifact_folder() / "manifest.json"
    if not path.exists() or path.stat().st_mtime < _find_last_change():
        create_private_folder(path.parent)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix="parse-") as target:
            _parse_project(Path(target))
            # Dagster's webserver and daemon may both be here: whoever comes last puts the same whole file in place.
            (Path(target) / "manifest.json").replace(path)
    return path


def _parse_project(target: Path) -> None:
    process = subprocess.run(  # noqa: S603 our own dbt
        [find_executable(), "--quiet", *build_arguments("parse")],
        cwd=REPOSITORY,
        env={**os.environ, **build_environment(), "DBT_TARGET_PATH": str(target)},
        check=False,
        capture_output=True,
        text=True,
    )
    if process.returncode:
        raise DbtProjectError(f"dbt cannot parse the project: {(process.stdout + process.stderr).strip()}")


def _find_last_change() -> float:
    project_files = [REPOSITORY / "dbt_project.yml", *PROFILES_FOLDER.rglob("*")]
    return max(path.stat().st_mtime for path in project_files)


def _get_query_value(server: URL, name: str) -> str | None:
    value = server.query.get(name)
    return value[0] if isinstance(value, tuple) else value


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as parse_target:
        _parse_project(Path(parse_target))
    sys.stdout.write("dbt parses the project.\n")
