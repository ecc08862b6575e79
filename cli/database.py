"""Run `jobledger db …`: addresses, migrations and a psql session. No schema here."""

from __future__ import annotations

import os
import shutil
from typing import Annotated, Any, Literal

import typer

from app.kit.i18n import _, ngettext
from cli.output import explain_errors

app = typer.Typer(help=_("The database."), no_args_is_help=True)

RoleOption = Annotated[
    Literal["owner", "pipeline", "auth", "app", "analyst"],
    typer.Option(help=_("The server role to connect as.")),
]


@app.command(
    help=_("Print the address of the database for a role, starting the embedded server when it is the default.")
)
def url(role: RoleOption = "owner") -> None:
    """Print the address of the database for a role, starting the embedded server when it is the default."""
    from database.engine import libpq_url

    with explain_errors():
        print(libpq_url(role))


@app.command(help=_("Bring the schema, the roles and the list of sources up to date."))
def migrate() -> None:
    """Bring the schema, the roles and the list of sources up to date."""
    from database.migrate import migrate as migrate_schema
    from ingestion.admin import sync_providers

    with explain_errors():
        migrate_schema()
        added = sync_providers()
    if added:
        sources = ngettext("Added {count} source.", "Added {count} sources.", added).format(count=added)
        print(_("The schema is up to date.") + " " + sources)
    else:
        print(_("The schema is up to date."))


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    help=_("Open psql on the database; arguments after `--` go to psql."),
)
def psql(context: typer.Context, role: RoleOption = "owner") -> None:
    """Open psql on the database; arguments after `--` go to psql."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    from database.embedded import server
    from database.engine import libpq_url

    with explain_errors():
        parameters: dict[str, Any] = conninfo_to_dict(libpq_url(role))
        program = shutil.which("psql") or str(server.binaries() / "psql")
    # Every account of the machine can read the arguments of a process, but only its own can read the environment.
    password = parameters.pop("password", None)
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    arguments = [program, make_conninfo(**parameters), *context.args]
    os.execve(program, arguments, environment)  # noqa: S606 the user requested this program
