"""Days and times as people write them. Whether 03/04 is in March or April is told by the whole column, or asked.

A day without a time stays a day; which moment it stands for depends on the person's time zone: `moment`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

Order = Literal["day", "month"]
When = date | datetime
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_PIVOT = 69
_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}(?::\d{2})?)?"
_SECONDS = r"(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
_CLOCK = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})" + _SECONDS + r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?(?: ?Uhr)?"
_TIME = rf"(?:[T ,]+(?:at |um |à )?{_CLOCK}\s*{_ZONE})?"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _TIME)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _TIME)
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<mark>[-/.]) ?(?P<b>\d{1,2})(?P=mark) ?(?P<year>\d{4}|\d{2})" + _TIME)
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?[. -]*(?:de |of )?(?P<name>[^\W\d_]{3,12})[., -]*(?:de |del )?(?P<year>\d{4})"
    + _TIME
)
_NAME_FIRST = re.compile(r"(?P<name>[^\W\d_]{3,12})[. -]*(?P<day>\d{1,2})(?:st|nd|rd|th)?[, -]+(?P<year>\d{4})" + _TIME)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,10}\.?,? +(?=\d|[^\W\d_]{3,12}\.? \d)")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
# What spreadsheets count days from.
_EPOCH, _SERIALS = datetime(1899, 12, 30, tzinfo=UTC), range(25569, 73051)
# The beginnings of the months' names in English, German, French and Spanish, without accents.
_MONTHS = (
    ("jan", "jän", "ene"), ("feb", "fev", "fév"), ("mar", "mär", "maer", "mrz"), ("apr", "avr", "abr"),
    ("may", "mai"), ("jun", "juin"), ("jul", "juil"), ("aug", "aou", "aoû", "ago"), ("sep",), ("oct", "okt"), ("nov",),
    ("dec", "dez", "déc", "dic"),
)  # fmt: skip


class Unclear(ValueError):
    """A date that cannot be read, or that could be two; its text says which."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a column's dates tell about their order. `both` is how many could be read either way."""

    day: int = 0
    month: int = 0
    both: int = 0

    @property
    def guess(self) -> Order | None:
        """The order the column as a whole shows; None when nothing tells, or its rows contradict each other."""
        if bool(self.day) == bool(self.month):
            return None
        return "day" if self.day else "month"

    @property
    def matters(self) -> bool:
        """Whether anything depends on the order."""
        return bool(self.both)


def orders(values: Iterable[str]) -> Orders:
    """Look through a column."""
    counts = {"day": 0, "month": 0, "both": 0}
    for value in values:
        found = _NUMBERS.fullmatch(_plain(value))
        if not found:
            continue
        a, b = int(found["a"]), int(found["b"])
        if b > 12 >= a:  # noqa: PLR2004 - months
            counts["month"] += 1
        elif a > 12 >= b:  # noqa: PLR2004
            counts["day"] += 1
        else:
            # Where dates are written with dots the day comes first.
            counts["day"] += found["mark"] == "."
            counts["both"] += a != b
    return Orders(**counts)


def read(value: str, order: Order | None) -> When | None:
    """The day or the time; None for an empty cell. A time is aware where the cell says its zone. Raises Unclear."""
    text = _plain(value)
    if not text or text in {"-", "–", "—", "n/a", "N/A", "none", "None", "null", "?"}:  # noqa: RUF001 - as people write
        return None
    if _SERIAL.fullmatch(text) and int(float(text)) in _SERIALS:
        return _serial(float(text))
    for form in (_YEAR_FIRST, _COMPACT, _NUMBERS, _NAMED, _NAME_FIRST):
        if found := form.fullmatch(text) or form.fullmatch(_WEEKDAY.sub("", text)):
            return _built(found, value, order)
    raise Unclear(f"“{_short(value)}” is not a date that can be read. Write it as 2026-03-31.")


def moment(when: When, zone: tzinfo, now: datetime) -> datetime:
    """The moment in UTC. A day without a time is noon there, so that it stays that day nearby; today is not ahead."""
    if isinstance(when, datetime):
        return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
    noon = datetime.combine(when, time(12), zone).astimezone(UTC)
    return min(noon, now) if when == now.astimezone(zone).date() else noon


def _plain(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).split()).strip(" ,;")


def _serial(days: float) -> When:
    at = _EPOCH + timedelta(seconds=round(days * 86_400))
    return at.date() if days == int(days) else at.replace(tzinfo=None)


def _built(found: re.Match[str], value: str, order: Order | None) -> When:
    parts = found.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:  # noqa: PLR2004 - digits
        year += 1900 if year > _PIVOT else 2000
    if "a" in parts:
        day, month = _ordered(int(parts["a"]), int(parts["b"]), value, order)
    else:
        day, month = int(parts["day"]), int(parts["month"]) if "month" in parts else _month(parts["name"], value)
    try:
        own = date(year, month, day)
        if parts["hour"] is None:
            return _checked(own, value)
        return datetime.combine(_checked(own, value), _time(parts), _zone(parts["zone"]))
    except Unclear:
        raise
    except ValueError as impossible:
        raise Unclear(f"There is no such day or time as “{_short(value)}”.") from impossible


def _ordered(a: int, b: int, value: str, order: Order | None) -> tuple[int, int]:
    if a > 12 or b > 12:  # noqa: PLR2004 - months
        return (a, b) if b <= 12 else (b, a)  # noqa: PLR2004
    if order is None and a != b:
        raise Unclear(f"“{_short(value)}” may have the day or the month first. Choose which.")
    return (b, a) if order == "month" else (a, b)


def _checked(day: date, value: str) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Unclear(f"“{_short(value)}” lies in the year {day.year}; this looks like a slip.")
    return day


def _time(parts: dict[str, str]) -> time:
    hour, half = int(parts["hour"]), (parts["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - hours of a half day
        raise ValueError("no such hour")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    micros = int((parts["part"] or "0")[:6].ljust(6, "0"))
    return time(hour, int(parts["minute"]), int(parts["second"] or 0), micros)


def _zone(written: str | None) -> tzinfo | None:
    if written is None:
        return None
    return UTC if written in {"Z", "UTC", "GMT"} else datetime.fromisoformat(f"2000-01-01T00:00{written}").tzinfo


def _month(name: str, value: str) -> int:
    folded = name.casefold()
    for number, beginnings in enumerate(_MONTHS, 1):
        # "juin" and "juil" begin alike up to their third letter, as do "jun" and "jul" in the others.
        if folded.startswith(beginnings):
            return number
    raise Unclear(f"“{_short(value)}” names no month that is known here. Write it as 2026-03-31.")


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 60 else f"{line[:57]}…"  # noqa: PLR2004 - characters that fit into a message
