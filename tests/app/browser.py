"""A real browser on a real server: finds Chromium, serves the app on a free port, watches what the browser asks for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 60.0
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
# Streamlit has run the screen and every part of it has arrived.
READY = (
    "() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
    " && !document.querySelector('[data-testid=stSkeleton]')"
)


def share_of_height(chart: Locator) -> float:
    """How much of a chart's height its plot has, which axes and a legend leave some of."""
    share: float = chart.locator("svg.marks").evaluate(
        "svg => svg.querySelector('.root path.background').getBBox().height / svg.height.baseVal.value"
    )
    return share


def find_chromium() -> str | None:
    """The browser to use: CHROMIUM, else the first usual name on the path; None without one."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def serving() -> Iterator[str]:
    """The app in a process of its own, with this process's settings and known by its port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "app.server", "--port", str(port)]
    known = os.environ | {"PUBLIC_URL": f"http://localhost:{port}"}
    server = subprocess.Popen(command, cwd=ROOT, env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the app stopped with status {server.returncode} before it answered")
        try:
            with _DIRECTLY.open(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the app did not answer in time")


@contextmanager
def browsing(executable: str) -> Iterator[Browser]:
    """A headless Chromium; without its sandbox for root, which Chromium refuses to have."""
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
