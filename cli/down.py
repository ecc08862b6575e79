"""`jobledger down`. What it does is in starting.py."""

from __future__ import annotations

from cli.output import fail, reasons


def down() -> None:
    """Stop the app, Dagster, the sandbox market and the embedded database."""
    from cli import starting

    with reasons():
        try:
            with starting.only_one_at_a_time():
                ended = starting.stop(starting.Programs())
        except starting.FAILURES as error:
            fail(str(error))
    print(f"Stopped: {', '.join(ended)}." if ended else "Nothing was running.")
