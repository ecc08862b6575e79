"""`jobledger sessions end …`: signing people out, when an account or the installation may be in the wrong hands."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.output import as_json, fail, reasons

app = typer.Typer(help="Who is signed in.", no_args_is_help=True)


@app.callback()
def sessions() -> None:
    """Keep `end` a command of its own, although it is the only one."""


@app.command()
def end(
    email: Annotated[str | None, typer.Argument(help="The account's e-mail address.")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Every account.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Sign an account out on every device, or everyone. Works with the next click on a page that is open."""
    from app.accounts import operators
    from database.sessions import auth_session

    if (email is None) != everyone:
        raise typer.BadParameter("name an address, or --all for everyone")
    try:
        with reasons(), auth_session() as session:
            ended = operators.sign_out(session, email)
    except operators.NoSuchAccount as error:
        fail(str(error))
    if json:
        as_json({"ended": ended})
    else:
        print(f"{ended} sessions ended." if ended != 1 else "1 session ended.")
