"""Serve Dagster's interface to operators only: Dagster's own web application behind the app's sign-in.

Run it by `python -m orchestration.webserver --workspace FILE --port 3000`. It is Dagster's `dagster-webserver` but for
the gate.
"""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from dagster import DagsterInstance
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import WorkspaceFileTarget
from dagster_webserver.app import create_app_from_workspace_process_context
from starlette.applications import Starlette
from starlette.types import ASGIApp

from app.accounts.open_sockets import OpenSockets
from app.accounts.operators.gate import OperatorGate

# Milliseconds, Dagster's own default.
_STATEMENT_TIMEOUT, _POOL_RECYCLE, _MAX_OVERFLOW = 15_000, 3600, 20


def build_app(context: WorkspaceProcessContext) -> ASGIApp:
    """Return Dagster's web application behind the gate."""
    open_sockets = OpenSockets()

    @asynccontextmanager
    async def check_sockets(_app: Starlette) -> AsyncIterator[None]:
        async with open_sockets.keep_checking():
            yield

    return OperatorGate(create_app_from_workspace_process_context(context, lifespan=check_sockets), open_sockets)


def serve(workspace: Path, host: str, port: int) -> None:
    """Serve until stopped."""
    with DagsterInstance.get() as instance:
        instance.optimize_for_webserver(_STATEMENT_TIMEOUT, _POOL_RECYCLE, _MAX_OVERFLOW)
        with WorkspaceProcessContext(
            instance, workspace_load_target=WorkspaceFileTarget(paths=[str(workspace)])
        ) as context:
            # No access log: addresses may hold what people search for.
            uvicorn.run(build_app(context), host=host, port=port, log_level="warning", access_log=False)


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.webserver", description="Serve Dagster's interface.")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    serve(options.workspace, options.host, options.port)


if __name__ == "__main__":
    main()
