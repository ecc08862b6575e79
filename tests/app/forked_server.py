"""Serves the app in a process forked from one that has loaded it already. When a test gets a server: browser.py.

Loading Streamlit and the screens takes longer than most tests, so a test run does it once and not for each server.
"""

from __future__ import annotations

import os
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from app.router import SCREENS

ROOT = Path(__file__).resolve().parents[2]
_LOADED_MODULES = ["app.server", "altair", "pandas", "pyarrow", *(f"app.screens.{screen.module}" for screen in SCREENS)]


def start_server(port: int, environment: dict[str, str]) -> BaseProcess:
    """Start the app on a port with these environment variables and no others."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_LOADED_MODULES)
    process = context.Process(target=_serve, args=(port, environment))
    process.start()
    return process


def _serve(port: int, environment: dict[str, str]) -> None:
    from app.server import run

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    run(port=port)
