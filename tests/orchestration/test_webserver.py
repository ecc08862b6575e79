"""Test Dagster's own interface behind the gate, in a real browser: an operator uses it, a foreign page does nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.accounts.operators import one_time_links
from app.web.cookies import SESSION_COOKIE
from database.models import Operator
from database.sessions import auth_session
from tests.app.browser import browsing, find_chromium, serving
from tests.app.people import Person, person
from tests.database.servers import TestDatabase

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium is installed; CHROMIUM names one"),
]
FOREIGN_PAGE = Path(__file__).with_name("foreign_page.html")
QUERY = """fetch("/graphql", {
    method: "POST", headers: {"Content-Type": "application/json"}, body: '{"query": "{ version }"}'
}).then(answer => answer.text())"""


@pytest.fixture
def operator(database: TestDatabase) -> Person:
    ada = person("ada@example.org")
    with auth_session() as session:
        session.add(Operator(user_id=ada.id))
    return ada


@pytest.fixture
def dagster(database: TestDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The address of Dagster's interface, with no code locations."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("DAGSTER_URL", f"http://localhost:{port}")
    workspace = tmp_path / "workspace.yaml"
    workspace.write_text("load_from: []\n", encoding="utf-8")
    command = [sys.executable, "-m", "orchestration.webserver", "--workspace", str(workspace), "--port", str(port)]
    with subprocess.Popen(command, env=os.environ | {"DAGSTER_HOME": str(tmp_path)}) as process:
        try:
            _wait_for(f"http://localhost:{port}/server_info", process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        with suppress(httpx.HTTPError):
            httpx.get(address, timeout=5, trust_env=False)
            return
        time.sleep(0.2)
    raise AssertionError(f"Dagster's interface did not start; status {process.returncode}")


@pytest.fixture
def foreign_page(dagster: str) -> Iterator[str]:
    """The address of a page of another site."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(FOREIGN_PAGE.read_text(encoding="utf-8").replace("DAGSTER", dagster).encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class names it
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(dagster: str, operator: Person) -> Iterator[Page]:
    """A page of a browser in which an operator has signed in."""
    with browsing(str(find_chromium())) as browser:
        context = browser.new_context()
        # Browsers would send this one to other sites' pages, too: what SameSite prevents is tested elsewhere.
        cookie: Any = {"name": SESSION_COOKIE, "value": operator.token, "url": dagster, "httpOnly": True}
        context.add_cookies([cookie])
        yield context.new_page()


def test_an_operator_uses_dagster_and_a_foreign_page_neither_reads_nor_changes_it(
    page: Page, dagster: str, foreign_page: str
) -> None:
    page.goto(f"{dagster}/runs")
    expect(page.get_by_role("link", name="Runs").first).to_be_visible(timeout=60_000)
    assert "version" in page.evaluate(QUERY)

    page.goto("about:blank")
    statuses: dict[str, int] = {}
    page.on("response", lambda answer: statuses.update({f"{answer.request.method} {answer.url}": answer.status}))
    page.goto(foreign_page)
    expect(page).to_have_title("refused,refused,refused,refused,refused", timeout=30_000)
    # Browsers tell nothing of the other requests' answers.
    reached = {name: status for name, status in statuses.items() if dagster in name}
    assert reached == {f"GET {dagster}/runs": 403, f"POST {dagster}/graphql": 403}


def test_the_one_time_link_leads_into_dagster(dagster: str) -> None:
    with auth_session() as session:
        link = urlsplit(one_time_links.create_link(session))
    with serving() as address, browsing(str(find_chromium())) as browser:
        page = browser.new_context().new_page()
        page.goto(f"{address.replace('127.0.0.1', 'localhost')}{link.path}?{link.query}")
        page.get_by_role("button", name="Continue to Dagster").click()
        page.wait_for_url(f"{dagster}/**", timeout=60_000)
        expect(page.get_by_role("link", name="Runs").first).to_be_visible(timeout=60_000)


def test_without_a_session_there_is_only_the_way_to_sign_in(dagster: str) -> None:
    with httpx.Client(base_url=dagster, trust_env=False) as client:
        page_answer = client.get("/runs", headers={"Accept": "text/html"})
        assert (page_answer.status_code, page_answer.headers["location"].endswith("/dagster")) == (303, True)
        assert client.post("/graphql", json={"query": "{ version }"}).status_code == 401
        assert client.get("/server_info").status_code == 401
