"""Serve a sandbox market until interrupted: `python -m sandbox`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib

from sandbox.app import SandboxApp
from sandbox.server import run
from sandbox.world import World


def main() -> None:
    """Read the arguments and serve the market."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="Serve a sandbox job market over HTTP.")
    parser.add_argument("--port", type=int, default=8600, help="0 takes a free port")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--listings", type=int, default=20_000, help="about the number of open postings")
    parser.add_argument("--seed", type=int, default=7, help="each seed makes another market")
    parser.add_argument("--at", help="start of the clock (ISO 8601; a date means its end); default: now")
    parser.add_argument(
        "--running", action="store_true", help="let the clock follow real time; default: it stands still"
    )
    options = parser.parse_args()
    try:
        app = SandboxApp(World(options.listings, options.seed, options.at, follows_real_time=options.running))
    except ValueError as error:
        parser.error(str(error))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(app, options.host, options.port))


if __name__ == "__main__":
    main()
