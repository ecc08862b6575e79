"""What the rows of a file come to: applications as they would be written, or the reason why a row would not be.

Nothing is read from or written to the database here: importing_writing does that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Literal
from uuid import UUID

from app.applications.fields import LONGEST
from app.applications.imports.columns import DATES, MANY, REASON, Field, as_id, cell
from app.applications.imports.dates import Order, Unclear, When, moment, read
from app.applications.imports.reader import Line, Table
from app.applications.records import Entry, Past
from app.applications.stages import Meaning
from app.kit.text import cell as guarded
from app.kit.text import outside_address
from database.company_names import clean_name

# Is told how many rows are done, and of how many.
Tell = Callable[[int, int], None]
_LONGEST_LINE = 300
_AHEAD = timedelta(days=1)
_NAMES = {
    "applied_at": "The day of the application",
    "response_at": "The day of the response",
    "created_at": "The day it was added",
    "title": "The title",
    "company": "The company",
    "location": "The place",
    "url": "The link",
    "notes": "The notes with all that goes into them",
}


# Fields that become events of the timeline.
_COMING: tuple[tuple[Field, Literal["interview", "follow_up"], dict[str, Any]], ...] = (
    ("interview_at", "interview", {}),
    ("follow_up_at", "follow_up", {"text": "", "done": False}),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person decided: the field of each column, the stage of each word of the stage column, orders of dates.

    A word without a stage, and a date that may be two in a column without an order, keep their rows out. `usual` are
    the stages of rows that name none: without a day of application, and with one.
    """

    fields: Mapping[int, Field]
    stages: Mapping[str, str | None]
    orders: Mapping[int, Order | None]
    usual: tuple[str, str] = ("Planned", "Applied")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file to be kept with an application. `id` is the one it had; `read` gives its bytes and may raise Refusal."""

    id: str
    name: str
    created_at: datetime | None
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A row that can be taken over. `stage` is a name; `says` the SHA-256 of what the row says.

    `names_stage` is whether the row itself names its stage.
    `further` follows the beginning of a history that the entry does not have; `own_id` is the id in our own export,
    which may be anyone's.
    """

    number: int
    cells: tuple[str, ...]
    entry: Entry
    stage: str
    says: str
    further: tuple[Past, ...] = ()
    own_id: UUID | None = None
    updated_at: datetime | None = None
    stands_for: Meaning = None
    names_stage: bool = True
    files: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot, as it stood, and why in words for the person."""

    number: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """All rows of a file, each good or bad. Its days are those of `zone`.

    Of our own exports `stages` are all of the board in their order (JSON only), `meanings` what each stage stands for.
    """

    headings: tuple[str, ...]
    good: tuple[Good, ...]
    bad: tuple[Bad, ...]
    stages: tuple[tuple[str, Meaning], ...] = ()
    meanings: Mapping[str, Meaning] | None = None
    zone: tzinfo = UTC


class Refusal(ValueError):
    """Why a row cannot be taken over."""


def silent(done: int, rows: int) -> None:
    """Tell nobody how many rows are done."""


def outcome(table: Table, plan: Plan, zone: tzinfo, at: datetime, tell: Tell = silent) -> Outcome:
    """What every row comes to, with days and times without a zone taken as the person's."""
    good: list[Good] = []
    bad: list[Bad] = []
    for done, line in enumerate(table.lines, 1):
        try:
            good.append(_good(table, line, plan, zone, at))
        except (Refusal, Unclear) as reason:
            bad.append(Bad(line.number, line.cells, str(reason)))
        tell(done, len(table.lines))
    return Outcome(table.headings, tuple(good), tuple(bad), zone=zone)


