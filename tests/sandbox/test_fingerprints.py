"""Test that a seed keeps its market: a ledger would take any difference for edits by employers."""

from __future__ import annotations

import json
from hashlib import blake2b

import pytest

from sandbox.app import SandboxApp
from sandbox.world import World
from tests.sandbox.client import list_boards, read_board
from tests.sandbox.conftest import START

# New fingerprints mean that existing sandbox ledgers see edits of their listings: the changelog must say so.
FINGERPRINTS = {
    "adzuna": "64acdace4c253fba",
    "ashby": "6171a15ba950e8f2",
    "greenhouse": "c4e6def61952775a",
    "lever": "437302cec44c7be1",
    "usajobs": "52b9fcb38d738646",
}


@pytest.fixture(scope="module")
def app() -> SandboxApp:
    return SandboxApp(World(1000, 7, START))


@pytest.mark.parametrize("provider", FINGERPRINTS)
def test_a_provider_answers_what_it_always_answered(app: SandboxApp, provider: str) -> None:
    digest = blake2b(digest_size=8)
    for name, board in list_boards(app):
        if name == provider:
            digest.update(json.dumps([board, read_board(app, name, board)], sort_keys=True).encode())

    assert digest.hexdigest() == FINGERPRINTS[provider]
