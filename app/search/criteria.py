"""Hold what a person searches for as one frozen value, with the bounds of each field, and read it from an address.

Not here: what a field means for the form, the query and the wording (app.search.filters).
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


_CONTROL_CHARACTERS_PATTERN = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def _clean(value: Any) -> Any:
    """Return text without control characters (PostgreSQL takes no NUL) and without blanks around it."""
    return _CONTROL_CHARACTERS_PATTERN.sub(" ", value).strip() if isinstance(value, str) else value


def _split_list(value: Any) -> Any:
    """Return one or several values, also comma-separated, as a tuple without blanks and doubles, in their order."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, Sequence):
        return value
    items = [_clean(item) for text in texts for item in str(text).split(",")]
    return tuple(dict.fromkeys(item for item in items if item))


CleanText = BeforeValidator(_clean)
Text = Annotated[str, StringConstraints(max_length=200), CleanText]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=80), CleanText]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Amount = Annotated[int, Field(ge=0, le=1_000_000_000)]
SplitList = BeforeValidator(_split_list)
Days = Annotated[int, Field(ge=1, le=365)]


class Criteria(BaseModel):
    """A search. Pay is compared per year in `currency`; without one, amounts are compared whatever their currency.
    `country` is the English short name (ISO 3166) as listings carry it.

    Field names are the address's: /feed?keywords=…&location=…. Text is at most 200 characters, a list at most 20 long.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    keywords: Text = ""
    location: Text = ""
    country: Text = ""
    remote: bool = False
    salary_min: Amount | None = None
    salary_max: Amount | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    experience: Annotated[tuple[Level, ...], SplitList] = ()
    workplace: Annotated[tuple[Workplace, ...], SplitList] = ()
    employment: Annotated[tuple[Employment, ...], SplitList] = ()
    source: Annotated[tuple[Code, ...], SplitList, Field(max_length=20)] = ()
    posted_within: Days | None = None
    apply_within: Days | None = None
    company: Text = ""
    exclude_companies: Annotated[tuple[ShortText, ...], SplitList, Field(max_length=20)] = ()
    exclude_words: Annotated[tuple[ShortText, ...], SplitList, Field(max_length=20)] = ()
    sort: Sort = "newest"

    @property
    def is_empty(self) -> bool:
        """Whether no filter is set; the order does not count."""
        return self == Criteria(sort=self.sort)

    def is_set(self, name: str) -> bool:
        """Whether the filter of this name narrows the search."""
        return bool(getattr(self, name) != Criteria.model_fields[name].default)

    def address(self) -> dict[str, str | list[str]]:
        """Return the query parameters that give this search again, without those at their default."""
        return {name: _to_parameter(value) for name, value in self.model_dump(exclude_defaults=True).items()}


def _to_parameter(value: Any) -> str | list[str]:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


def from_address(parameters: Mapping[str, Sequence[str]]) -> tuple[Criteria, list[str]]:
    """Return the search that an address holds, and the names of parameters that were not valid and were ignored.

    Unknown parameters are passed over: an address may carry other things. Only lists may repeat a parameter; of others
    the last value counts. Never raises for what a person typed.
    """
    fields = Criteria.model_fields
    values: dict[str, Any] = {
        name: list(texts) if fields[name].default == () else texts[-1]
        for name, texts in parameters.items()
        if name in fields and any(_clean(text) for text in texts)
    }
    ignored: list[str] = []
    while True:
        try:
            return Criteria.model_validate(values), ignored
        except ValidationError as problem:
            invalid = {str(error["loc"][0]) for error in problem.errors()}
            ignored.extend(sorted(invalid))
            values = {name: value for name, value in values.items() if name not in invalid}