def _good(table: Table, line: Line, plan: Plan, zone: tzinfo, at: datetime) -> Good:
    width = len(table.headings)
    if any(one.strip() for one in line.cells[width:]):
        raise Refusal(
            f"The row has {len(line.cells)} cells and the heading {width}; a stray delimiter or quotation mark?"
        )
    texts = {field: _unguarded(cell(line.cells, column)) for column, field in plan.fields.items() if field not in MANY}
    days = {
        field: read(texts.pop(field), plan.orders.get(column))
        for column, field in plan.fields.items()
        if field in DATES
    }
    texts = {field: " ".join(value.split()) for field, value in texts.items()}
    if not texts.get("title"):
        raise Refusal("The row has no title, such as the job's.")
    texts["url"], stray = _address(texts.get("url", ""))
    notes = _notes(table, line, plan, stray)
    _check_lengths(texts | {"notes": notes})
    word, own_id = texts.pop("stage", ""), as_id(texts.pop("own_id", ""))
    stage = _stage(word, plan, days.get("applied_at"))
    says = fingerprint(
        {
            "days": {field: when.isoformat() for field, when in days.items() if when},
            "texts": {field: value.casefold() for field, value in texts.items() if value and field != "company"},
            "company": clean_name(texts["company"]) if texts.get("company") else "",
            "stage": stage.casefold(),
            "notes": " ".join(notes.split()).casefold(),
        }
    )
    times = {field: moment(when, zone, at) for field, when in days.items() if when}
    check_times(times, at)
    entry = Entry(
        title=texts["title"],
        company=texts.get("company", ""),
        location=texts.get("location") or None,
        url=texts["url"] or None,
        notes=notes or None,
        source="import",
        applied_at=times.get("applied_at"),
        response_at=times.get("response_at"),
        follow_up_at=times.get("follow_up_at"),
        created_at=times.get("created_at"),
    )
    further = tuple(Past(kind, times[field], payload) for field, kind, payload in _COMING if field in times)
    return Good(
        number=line.number, cells=line.cells, entry=entry, stage=stage, says=says, further=further, own_id=own_id,
        names_stage=bool(word),
    )  # fmt: skip


def fingerprint(said: Mapping[str, Any]) -> str:
    """The SHA-256 of what a row says, for knowing it again."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def check_times(times: Mapping[Any, datetime | None], at: datetime) -> None:
    """Refuse what happened in the future; a day may have begun somewhere already."""
    for field in ("applied_at", "response_at", "created_at"):
        given = times.get(field)
        if given and given > at + _AHEAD:
            raise Refusal(f"{_NAMES[field]} ({given:%Y-%m-%d}) lies ahead; such days are those when it happened.")


def _check_lengths(texts: Mapping[Any, str]) -> None:
    for field, value in texts.items():
        most = LONGEST.get(field, _LONGEST_LINE)
        if field in _NAMES and len(value) > most:
            raise Refusal(f"{_NAMES[field]} is {len(value):,} characters long; {most:,} can be kept.")


def _stage(word: str, plan: Plan, applied: When | None) -> str:
    if not word:
        return plan.usual[applied is not None]
    found = plan.stages.get(word)
    if found is None:
        raise Refusal(f"Nobody said which stage “{word[:60]}” means.")
    return found


def _address(written: str) -> tuple[str, str]:
    """The address, and what stood there when it is none."""
    if not written:
        return "", ""
    is_bare = "://" not in written and "." in written and " " not in written and "@" not in written
    found = outside_address(f"https://{written}" if is_bare else written)
    return (found, "") if found else ("", written)


def _notes(table: Table, line: Line, plan: Plan, stray_link: str) -> str:
    """The notes, and under its heading what else is to be kept there."""
    parts = []
    for column, field in plan.fields.items():
        value = _unguarded(cell(line.cells, column)).strip()
        heading = table.headings[column] if column < len(table.headings) else ""
        if value and field == "notes":
            parts.append(value)
        elif value and field == "to_notes" and heading != REASON:
            parts.append(f"{heading}: {value}")
    return "\n".join([*parts, *([f"Link: {stray_link}"] if stray_link else [])])


def _unguarded(words: str) -> str:
    """The cell without the ' that guards spreadsheets from formulas."""
    rest = words.removeprefix("'")
    return rest if rest != words and guarded(rest) != rest else words


def as_time(value: Any, name: str) -> datetime | None:
    """A time of our own export. Raises Refusal."""
    if value is None or value == "":
        return None
    try:
        found = datetime.fromisoformat(str(value))
        known = found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError) as broken:
        raise Refusal(
            f"“{str(value)[:40]}” under {name} is no time; exported ones are as 2026-03-31T12:00Z."
        ) from broken
    if known is None:
        raise Refusal(f"“{str(value)[:40]}” under {name} does not say its time zone, as 2026-03-31T12:00Z does.")
    return known
