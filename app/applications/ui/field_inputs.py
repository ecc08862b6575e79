"""Draw the inputs of the application fields for the add form and the edit form, row by row from the field table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.applications.application_field import ApplicationField
from app.applications.fields import FIELDS
from app.applications.ui.dates import to_day, to_moment
from app.kit.i18n import _
from database.clock import now

DrawField = Callable[[ApplicationField, DeltaGenerator], Any]
_AMOUNT_STEP = 500.0


def draw_rows(
    form: Literal["add", "edit"], draw: DrawField, on_row_end: Callable[[Mapping[str, Any]], None] | None = None
) -> dict[str, Any]:
    """Draw the fields of the `add` or `edit` form in their rows and return their values by name.

    `on_row_end` is called after each row with the values so far.
    """
    get_row = attrgetter(f"{form}_row")
    values: dict[str, Any] = {}
    for row, fields in groupby(sorted(FIELDS, key=get_row), key=get_row):
        if not row:
            continue
        row_fields = list(fields)
        columns = _create_columns(row_fields)
        for field, column in zip(row_fields, columns, strict=True):
            values[field.name] = draw(field, column)
        if on_row_end:
            on_row_end(values)
    return values


def _create_columns(fields: list[ApplicationField]) -> list[DeltaGenerator]:
    if len(fields) == 1:
        return [st.container()]
    return list(st.columns([field.form_width for field in fields]))


def draw_input(
    field: ApplicationField, container: DeltaGenerator, value: Any, zone: tzinfo, *, text_height: int = 130
) -> Any:
    """Draw the input of a field and return what it holds: text, number, choice, or a moment for a date."""
    label = _(field.label)
    match field.kind:
        case "text":
            return container.text_area(label, value or "", max_chars=field.max_length, height=text_height)
        case "date":
            today = now().astimezone(zone).date()
            day = container.date_input(label, to_day(value, zone), max_value=today, format="DD.MM.YYYY")
            return _to_past_moment(day, value, zone)
        case "amount":
            number = float(value) if isinstance(value, int | float) else None
            return container.number_input(label, 0.0, None, number, _AMOUNT_STEP, "%.0f")
        case "currency":
            return container.text_input(label, value or "", max_chars=field.max_length).upper()
        case "choice":
            options = [None, *field.choices]
            return container.selectbox(
                label,
                options,
                options.index(value) if value in options else 0,
                format_func=lambda option: _(field.choices[option]) if option else _("Not known"),
            )
        case _:
            placeholder = _(field.placeholder) if field.placeholder and not value else None
            return container.text_input(label, value or "", max_chars=field.max_length, placeholder=placeholder)


def _to_past_moment(day: Any, stored: datetime | None, zone: tzinfo) -> datetime | None:
    moment = to_moment(day, zone, stored=stored)
    return min(moment, now()) if moment and moment != stored else moment
