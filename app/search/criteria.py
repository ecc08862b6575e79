"""What a person searches for, as one frozen value that an address, a saved search or an alert can carry.

Here: the fields, their bounds and the way to and from an address. Not here: the query (app.search.matching).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

Workplace = Literal["on_site", "hybrid", "remote"]
Employment = Literal["full_time", "part_time", "contract", "temporary", "internship"]
Level = Literal["intern", "entry", "mid", "senior", "lead", "executive"]
Sort = Literal["newest", "salary", "relevance"]


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def _plain(value: Any) -> Any:
    """Text without control characters (PostgreSQL takes no NUL) and without blanks around it."""
    return _CONTROL.sub(" ", value).strip() if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    """One value or several, also comma-separated, as a tuple without blanks and doubles, in the order given."""
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, Sequence):
        return value
    split = [_plain(piece) for part in parts for piece in str(part).split(",")]
    return tuple(dict.fromkeys(piece for piece in split if piece))


Plain = BeforeValidator(_plain)
Text = Annotated[str, StringConstraints(max_length=200), Plain]
Short = Annotated[str, StringConstraints(min_length=1, max_length=80), Plain]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Sum = Annotated[int, Field(ge=0, le=1_000_000_000)]
Listed = BeforeValidator(_listed)


class Criteria(BaseModel):
    """A search. Pay is compared per year in `currency`; without one, figures are compared whatever their currency.
    `country` is the English short name (ISO 3166) as listings carry it.

    Field names are the address's: /feed?keywords=…&location=…. Text is at most 200 characters, a list at most 20 long.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    keywords: Text = ""
    location: Text = ""
    country: Text = ""
    remote: bool = False
    salary_min: Sum | None = None
    salary_max: Sum | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    experience: Annotated[tuple[Level, ...], Listed] = ()
    workplace: Annotated[tuple[Workplace, ...], Listed] = ()
    employment: Annotated[tuple[Employment, ...], Listed] = ()
    source: Annotated[tuple[Code, ...], Listed, Field(max_length=20)] = ()
    posted_within: Annotated[int, Field(ge=1, le=365)] | None = None
    company: Text = ""
    exclude_companies: Annotated[tuple[Short, ...], Listed, Field(max_length=20)] = ()
    exclude_words: Annotated[tuple[Short, ...], Listed, Field(max_length=20)] = ()
    sort: Sort = "newest"

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the search; the order does not count."""
        return self == Criteria(sort=self.sort)

    def address(self) -> dict[str, str | list[str]]:
        """The query parameters that give this search again; what is at its default is left out."""
        wanted = self.model_dump(exclude_defaults=True)
        return {name: _written(value) for name, value in wanted.items()}


def _written(value: Any) -> str | list[str]:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


# Where an address may repeat a parameter; elsewhere the last value counts.
_LISTS = frozenset({"experience", "workplace", "employment", "source", "exclude_companies", "exclude_words"})


def from_address(parameters: Mapping[str, Sequence[str]]) -> tuple[Criteria, list[str]]:
    """The search an address holds, and the names of parameters that made no sense and were left out.

    Unknown names are passed over: an address may carry other things. Never raises for what a person typed.
    """
    given: dict[str, Any] = {
        name: list(values) if name in _LISTS else values[-1]
        for name, values in parameters.items()
        if name in Criteria.model_fields and any(_plain(value) for value in values)
    }
    refused: list[str] = []
    while True:
        try:
            return Criteria.model_validate(given), refused
        except ValidationError as problem:
            wrong = {str(error["loc"][0]) for error in problem.errors()}
            refused.extend(sorted(wrong))
            given = {name: value for name, value in given.items() if name not in wrong}
