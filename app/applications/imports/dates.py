"""Read days and times as people write them. Whether 03/04 is in March or April is guessed from the whole column.

A day without a time stays a day; `to_moment` turns it into a moment of the user's time zone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from app.kit.i18n import _

DateOrder = Literal["day", "month"]
Day = date | datetime
FIRST_YEAR, LAST_YEAR = 1970, 2100
# Two-digit years above this are of the last century.
_LAST_TWO_DIGIT_YEAR_OF_2000S = 69
_ZONE_PATTERN = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}(?::\d{2})?)?"
_SECONDS_PATTERN = r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_TIME_OF_DAY_PATTERN = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})" + _SECONDS_PATTERN + r"\s*(?P<half_day>[AaPp]\.?[Mm]\.?)?(?: ?Uhr)?"
)
_OPTIONAL_TIME_PATTERN = rf"(?:[T ,]+(?:at |um |à )?{_TIME_OF_DAY_PATTERN}\s*{_ZONE_PATTERN})?"
_YEAR_FIRST_PATTERN = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _OPTIONAL_TIME_PATTERN
)
_UNSEPARATED_DATE_PATTERN = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _OPTIONAL_TIME_PATTERN
)
_NUMERIC_DATE_PATTERN = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/.]) ?(?P<b>\d{1,2})(?P=mark) ?(?P<year>\d{4}|\d{2})" + _OPTIONAL_TIME_PATTERN
)
_MONTH_NAME_SECOND_PATTERN = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?[. -]*(?:de |of )?(?P<name>[^\W\d_]{3,12})[., -]*(?:de |del )?(?P<year>\d{4})"
    + _OPTIONAL_TIME_PATTERN
)
_MONTH_NAME_FIRST_PATTERN = re.compile(
    r"(?P<name>[^\W\d_]{3,12})[. -]*(?P<day>\d{1,2})(?:st|nd|rd|th)?[, -]+(?P<year>\d{4})" + _OPTIONAL_TIME_PATTERN
)
_WEEKDAY_PATTERN = re.compile(r"^[^\W\d_]{2,10}\.?,? +(?=\d|[^\W\d_]{3,12}\.? \d)")
_SERIAL_PATTERN = re.compile(r"\d{5}(?:\.\d+)?")
# Spreadsheets store a date as the number of days since this one.
_SERIAL_EPOCH, _SERIAL_RANGE = datetime(1899, 12, 30, tzinfo=UTC), range(25569, 73051)
# How the names of the months begin in English, German, French and Spanish.
_MONTH_PREFIXES = tuple(
    tuple(prefixes.split())
    for prefixes in (
        "jan jän ene",
        "feb fev fév",
        "mar mär maer mrz",
        "apr avr abr",
        "may mai",
        "jun juin",
        "jul juil",
        "aug aou aoû ago",
        "sep",
        "oct okt",
        "nov",
        "dec dez déc dic",
    )
)
_EMPTY_VALUES = frozenset({"-", "–", "—", "n/a", "N/A", "none", "None", "null", "?"})  # noqa: RUF001 - as people write
_MONTHS_IN_YEAR = 12
_MAX_QUOTE_LENGTH = 60


class InvalidDate(ValueError):
    """A date that cannot be read or is ambiguous; its text says which."""


@dataclass(frozen=True, slots=True)
class DateOrderCounts:
    """How many dates of a column show that the day or the month comes first, and how many are `ambiguous`."""

    day: int = 0
    month: int = 0
    ambiguous: int = 0

    @property
    def guess(self) -> DateOrder | None:
        """Return the order the column shows; None when nothing tells, or its rows contradict each other."""
        if bool(self.day) == bool(self.month):
            return None
        return "day" if self.day else "month"

    @property
    def is_ambiguous(self) -> bool:
        """Return True when some date depends on the order."""
        return bool(self.ambiguous)


def scan_dates(values: Iterable[str]) -> DateOrderCounts:
    """Count what the dates of a column tell about their order."""
    counts = {"day": 0, "month": 0, "ambiguous": 0}
    for value in values:
        match = _NUMERIC_DATE_PATTERN.fullmatch(_normalise_date(value))
        if not match:
            continue
        first, second = int(match["a"]), int(match["b"])
        if second > _MONTHS_IN_YEAR >= first:
            counts["month"] += 1
        elif first > _MONTHS_IN_YEAR >= second:
            counts["day"] += 1
        else:
            # Where dates are written with dots the day comes first.
            counts["day"] += match["mark"] == "."
            counts["ambiguous"] += first != second
    return DateOrderCounts(**counts)


def read_date(value: str, order: DateOrder | None) -> Day | None:
    """Return the day or time; None for an empty cell. A time is aware where the cell says its zone.

    Raises InvalidDate.
    """
    text = _normalise_date(value)
    if not text or text in _EMPTY_VALUES:
        return None
    if _SERIAL_PATTERN.fullmatch(text) and int(float(text)) in _SERIAL_RANGE:
        return _read_serial(float(text))
    for pattern in (
        _YEAR_FIRST_PATTERN,
        _UNSEPARATED_DATE_PATTERN,
        _NUMERIC_DATE_PATTERN,
        _MONTH_NAME_SECOND_PATTERN,
        _MONTH_NAME_FIRST_PATTERN,
    ):
        if match := pattern.fullmatch(text) or pattern.fullmatch(_WEEKDAY_PATTERN.sub("", text)):
            return _build_day(match, value, order)
    raise InvalidDate(_("“{text}” is not a date. Write it as 2026-03-31.").format(text=_shorten(value)))


def to_moment(day: Day, zone: tzinfo, now: datetime) -> datetime:
    """Return the moment in UTC. A day without a time is noon, so that it stays that day nearby; today is not ahead."""
    if isinstance(day, datetime):
        return (day if day.tzinfo else day.replace(tzinfo=zone)).astimezone(UTC)
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)
    return min(noon, now) if day == now.astimezone(zone).date() else noon


def _normalise_date(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).split()).strip(" ,;")


def _read_serial(days: float) -> Day:
    at = _SERIAL_EPOCH + timedelta(seconds=round(days * 86_400))
    return at.date() if days == int(days) else at.replace(tzinfo=None)


def _build_day(match: re.Match[str], value: str, order: DateOrder | None) -> Day:
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == len("26"):
        year += 1900 if year > _LAST_TWO_DIGIT_YEAR_OF_2000S else 2000
    if "a" in parts:
        day, month = _order_numbers(int(parts["a"]), int(parts["b"]), value, order)
    else:
        day, month = int(parts["day"]), int(parts["month"]) if "month" in parts else _find_month(parts["name"], value)
    try:
        built = date(year, month, day)
        if parts["hour"] is None:
            return _check_year(built, value)
        return datetime.combine(_check_year(built, value), _read_time(parts), _read_zone(parts["zone"]))
    except InvalidDate:
        raise
    except ValueError as error:
        raise InvalidDate(_("“{text}” does not exist.").format(text=_shorten(value))) from error


def _order_numbers(first: int, second: int, value: str, order: DateOrder | None) -> tuple[int, int]:
    """Return the day and the month."""
    if first > _MONTHS_IN_YEAR or second > _MONTHS_IN_YEAR:
        return (first, second) if second <= _MONTHS_IN_YEAR else (second, first)
    if order is None and first != second:
        text = _("“{text}” may have the day or the month first. Choose which.")
        raise InvalidDate(text.format(text=_shorten(value)))
    return (second, first) if order == "month" else (first, second)


def _check_year(day: date, value: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        text = _("“{text}” is in the year {year}. Check for a typo.")
        raise InvalidDate(text.format(text=_shorten(value), year=day.year))
    return day


def _read_time(parts: dict[str, str]) -> time:
    hour, half_day = int(parts["hour"]), (parts["half_day"] or "").lower()[:1]
    if half_day and not 1 <= hour <= 12:  # noqa: PLR2004 - hours of a half day
        raise ValueError("no such hour")
    if half_day:
        hour = hour % 12 + (12 if half_day == "p" else 0)
    microseconds = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
    return time(hour, int(parts["minute"]), int(parts["second"] or 0), microseconds)


def _read_zone(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    return UTC if text in {"Z", "UTC", "GMT"} else datetime.fromisoformat(f"2000-01-01T00:00{text}").tzinfo


def _find_month(name: str, value: str) -> int:
    folded = name.casefold()
    for number, prefixes in enumerate(_MONTH_PREFIXES, 1):
        # "juin" and "juil" are told apart before "jun" and "jul".
        if folded.startswith(prefixes):
            return number
    text = _("“{text}” names no month. Write it as 2026-03-31.")
    raise InvalidDate(text.format(text=_shorten(value)))


def _shorten(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _MAX_QUOTE_LENGTH else f"{line[: _MAX_QUOTE_LENGTH - 3]}…"
