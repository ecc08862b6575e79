"""Describe the kinds of value a search filter has: as SQL, in a saved search's row, and back. Not here: any filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, Numeric, Text, case, cast, func, literal
from sqlalchemy.dialects.postgresql import ARRAY

SqlValue = ColumnElement[Any]
TEXT_ARRAY = ARRAY(Text)
# The bounds of Criteria. Rows may hold anything: a word beyond PostgreSQL's limits would fail everyone's query.
_MAX_TEXT_LENGTH = 200
_MAX_DAYS = 365
_NO_TEXTS = cast(literal("{}"), TEXT_ARRAY)


@dataclass(frozen=True, slots=True)
class ValueType:
    """A kind of filter value.

    `to_sql` makes a literal. `column_sql` and `stored_value_sql` read it from the filter's column of saved searches or
    from its JSON value in their extras; they give null for "any" and never fail. `to_row` and `from_row` do the same
    for one row in Python.
    """

    to_sql: Callable[[Any], SqlValue]
    column_sql: Callable[[SqlValue], SqlValue] = lambda column: column
    stored_value_sql: Callable[[SqlValue], SqlValue] = lambda extra: extra
    to_row: Callable[[Any], Any] = lambda value: value or None
    from_row: Callable[[Any], Any] = lambda stored: stored


def _clip_text(column: SqlValue) -> SqlValue:
    return func.nullif(func.left(column, _MAX_TEXT_LENGTH), "", type_=Text)


def _drop_empty(texts: SqlValue) -> SqlValue:
    return func.nullif(texts, _NO_TEXTS, type_=TEXT_ARRAY)


def _split_commas(column: SqlValue) -> SqlValue:
    return _drop_empty(func.string_to_array(func.replace(column, " ", ""), ",", type_=TEXT_ARRAY))


def _build_stored_days_sql(extra: SqlValue) -> SqlValue:
    number = case((func.jsonb_typeof(extra) == "number", cast(extra.astext, Numeric)))
    return case((number.between(1, _MAX_DAYS), cast(number, Integer)))


def _create_amount_type(rounding: str) -> ValueType:
    return ValueType(
        to_sql=lambda amount: literal(amount, Numeric),
        to_row=lambda amount: None if amount is None else Decimal(amount),
        from_row=lambda stored: None if stored is None else int(stored.to_integral_value(rounding=rounding)),
    )


TEXT_VALUE = ValueType(
    to_sql=lambda text: literal(text, Text),
    column_sql=_clip_text,
    stored_value_sql=lambda extra: _clip_text(extra.astext),
    from_row=lambda stored: stored or "",
)
FLAG_VALUE = ValueType(
    to_sql=lambda flag: literal(flag, Boolean), column_sql=lambda column: func.nullif(column, False), from_row=bool
)
LOWEST_AMOUNT_VALUE, HIGHEST_AMOUNT_VALUE = _create_amount_type(ROUND_CEILING), _create_amount_type(ROUND_FLOOR)
CHOICES_VALUE = ValueType(
    to_sql=lambda values: literal(list(values), TEXT_ARRAY),
    column_sql=_split_commas,
    stored_value_sql=lambda extra: _drop_empty(func.ops.json_texts(extra, type_=TEXT_ARRAY)),
    to_row=lambda values: ",".join(values) or None,
    from_row=lambda stored: stored or (),
)
TEXT_LIST_VALUE = ValueType(
    to_sql=lambda values: literal(list(values), TEXT_ARRAY),
    column_sql=_drop_empty,
    to_row=lambda values: list(values) or None,
    from_row=lambda stored: stored or (),
)
DAYS_VALUE = ValueType(to_sql=lambda days: literal(days, Integer), stored_value_sql=_build_stored_days_sql)
