"""Make up the facts of a job: profession, title, employer, cities, pay. Writes no text and knows no dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sandbox.employers import CITY_OPTIONS, Employer
from sandbox.pay import PayOffer, draw_pay
from sandbox.seeded_random import SeededRandom, WeightedOptions
from sandbox.vocabulary.catalogue import (
    COUNTRIES,
    PHRASES,
    PROFESSIONS,
    SECTOR_PROFESSIONS,
    get_texts_in_language,
    has_texts,
)
from sandbox.vocabulary.models import MarketCity, MarketCountry, Profession, Texts

_LEVELS_BY_LADDER = {
    "office": WeightedOptions(
        (("intern", 4), ("entry", 11), ("mid", 42), ("senior", 28), ("lead", 10), ("executive", 5))
    ),
    "care": WeightedOptions((("intern", 1), ("entry", 9), ("mid", 67), ("senior", 16), ("lead", 5), ("executive", 2))),
    "teach": WeightedOptions((("intern", 1), ("entry", 12), ("mid", 68), ("senior", 8), ("lead", 7), ("executive", 4))),
    "shop": WeightedOptions((("intern", 1), ("entry", 17), ("mid", 65), ("senior", 9), ("lead", 7), ("executive", 1))),
    "hand": WeightedOptions((("intern", 1), ("entry", 16), ("mid", 60), ("senior", 15), ("lead", 7), ("executive", 1))),
}
_EMPLOYMENT_BY_LADDER = {
    "office": WeightedOptions((("full_time", 86), ("part_time", 6), ("contract", 6), ("temporary", 2))),
    "care": WeightedOptions((("full_time", 66), ("part_time", 27), ("temporary", 4), ("contract", 3))),
    "teach": WeightedOptions((("full_time", 66), ("part_time", 20), ("contract", 11), ("temporary", 3))),
    "shop": WeightedOptions((("full_time", 54), ("part_time", 35), ("temporary", 10), ("contract", 1))),
    "hand": WeightedOptions((("full_time", 84), ("part_time", 7), ("temporary", 6), ("contract", 3))),
}
_EMPLOYMENT_BY_LEVEL = {"intern": "internship", "executive": "full_time"}
_WORKPLACE_OPTIONS = WeightedOptions((("onsite", 27), ("hybrid", 47), ("remote", 26)))
_LOCAL_LANGUAGE_SHARE = {"tech": 0.55, "fintech": 0.7, "science": 0.6}
_PAY_STATED_SHARE = {"US": 0.68, "CA": 0.5, "GB": 0.58, "AU": 0.35, "IE": 0.3, "DE": 0.22, "FR": 0.34}
# A title with one of these words already names a level.
_LEVEL_WORDS = frozenset(
    (
        *("Assistant", "Associate", "Staff", "Supervisor", "Sous", "Commis", "Trainee", "Apprentice", "Night"),
        *("Manager", "Management", "Vertriebsleiter:in", "Oberärztin", "Werkstattmeister:in", "Responsable", "Chef"),
    )
)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its employer knows it.

    `role` is the title without additions, `titles` are the first title on the board and the one it may change to.
    `cities` begins with the main one. `text_key` seeds the wording of the job description, `revision` counts how often
    that was rewritten, and `states_pay` tells whether it states the pay.
    """

    profession: Profession
    employer: Employer
    country: MarketCountry
    cities: tuple[MarketCity, ...]
    language: str
    level: str
    role: str
    titles: tuple[str, str]
    area: str
    department: str
    tool: str
    other: str
    skills: tuple[str, ...]
    workplace: str
    employment: str
    pay: PayOffer
    states_pay: bool
    text_key: str
    title: str
    revision: int = 0

    @property
    def city(self) -> MarketCity:
        """Return the main city."""
        return self.cities[0]

    def get_city_name(self, city: MarketCity) -> str:
        """Return a city's name in the language of the job description."""
        return city.name if self.language == "en" else city.local_name


@lru_cache(maxsize=64)
def _list_professions(sector: str, language: str, country: str) -> WeightedOptions[str]:
    """Return the professions a sector hires. Outside English-speaking countries, jobs in English are desk work."""
    weights = SECTOR_PROFESSIONS[sector]
    if language != "en":
        professions = [profession for profession in weights if has_texts(profession, language)]
    elif COUNTRIES[country].english_variant == "other":
        professions = [profession for profession in weights if PROFESSIONS[profession].is_desk_work]
    else:
        professions = list(weights)
    return WeightedOptions((profession, weights[profession]) for profession in professions or weights)


