"""Run `jobledger down`. The work is in starting.py."""

from __future__ import annotations

from app.kit.i18n import _
from cli.output import explain_errors, fail


def down() -> None:
    """Stop the app, Dagster, the sandbox market and the embedded database."""
    from cli import starting

    with explain_errors():
        try:
            with starting.hold_state_lock():
                stopped_names = starting.stop(starting.Programs())
        except starting.START_ERRORS as error:
            fail(str(error))
    print(_("Stopped: {names}.").format(names=", ".join(stopped_names)) if stopped_names else _("Nothing was running."))
