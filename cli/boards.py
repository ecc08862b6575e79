"""Run `jobledger boards …`: add, import and list the boards each provider fetches. No fetching."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.kit.i18n import _, ngettext
from cli.output import explain_errors, print_json, print_table

app = typer.Typer(help=_("The boards to fetch."), no_args_is_help=True)


@app.command(help=_("Add boards to fetch."))
def add(
    code: Annotated[str, typer.Argument(help=_("The source's code."))],
    slugs: Annotated[
        list[str], typer.Argument(help=_("Board names, or queries such as 'gb?what=python' for an API source."))
    ],
) -> None:
    """Add boards to fetch."""
    from ingestion.admin import add_boards

    with explain_errors():
        added = add_boards(code, slugs)
    print(_("Added {added} of {total} boards; the others exist already.").format(added=added, total=len(slugs)))


@app.command("import", help=_("Add the boards of a CSV file. If a line is invalid, nothing is imported."))
def import_file(
    file: Annotated[Path, typer.Argument(help=_("A CSV file with the columns code,slug,name."))],
) -> None:
    """Add the boards of a CSV file. If a line is invalid, nothing is imported."""
    from ingestion.admin import import_boards

    with explain_errors():
        added = import_boards(file)
    print(ngettext("Added {count} board.", "Added {count} boards.", added).format(count=added))


@app.command("list", help=_("List boards with their last complete fetch and open listings."))
def list_all(
    source: Annotated[str | None, typer.Option(help=_("Only this source's boards."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """List boards with their last complete fetch and open listings."""
    from ingestion.admin import list_boards

    with explain_errors():
        rows = list_boards(source)
    if as_json:
        print_json(rows)
    else:
        print_table(rows, ["code", "slug", "name", "open", "sync_status", "last_sync_at", "sync_error"])
