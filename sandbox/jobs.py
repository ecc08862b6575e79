"""The facts of a job: profession, title, employer, place, pay. Words come from `words`, dates from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sandbox.companies import CITY_ODDS, Company
from sandbox.dice import Dice, Odds
from sandbox.pay import Pay, offered
from sandbox.words.catalogue import HIRING, PHRASES, PROFESSIONS, speaks, wording
from sandbox.words.form import Profession
from sandbox.words.places import COUNTRIES, City, Country

_LEVELS = {
    "office": Odds((("intern", 4), ("entry", 11), ("mid", 42), ("senior", 28), ("lead", 10), ("executive", 5))),
    "care": Odds((("intern", 1), ("entry", 9), ("mid", 67), ("senior", 16), ("lead", 5), ("executive", 2))),
    "teach": Odds((("intern", 1), ("entry", 12), ("mid", 68), ("senior", 8), ("lead", 7), ("executive", 4))),
    "shop": Odds((("intern", 1), ("entry", 17), ("mid", 65), ("senior", 9), ("lead", 7), ("executive", 1))),
    "hand": Odds((("intern", 1), ("entry", 16), ("mid", 60), ("senior", 15), ("lead", 7), ("executive", 1))),
}
_EMPLOYMENT = {
    "office": Odds((("full_time", 86), ("part_time", 6), ("contract", 6), ("temporary", 2))),
    "care": Odds((("full_time", 66), ("part_time", 27), ("temporary", 4), ("contract", 3))),
    "teach": Odds((("full_time", 66), ("part_time", 20), ("contract", 11), ("temporary", 3))),
    "shop": Odds((("full_time", 54), ("part_time", 35), ("temporary", 10), ("contract", 1))),
    "hand": Odds((("full_time", 84), ("part_time", 7), ("temporary", 6), ("contract", 3))),
}
_FIXED_EMPLOYMENT = {"intern": "internship", "executive": "full_time"}
_WORKPLACE = Odds((("onsite", 27), ("hybrid", 47), ("remote", 26)))
_LOCAL_LANGUAGE = {"tech": 0.55, "fintech": 0.7, "science": 0.6}
_PAY_SHOWN = {"US": 0.68, "CA": 0.5, "GB": 0.58, "AU": 0.35, "IE": 0.3, "DE": 0.22, "FR": 0.34}
# A base title with such a word in it takes no further level word.
_RANKED = frozenset(
    (
        *("Assistant", "Associate", "Staff", "Supervisor", "Sous", "Commis", "Trainee", "Apprentice", "Night"),
        *("Manager", "Management", "Vertriebsleiter:in", "Oberärztin", "Werkstattmeister:in", "Responsable", "Chef"),
    )
)


@dataclass(frozen=True, slots=True)
class Job:
    """One job, as its employer knows it.

    `role` is the bare title, `titles` are the wordings it goes through on the board. `places` has the main city first,
    `pay_shown` tells whether the advert names the pay. `text` is the key from which the advert's wording is rolled;
    `revision` counts its rewordings.
    """

    profession: Profession
    company: Company
    country: Country
    places: tuple[City, ...]
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
    pay: Pay
    pay_shown: bool
    text: str
    title: str
    revision: int = 0

    @property
    def city(self) -> City:
        """The main place of work."""
        return self.places[0]

    def named(self, city: City) -> str:
        """Return a city's name in the advert's language."""
        return city.name if self.language == "en" else city.local


@lru_cache(maxsize=64)
def _hired(sector: str, language: str, country: str) -> Odds[str]:
    """Return what a sector hires; English adverts in a country of another language are for desk work."""
    options = HIRING[sector]
    if language != "en":
        found = tuple(option for option in options if speaks(option[0], language))
    elif COUNTRIES[country].market:
        found = options
    else:
        found = tuple(option for option in options if PROFESSIONS[option[0]].desk)
    return Odds(found or options)


def make(dice: Dice, employer: Company, country: Country, text: str) -> Job:
    """Roll the job that an employer offers in a country."""
    language = country.language
    if language != "en" and not dice.chance(_LOCAL_LANGUAGE.get(employer.sector, 0.9)):
        language = "en"
    profession = PROFESSIONS[dice.weighted(_hired(employer.sector, language, country.code))]
    level = dice.weighted(_LEVELS[profession.ladder])
    return detail(dice, profession, level, employer, country, language, text)


def detail(
    dice: Dice, profession: Profession, level: str, employer: Company, country: Country, language: str, text: str
) -> Job:
    """Roll what a profession and a level leave open: title, area, skills, place, pay."""
    words = wording(profession, language)
    market = country.market if language == "en" else ""
    area = dice.pick(words.areas[market])
    tool = dice.pick(words.tools[market])
    other = dice.pick(words.others[market])
    skills = tuple(dict.fromkeys((tool, other, *dice.sample(words.skills[market], dice.between(2, 4)))))
    workplace = dice.weighted(_WORKPLACE) if profession.desk else "onsite"
    cities = _cities(dice, employer, country)
    department = PHRASES[language].departments.get(profession.department, profession.department)
    plain = _plain_title(dice, words.titles[market], level, department, language, profession.ladder)
    employment = _FIXED_EMPLOYMENT.get(level) or dice.weighted(_EMPLOYMENT[profession.ladder])
    titles = _titles(dice, plain, area, cities[0], employer, language, workplace, employment)
    return Job(
        profession=profession,
        company=employer,
        country=country,
        places=cities,
        language=language,
        level=level,
        role=plain,
        titles=titles,
        area=area,
        department=department,
        tool=tool,
        other=other,
        skills=skills,
        workplace=workplace,
        employment=employment,
        pay=offered(dice, profession, level, country, cities[0]),
        pay_shown=dice.chance(_PAY_SHOWN.get(country.code, 0.25)),
        text=text,
        title=titles[0],
    )


def _cities(dice: Dice, employer: Company, country: Country) -> tuple[City, ...]:
    """Return the country's cities in the order in which this job prefers them; the employer's home comes up often."""
    at_home = employer.country == country.code and dice.chance(0.5)
    first = employer.home if at_home else dice.weighted(CITY_ODDS[country.code])
    return (first, *(city for city in dice.sample(country.cities, 4) if city is not first))


def _plain_title(dice: Dice, bases: tuple[str, ...], level: str, department: str, language: str, ladder: str) -> str:
    pattern = dice.pick(PHRASES[language].ladders[ladder][level])
    unranked = bases
    if level != "mid":
        unranked = tuple(base for base in bases if _RANKED.isdisjoint(base.split())) or bases
    return pattern.format(t=dice.pick(unranked), d=department)


def _crowded(title: str, area: str) -> bool:
    return "," in title or "(" in title or area in title


@lru_cache(maxsize=4096)
def _title_habits(employer: str, language: str) -> tuple[str, str]:
    """Return how an employer adds an area to a title, and the tag it ends with."""
    habit = Dice("habit", employer)
    form = habit.pick(("{t}, {a}", "{t} - {a}", "{t} ({a})", "{t}"))
    return form, habit.pick({"de": ("(m/w/d)", "(w/m/d)"), "fr": ("H/F", "(H/F)", "F/H")}.get(language, ("",)))


def _titles(  # noqa: PLR0913, PLR0917 - as above
    dice: Dice, plain: str, area: str, city: City, employer: Company, language: str, workplace: str, employment: str
) -> tuple[str, str]:
    """Return a title in the employer's manner and the one it may be changed to."""
    area_form, tag = _title_habits(employer.key, language)
    extra = {"remote": "Remote", "hybrid": "Hybrid"}.get(workplace, city.name if language == "en" else city.local)
    titled = area_form.format(t=plain, a=area) if dice.chance(0.55) and not _crowded(plain, area) else plain
    if employment == "part_time" and dice.chance(0.4):
        titled += {"de": " in Teilzeit", "fr": " à temps partiel"}.get(language, " - Part Time")
    first = f"{titled} {tag}".strip()
    second = f"{plain} {tag}".strip() if titled != plain and dice.chance(0.5) else f"{first} - {extra}"
    return first, second
