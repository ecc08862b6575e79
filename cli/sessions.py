"""Run `jobledger sessions end …`: sign users out when an account or the installation may be compromised. No sign-in
here.
"""

from __future__ import annotations

from typing import Annotated

import typer

from app.kit.i18n import _, ngettext
from cli.output import explain_errors, fail, print_json

app = typer.Typer(help=_("Sign-in sessions."), no_args_is_help=True)


@app.callback()
def sessions() -> None:
    """Make `end` a subcommand, although it is the only one."""


@app.command(help=_("Sign an account out on every device, or everyone. Open pages are signed out at the next click."))
def end(
    email: Annotated[str | None, typer.Argument(help=_("The account's email address."))] = None,
    all_accounts: Annotated[bool, typer.Option("--all", help=_("Every account."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Sign an account out on every device, or everyone. Open pages are signed out at the next click."""
    from app.accounts.operators import roles
    from database.sessions import auth_session

    if (email is None) != all_accounts:
        raise typer.BadParameter(_("pass an address, or --all for everyone"))
    try:
        with explain_errors(), auth_session() as session:
            ended_count = roles.sign_out(session, email)
    except roles.NoSuchAccount as error:
        fail(str(error))
    if as_json:
        print_json({"ended": ended_count})
    else:
        print(ngettext("Ended {count} session.", "Ended {count} sessions.", ended_count).format(count=ended_count))
