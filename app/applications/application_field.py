"""What one entry of the table of application fields says. The entries themselves are in app.applications.fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["line", "text", "link", "date", "amount", "currency", "choice"]
# `snapshot`: the job as the person saw it; `details`: ops.application_details; `elsewhere`: stages and the timeline.
Store = Literal["column", "snapshot", "details", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationField:
    """A field, where it is stored, and how each surface shows it. A surface whose text is empty leaves it out.

    Fields with the same `edit_row` or `add_row` share a row of that form. The first import heading is the surest.
    """

    name: str
    store: Store = "snapshot"
    kind: Kind = "line"
    column: str = ""
    max_length: int = 300
    is_editable: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    placeholder: str = ""
    edit_row: int = 0
    add_row: int = 0
    form_width: float = 1
    phrase: str
    import_label: str = ""
    import_headings: str = ""
    export_heading: str = ""
    is_in_api: bool = False
    api_description: str | None = None
    print_below: Literal["", "company", "how"] = ""
    print_phrase: str = "{value}"

    @property
    def column_name(self) -> str:
        """Return the column that stores the field, which mostly has the field's name."""
        return self.column or self.name
