"""Describe how the search form asks for a filter, as data. Drawing it: app.search.ui.form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from app.kit import formats
from app.kit.i18n import N_, ngettext

Widget = Literal["text", "text_list", "amount", "choice", "choices", "toggle"]


@dataclass(frozen=True, slots=True)
class Control:
    """The widget of a filter: its label, and its row and column in the form.

    Rows from MORE_FILTERS_ROW on are drawn only under "More filters". The widget offers `choices`, or what the ledger
    has of `offers`.
    """

    widget: Widget
    label: str
    row: int
    column: int
    width: float = 1
    placeholder: str = N_("Any")
    help: str = ""
    choices: tuple[Any, ...] = ()
    label_choice: Callable[[Any], str] = str
    offers: Literal["sources", "currencies"] | None = None


MORE_FILTERS_ROW = 3


def choose_days(label: str, row: int, column: int, label_choice: Callable[[int], str]) -> Control:
    """Return a control that offers usual numbers of days."""
    days = (1, 3, 7, 14, 30)
    return Control("choice", label, row, column, placeholder=N_("Any time"), choices=days, label_choice=label_choice)


def choose_labels(label: str, row: int, column: int, labels: dict[str, str], width: float = 1) -> Control:
    """Return a control that offers the values of these labels, any number of them."""
    return Control(
        "choices",
        label,
        row,
        column,
        width,
        choices=tuple(labels),
        label_choice=lambda value: formats.translate_value(value, labels),
    )


def label_hours_or_days(days: int) -> str:
    """Return "24 hours" for one day, else the number of days."""
    if days == 1:
        return ngettext("{count} hour", "{count} hours", 24).format(count=24)
    return label_days(days)


def label_days(days: int) -> str:
    """Return the number of days with its noun."""
    return ngettext("{count} day", "{count} days", days).format(count=days)
