"""`jobledger sources …`: the providers and their settings."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.output import as_json, fail, reasons, table

app = typer.Typer(help="The providers and their settings.", no_args_is_help=True)


@app.command("list")
def list_all(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the sources: address, whether active, which credentials are set or missing, number of boards."""
    from ingestion.admin import list_providers, sync_providers

    with reasons():
        sync_providers()
        rows = list_providers()
    if json:
        as_json(rows)
    else:
        table(rows, ["code", "name", "type", "is_active", "boards", "credentials_missing", "base_url"])


@app.command("set")
def set_one(
    code: Annotated[str, typer.Argument(help="The source's code, as in `sources list`.")],
    base_url: Annotated[str | None, typer.Option(help="Where the provider's paths begin.")] = None,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help="Whether it is fetched.")] = None,
    credential: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="A credential, stored encrypted; may be repeated."),
    ] = None,
) -> None:
    """Change a source's settings; what is not given stays."""
    from ingestion.admin import update_provider_settings

    given: dict[str, str] = {}
    for pair in credential or []:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            fail(f"--credential takes KEY=VALUE, not {key!r}", 2)
        given[key] = value
    with reasons():
        update_provider_settings(code, base_url=base_url, credentials=given, active=active)
    print(f"{code} is set.")
