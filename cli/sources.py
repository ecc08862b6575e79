"""Run `jobledger sources …`: list and change the providers' settings. No fetching."""

from __future__ import annotations

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
        typer.Option(metavar="KEY=VALUE", help=_("A credential, stored encrypted; repeatable.")),
    ] = None,
) -> None:
    """Change a source's settings; options that are not passed stay as they are."""
    from ingestion.admin import update_provider_settings

    new_credentials: dict[str, str] = {}
    for pair in credential or []:
        key, separator, value = pair.partition("=")
        if not separator or not key:
            fail(_("--credential takes KEY=VALUE, not {key!r}").format(key=key), 2)
        new_credentials[key] = value
    with explain_errors():
        update_provider_settings(code, base_url=base_url, credentials=new_credentials, active=active)
    print(_("Updated {code}.").format(code=code))
