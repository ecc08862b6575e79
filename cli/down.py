"""`jobledger down`: ends what `jobledger up` started, the database last."""

from __future__ import annotations

from cli.output import fail
from cli.processes import StartError
from cli.up import Programs, only_one_at_a_time
from database.settings import settings


def down() -> None:
    """Stop the app, Dagster, the practice market and the embedded database."""
    from database import server

    try:
        with only_one_at_a_time():
            ended = [program.name for program in Programs().stopping_order() if program.stop()]
            if settings().database_url is None and server.cluster().port() is not None:
                server.stop()
                ended.append("database")
    except StartError as error:
        fail(str(error))
    print(f"Stopped: {', '.join(ended)}." if ended else "Nothing was running.")
