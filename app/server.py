"""Assemble and serve the ASGI application: Streamlit and the routes beside it. No screen and no query lives here.

Run it by `python -m app.server --port 8501` or `run(host, port)`. Another ASGI server must not write an access log,
which would contain emailed links, nor read X-Forwarded-For itself: uvicorn --no-access-log --no-proxy-headers.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import anyio
import streamlit as st
from psycopg.errors import QueryCanceled
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app import routes
from app.accounts.open_sockets import OpenSockets, SessionSockets
from app.accounts.routes import SESSION_ENDED_PATH
from app.kit import limited_process
from app.kit.i18n import _
from app.mail.sender import keep_sending_in_background
from app.middleware.page_messages import PageMessages
from app.middleware.upload_limits import UploadLimits
from app.middleware.visitor_sockets import VisitorSockets
from app.router import SCREENS, load_screen
from app.web import pages
from app.web.headers import OwnOriginSockets, SecurityHeaders
from app.web.known_addresses import KnownAddresses
from app.web.own_hosts import OwnHosts
from database.engine import url_without_owner
from database.sessions import ping

ROOT = Path(__file__).resolve().parent.parent
LOG = logging.getLogger(__name__)
OPEN_SOCKETS = OpenSockets()


def healthz(_request: Request) -> JSONResponse:
    """Answer 200 when the application and its database respond, otherwise 503 with the part that does not."""
    try:
        ping()
    except (OperationalError, InterfaceError):
        LOG.exception("health: the database does not answer")
        return JSONResponse({"status": "unavailable", "database": "does not answer"}, status_code=503)
    return JSONResponse({"status": "ok"})


def on_script_error(error: Exception) -> bool:
    """Show a short message instead of an exception, and log the details. Streamlit calls this."""
    LOG.error("a screen failed", exc_info=error)
    if isinstance(getattr(error, "orig", None), QueryCanceled):
        st.error(_("This took too long and was stopped. Narrow your search or shorten the period, then try again."))
    elif isinstance(error, OperationalError | InterfaceError):
        st.error(_("The database is not available. Start it with `make up`, then reload this page."))
    else:
        st.error(_("Something went wrong. Reload the page to try again; the server's log has the details."))
    return True


def _warm_caches() -> None:
    """Load the screens, the chart library and a connection, so that the first visitor does not wait for them."""
    limited_process.preload("app.applications.exports.archive", "app.applications.imports.rows")
    for name in ("altair", "pandas", "pyarrow"):
        import_module(name)
    for screen in SCREENS:
        load_screen(screen)
    # Streamlit collects garbage after every run. The modules just loaded stay, so exclude them from the collection.
    gc.collect()
    gc.freeze()
    try:
        ping()
    except (OperationalError, InterfaceError):
        LOG.warning("the database does not answer yet; screens show an error until it does")


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    await anyio.to_thread.run_sync(_warm_caches)
    async with keep_sending_in_background(), OPEN_SOCKETS.keep_checking():
        yield {}


def _build_redirect(path: str) -> bytes:
    """Return the message with which Streamlit leads a page to another address."""
    message = ForwardMsg()
    message.auth_redirect.url = path
    content: bytes = message.SerializeToString()
    return content


ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz, methods=["GET"]),
    Mount("/auth/static", StaticFiles(directory=pages.WEB_FOLDER / "static")),
    *routes.ROUTES,
]

app = st.App(
    Path(__file__).with_name("main.py"),
    lifespan=_lifespan,
    routes=ROUTES,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(OwnHosts),
        Middleware(OwnOriginSockets),
        Middleware(VisitorSockets),
        Middleware(KnownAddresses, is_known=routes.is_known),
        Middleware(SessionSockets, open_sockets=OPEN_SOCKETS, goodbye=_build_redirect(SESSION_ENDED_PATH)),
        Middleware(PageMessages),
        Middleware(UploadLimits),
    ],
    on_script_error=on_script_error,
)


def _flatten(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat_table: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat_table |= _flatten(value, f"{prefix}{name}.")
        else:
            flat_table[f"{prefix}{name}"] = value
    return flat_table


def build_settings(host: str, port: int) -> dict[str, Any]:
    """Return Streamlit's options from .streamlit/config.toml, so that they apply from any working directory."""
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        options = _flatten(tomllib.load(file))
    return options | {"server.address": host, "server.port": port}


def run(host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve until stopped, without the database owner's password. Exits with status 1 when the port is in use."""
    # uvicorn would trust X-Forwarded-For of this machine by default, but only TRUSTED_PROXIES may decide that.
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    os.environ["DATABASE_URL"] = url_without_owner()
    app.run(config=build_settings(host, port))


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m app.server", description=_("Serve the JobLedger application."))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    options = parser.parse_args()
    run(options.host, options.port)


if __name__ == "__main__":
    main()