def make_job(rng: SeededRandom, employer: Employer, country: MarketCountry, text_key: str) -> Job:
    """Draw a job that an employer offers in a country."""
    language = country.language
    if language != "en" and not rng.chance(_LOCAL_LANGUAGE_SHARE.get(employer.sector, 0.9)):
        language = "en"
    profession = PROFESSIONS[rng.weighted_choice(_list_professions(employer.sector, language, country.code))]
    level = rng.weighted_choice(_LEVELS_BY_LADDER[profession.career_ladder])
    return fill_job(rng, profession, level, employer, country, language, text_key)


def fill_job(
    rng: SeededRandom,
    profession: Profession,
    level: str,
    employer: Employer,
    country: MarketCountry,
    language: str,
    text_key: str,
) -> Job:
    """Draw everything that profession and level leave open: title, area, skills, cities, pay."""
    texts = get_texts_in_language(profession, language)
    variant = country.english_variant if language == "en" else "other"
    area = rng.choice(texts.areas[variant])
    tool = rng.choice(texts.list_tools(variant))
    other = rng.choice(texts.list_others(variant))
    skills = tuple(dict.fromkeys((tool, other, *rng.sample(texts.skills[variant], rng.randint(2, 4)))))
    workplace = rng.weighted_choice(_WORKPLACE_OPTIONS) if profession.is_desk_work else "onsite"
    cities = _draw_cities(rng, employer, country)
    department = PHRASES[language].departments.get(profession.department, profession.department)
    role = _draw_role(rng, texts.titles[variant], level, department, language, profession.career_ladder)
    employment = _EMPLOYMENT_BY_LEVEL.get(level) or rng.weighted_choice(_EMPLOYMENT_BY_LADDER[profession.career_ladder])
    titles = _draw_titles(rng, role, area, cities[0], employer, language, workplace, employment)
    return Job(
        profession=profession,
        employer=employer,
        country=country,
        cities=cities,
        language=language,
        level=level,
        role=role,
        titles=titles,
        area=area,
        department=department,
        tool=tool,
        other=other,
        skills=skills,
        workplace=workplace,
        employment=employment,
        pay=draw_pay(rng, profession, level, country, cities[0]),
        states_pay=rng.chance(_PAY_STATED_SHARE.get(country.code, 0.25)),
        text_key=text_key,
        title=titles[0],
    )


def _draw_cities(rng: SeededRandom, employer: Employer, country: MarketCountry) -> tuple[MarketCity, ...]:
    """Return some cities of the country, the main one first. It is often the employer's home."""
    is_at_home = employer.country == country.code and rng.chance(0.5)
    main_city = employer.home if is_at_home else rng.weighted_choice(CITY_OPTIONS[country.code])
    return (main_city, *(city for city in rng.sample(country.cities, 4) if city is not main_city))


def _draw_role(rng: SeededRandom, titles: Texts, level: str, department: str, language: str, career_ladder: str) -> str:
    pattern = rng.choice(PHRASES[language].title_patterns[career_ladder][level])
    options = titles
    if level != "mid":
        options = tuple(title for title in titles if _LEVEL_WORDS.isdisjoint(title.split())) or titles
    return pattern.format(title=rng.choice(options), department=department)


def _can_append_area(title: str, area: str) -> bool:
    return not ("," in title or "(" in title or area in title)


@lru_cache(maxsize=4096)
def _draw_title_style(employer_key: str, language: str) -> tuple[str, str]:
    """Return the pattern with which an employer adds an area to a title, and the tag it ends titles with."""
    rng = SeededRandom("habit", employer_key)
    pattern = rng.choice(("{title}, {area}", "{title} - {area}", "{title} ({area})", "{title}"))
    return pattern, rng.choice({"de": ("(m/w/d)", "(w/m/d)"), "fr": ("H/F", "(H/F)", "F/H")}.get(language, ("",)))


def _draw_titles(  # noqa: PLR0913, PLR0917 - as above
    rng: SeededRandom,
    role: str,
    area: str,
    city: MarketCity,
    employer: Employer,
    language: str,
    workplace: str,
    employment: str,
) -> tuple[str, str]:
    """Return a title in the employer's style and the one it may change to."""
    area_pattern, title_tag = _draw_title_style(employer.key, language)
    title_addition = {"remote": "Remote", "hybrid": "Hybrid"}.get(
        workplace, city.name if language == "en" else city.local_name
    )
    title = area_pattern.format(title=role, area=area) if rng.chance(0.55) and _can_append_area(role, area) else role
    if employment == "part_time" and rng.chance(0.4):
        title += {"de": " in Teilzeit", "fr": " à temps partiel"}.get(language, " - Part Time")
    first_title = f"{title} {title_tag}".strip()
    is_title_shortened = title != role and rng.chance(0.5)
    return first_title, f"{role} {title_tag}".strip() if is_title_shortened else f"{first_title} - {title_addition}"
