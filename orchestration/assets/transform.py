"""Define dbt's models as assets and its tests as asset checks. What they compute lives in dbt_project/."""

import os
from collections.abc import Iterator
from functools import cached_property
from importlib.metadata import version
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError
from packaging.version import Version, parse

from database.engine import url
from database.settings import REPOSITORY
from orchestration import dbt
from orchestration.translator import DbtTranslator


class DbtResource(DbtCliResource):
    """A dagster-dbt resource that knows dbt's version; `dbt --version` would ask the package index."""

    @cached_property
    def _cli_version(self) -> Version:
        return parse(version("dbt-core"))


def create_dbt_resource() -> DbtResource:
    """Return a resource that runs this project's dbt as the pipeline role."""
    # dbt's adapter also runs inside this process, and reads the server from its environment.
    os.environ.update(dbt.build_environment(url("pipeline")))
    return DbtResource(
        project_dir=str(REPOSITORY), profiles_dir=str(dbt.PROFILES_FOLDER), dbt_executable=str(dbt.find_executable())
    )


@dbt_assets(manifest=dbt.prepare_manifest(), dagster_dbt_translator=DbtTranslator(), name="dbt_build", pool="dbt")
def dbt_models(context: dg.AssetExecutionContext) -> Iterator[Any]:
    """Run `dbt build` for the selected models and their tests, one build at a time."""
    # One folder for all builds, which the pool makes safe: dbt parses again only what changed, and nothing piles up.
    build = create_dbt_resource().cli(
        dbt.build_arguments("build"), context=context, target_path=dbt.get_artifact_folder() / "dagster"
    )
    try:
        yield from build.stream()
    except DagsterDbtCliRuntimeError:
        dbt.delete_bytecode()
        raise
