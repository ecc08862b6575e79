"""`python -m sandbox`: serve a practice market until interrupted."""

from __future__ import annotations

import argparse
import asyncio
import contextlib

from sandbox.app import App
from sandbox.server import run
from sandbox.world import World


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A practice job market over HTTP.")
    parser.add_argument("--port", type=int, default=8600, help="0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--listings", type=int, default=20_000, help="about how many positions are open")
    parser.add_argument("--seed", type=int, default=7, help="another seed is another market")
    parser.add_argument("--at", help="where the clock starts (ISO 8601; a bare date is its end); default: now")
    parser.add_argument("--running", action="store_true", help="let the clock go on with real time; default: it stands")
    options = parser.parse_args()
    try:
        app = App(World(options.listings, options.seed, options.at, running=options.running))
    except ValueError as error:
        parser.error(str(error))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(app, options.host, options.port))


if __name__ == "__main__":
    main()
