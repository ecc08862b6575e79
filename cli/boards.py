"""`jobledger boards …`: which boards of each source are followed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.output import as_json, reasons, table

app = typer.Typer(help="The boards that are followed.", no_args_is_help=True)


@app.command()
def add(
    code: Annotated[str, typer.Argument(help="The source's code.")],
    slugs: Annotated[
        list[str], typer.Argument(help="Board names, or for an API source queries such as 'gb?what=python'.")
    ],
) -> None:
    """Follow boards."""
    from ingestion.admin import add_boards

    with reasons():
        added = add_boards(code, slugs)
    print(f"{added} of {len(slugs)} boards added; the others were there.")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A CSV file with the columns code,slug,name.")],
) -> None:
    """Follow the boards of a CSV file; a bad line is named and then nothing is imported."""
    from ingestion.admin import import_boards

    with reasons():
        added = import_boards(file)
    print(f"{added} boards added.")


@app.command("list")
def list_all(
    source: Annotated[str | None, typer.Option(help="Only this source's boards.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List boards with their last complete fetch and open listings."""
    from ingestion.admin import list_boards

    with reasons():
        rows = list_boards(source)
    if json:
        as_json(rows)
    else:
        table(rows, ["code", "slug", "name", "open", "sync_status", "last_sync_at", "sync_error"])
