"""`jobledger up`. What it does is in starting.py; nothing heavy is imported here: every command loads this file."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.output import fail, reasons


def up(
    live: Annotated[
        bool, typer.Option("--live", envvar="LIVE", help="Ask the real providers, not the sandbox market.")
    ] = False,
) -> None:
    """Start the database, the sandbox market, Dagster and the app; on first start also fill them.

    APP_PORT, DAGSTER_PORT and MARKET_PORT choose other ports.
    """
    from cli import starting

    with reasons():
        try:
            with starting.only_one_at_a_time():
                starting.start(starting.Programs(), starting.progress(), live=live)
        except starting.FAILURES as error:
            fail(str(error))
