"""Run `jobledger sources …`: list and change the providers' settings. No fetching."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.kit.i18n import _
from cli.output import explain_errors, fail, print_json, print_table

app = typer.Typer(help=_("Providers and their settings."), no_args_is_help=True)


@app.command(
    "list", help=_("List the sources: address, whether active, which credentials are set or missing, number of boards.")
)
def list_all(as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False) -> None:
    """List the sources: address, whether active, which credentials are set or missing, number of boards."""
    from ingestion.admin import list_providers, sync_providers

    with explain_errors():
        sync_providers()
        rows = list_providers()
    if as_json:
        print_json(rows)
    else:
        print_table(rows, ["code", "name", "type", "is_active", "boards", "credentials_missing", "base_url"])


@app.command("set", help=_("Change a source's settings; options that are not passed stay as they are."))
def update_source(
    code: Annotated[str, typer.Argument(help=_("The source's code, as in `sources list`."))],
    base_url: Annotated[str | None, typer.Option(help=_("The base address of the provider's API."))] = None,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help=_("Fetch this source or not."))] = None,
    credential: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help=_(
                "A credential to store encrypted; repeatable. Its value is asked for, or read from standard input, one "
                "line each; an empty value removes it."
            ),
        ),
    ] = None,
) -> None:
    """Change a source's settings; options that are not passed stay as they are."""
    from ingestion.admin import check_credential_names, update_provider_settings

    names = list(dict.fromkeys(credential or []))
    for name in names:
        if "=" in name:
            fail(
                _(
                    "--credential takes the name alone ({name}), because other accounts of this machine can read a "
                    "command's arguments; the value is asked for, or read from standard input"
                ).format(name=name.partition("=")[0]),
                2,
            )
    with explain_errors():
        check_credential_names(code, names)
        new_credentials = {name: _read_value(name) for name in names}
        update_provider_settings(code, base_url=base_url, credentials=new_credentials, active=active)
    print(_("Updated {code}.").format(code=code))


def _read_value(name: str) -> str:
    """Return the value of a credential: typed at the terminal without being shown, or a line of standard input."""
    if sys.stdin.isatty():
        value: str = typer.prompt(name, default="", hide_input=True, show_default=False)
        return value.strip()
    line = sys.stdin.readline()
    if not line:
        fail(_("standard input has no line for the credential {name}").format(name=name), 2)
    return line.strip()
