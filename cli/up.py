"""Run `jobledger up`. The work is in starting.py; nothing heavy is imported here: every command loads this file."""

from __future__ import annotations

from typing import Annotated

import typer

from app.kit.i18n import _
from cli.output import explain_errors, fail


def up(
    live: Annotated[
        bool,
        typer.Option("--live", envvar="LIVE", help=_("Fetch from the real providers instead of the sandbox market.")),
    ] = False,
) -> None:
    """Start the database, the sandbox market, Dagster and the app; the first start also fills them.

    APP_PORT, DAGSTER_PORT and MARKET_PORT choose other ports.
    """
    from cli import starting

    with explain_errors():
        try:
            with starting.hold_state_lock():
                starting.start(starting.Programs(), starting.start_progress(), live=live)
        except starting.START_ERRORS as error:
            fail(str(error))
