"""A real browser on a real server: finds Chromium, serves the app on a free port, watches what the browser asks for."""

from __future__ import annotations

import os
import shutil
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.app.forked_server import start_server

# The shell draws the same pages without a window, for a third of the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 60.0
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
# Streamlit has run the screen and every part of it has arrived.
READY = (
    "() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
    " && !document.querySelector('[data-testid=stSkeleton]')"
)


def share_of_height(chart: Locator) -> float:
    """Return which share of a chart's height its plot has; axes and a legend take the rest."""
    share: float = chart.locator("svg.marks").evaluate(
        "svg => svg.querySelector('.root path.background').getBBox().height / svg.height.baseVal.value"
    )
    return share


def find_chromium() -> str | None:
    """Return the browser to use: CHROMIUM, else the first usual name on the path; None without one."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the app in a process with this process's settings and known by its port; gives its address."""
    with serving_process() as (address, _):
        yield address


@contextmanager
def serving_process() -> Iterator[tuple[str, int]]:
    """Serve the app as `serving` does; gives its address and the id of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = start_server(port, os.environ | {"PUBLIC_URL": f"http://localhost:{port}"})
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz", server)
        assert server.pid
        yield address, server.pid
    finally:
        server.terminate()
        server.join(timeout=20)
        assert server.exitcode is not None, "the app does not stop"
        server.close()


def _wait_for(address: str, server: BaseProcess) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.exitcode is not None:
            raise RuntimeError(f"the app stopped with status {server.exitcode} before it answered")
        try:
            with _DIRECTLY.open(address, timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the app did not answer in time")


@contextmanager
def browsing(executable: str) -> Iterator[Browser]:
    """Start a headless Chromium; without its sandbox for root, which Chromium refuses to have."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def settle(page: Page) -> None:
    """Wait until the screen is drawn."""
    page.wait_for_function(READY, timeout=PATIENCE * 1000)


def click(target: Locator) -> None:
    """Click once the screen is drawn: while it still is, the thing may be replaced under the mouse."""
    settle(target.page)
    target.click()
