"""What a language must provide so that an advert can be written in it. Holds no words itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """A language's sentences; they may hold {title}, {company}, {area}, {city}, {country}, {line} and others.

    `ladders` maps a ladder and a level to title patterns over {t} (title) and {d} (department). `benefits` maps a
    market to bullets; `employment` and `workplace` map our words to the advert's; `pay` maps a period to sentences over
    {range}; `number` is the thousands separator.
    """

    ladders: dict[str, dict[str, tuple[str, ...]]]
    departments: dict[str, str]
    intros: tuple[str, ...]
    intros_remote: tuple[str, ...]
    team: tuple[str, ...]
    about: tuple[str, ...]
    about_scale: tuple[str, ...]
    about_spirit: tuple[str, ...]
    heading_about: tuple[str, ...]
    heading_do: tuple[str, ...]
    heading_need: tuple[str, ...]
    heading_offer: tuple[str, ...]
    heading_pay: tuple[str, ...]
    heading_apply: tuple[str, ...]
    years: dict[str, tuple[str, ...]]
    needs_desk: tuple[str, ...]
    needs_site: tuple[str, ...]
    benefits: dict[str, tuple[str, ...]]
    employment: dict[str, tuple[str, ...]]
    workplace: dict[str, tuple[str, ...]]
    pay: dict[str, tuple[str, ...]]
    apply: tuple[str, ...]
    equal: tuple[str, ...]
    number: str
