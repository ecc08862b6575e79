"""The replay server of real provider answers, where ../shared is at hand. Not a test."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

SERVER = Path(__file__).resolve().parents[2] / "shared" / "replay" / "server.py"
ABSENT = f"the replay server is not here ({SERVER.parent.name}/{SERVER.name} beside the project)"

PATHS = {
    "greenhouse": "/greenhouse/v1/boards",
    "ashby": "/ashby/posting-api/job-board",
    "lever": "/lever/v0/postings",
    "adzuna": "/adzuna/v1/api/jobs",
    "usajobs": "/usajobs/api",
}


class Replay:
    """A running replay server: its address and its control calls."""

    def __init__(self, address: str) -> None:
        self.address = address

    def base_url(self, code: str) -> str:
        return self.address + PATHS[code]

    def get(self, path: str) -> Any:
        with urlopen(self.address + path) as answer:
            return json.load(answer)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        with urlopen(Request(self.address + path, json.dumps(body).encode(), method="POST")) as answer:
            return json.load(answer)

    def clear_faults(self) -> None:
        with urlopen(Request(self.address + "/_faults", method="DELETE")):
            pass

    def truth(self, code: str) -> dict[str, set[str]]:
        return {board: set(ids) for board, ids in self.get(f"/_truth/{code}").items()}


@contextmanager
def replaying(at: str) -> Iterator[Replay]:
    """Run the replay server at a date until the block ends."""
    command = [sys.executable, str(SERVER), "--port", "0", "--at", at]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            if server.stdout is None:
                raise RuntimeError("the replay server has no output")
            ready = server.stdout.readline()
            yield Replay(next(word for word in ready.split() if word.startswith("http")).rstrip(":"))
        finally:
            server.terminate()
