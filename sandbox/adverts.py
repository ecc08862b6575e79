"""An advert's text: of which paragraphs and bullets it is made. Markup and providers' shapes live elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sandbox.companies import Company
from sandbox.dice import Dice
from sandbox.jobs import Job
from sandbox.pay import prose
from sandbox.words.catalogue import PHRASES, wording
from sandbox.words.phrase_form import Phrases
from sandbox.words.sectors import LINES

_VOWELS = "AEIOaeio"
_THE_COUNTRY = {"US": "the United States", "GB": "the United Kingdom", "NL": "the Netherlands"}
_BEGINNERS = ("intern", "entry")
# What an advert for a beginner does not ask for.
_LONG = ("years", "Several", "Mehrjährige", "Plusieurs années", "Solide")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what follows it: bullets or paragraphs."""

    heading: str
    bullets: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advert:
    """An advert in parts: the job in a few sentences, the employer, sections, and how it ends."""

    lead: tuple[str, ...]
    about: Section
    do: Section
    need: Section
    offer: Section
    terms: Section
    close: Section

    @property
    def sections(self) -> tuple[Section, ...]:
        """The middle sections in the order in which they are read."""
        return self.do, self.need, self.offer


@lru_cache(maxsize=4096)
def about(employer: Company, language: str) -> tuple[str, tuple[str, ...]]:
    """Return heading and paragraphs of an employer's self-portrait: the same in all its adverts."""
    phrases, dice = PHRASES[language], Dice("about", employer.key, language)
    line = dice.pick(LINES[language][employer.sector])
    pattern = dice.pick(phrases.about)
    if pattern.startswith("{line}"):
        line = line[0].upper() + line[1:]
    home = employer.home.name if language == "en" else employer.home.local
    separator = phrases.number
    people = f"{employer.people:,}".replace(",", separator)
    filled = {"company": employer.name, "line": line, "year": employer.founded, "home": home, "people": people}
    first = pattern.format_map(filled)
    second = f"{dice.pick(phrases.about_scale)} {dice.pick(phrases.about_spirit)}".format_map(filled)
    heading = dice.pick(phrases.heading_about).format_map(filled)
    return heading, (first, second) if dice.chance(0.6) else (f"{first} {second}",)


def write(job: Job, *, with_pay: bool) -> Advert:
    """Write the advert of a job in its current wording; with `with_pay` the pay is named in a sentence."""
    dice, market = Dice("advert", job.text), job.country.market if job.language == "en" else ""
    phrases, words, filled = PHRASES[job.language], wording(job.profession, job.language), _filled(job)
    habits = _habits(job.company, job.language, market)
    do = dice.sample(words.duties[market], dice.between(5, 6) + job.revision)
    return Advert(
        lead=_lead(dice, phrases, words.hooks[market], job, filled),
        about=habits.about,
        do=Section(habits.do, tuple([line.format_map(filled) for line in do])),
        need=Section(habits.need, _needs(dice, phrases, words.needs[market], job, filled)),
        offer=habits.offer,
        terms=_terms(dice, habits, phrases, job, filled, with_pay=with_pay),
        close=Section(habits.apply, (), (dice.pick(phrases.apply), habits.equal)),
    )


@dataclass(frozen=True, slots=True)
class _Habits:
    """What an employer writes alike in all its adverts of a language and market."""

    about: Section
    do: str
    need: str
    offer: Section
    pay: str
    apply: str
    equal: str


@lru_cache(maxsize=4096)
def _habits(employer: Company, language: str, market: str) -> _Habits:
    habit, phrases = Dice("wording", employer.key), PHRASES[language]
    heading, paragraphs = about(employer, language)
    benefits = phrases.benefits.get(market, phrases.benefits[""])
    return _Habits(
        about=Section(heading, (), paragraphs),
        do=habit.pick(phrases.heading_do),
        need=habit.pick(phrases.heading_need),
        offer=Section(habit.pick(phrases.heading_offer), tuple(habit.sample(benefits, habit.between(4, 6)))),
        pay=habit.pick(phrases.heading_pay),
        apply=habit.pick(phrases.heading_apply),
        equal=habit.pick(phrases.equal),
    )


def _needs(dice: Dice, phrases: Phrases, pool: tuple[str, ...], job: Job, filled: dict[str, str]) -> tuple[str, ...]:
    wanted = dice.sample(pool, dice.between(3, 4))
    if job.level in _BEGINNERS:
        wanted = [line for line in wanted if not any(word in line for word in _LONG)]
    common = phrases.needs_desk if job.profession.desk else phrases.needs_site
    lines = [dice.pick(phrases.years[job.level]), *wanted, *dice.sample(common, dice.between(1, 2))]
    return tuple([line.format_map(filled) for line in lines])


def _filled(job: Job) -> dict[str, str]:
    return {
        "title": job.role,
        "a_title": f"{'an' if job.role[0] in _VOWELS else 'a'} {job.role}",
        "company": job.company.name,
        "area": job.area,
        "tool": job.tool,
        "other": job.other,
        "department": job.department,
        "city": job.named(job.city),
        "country": _THE_COUNTRY.get(job.country.code, job.country.name),
    }


def _lead(dice: Dice, phrases: Phrases, hooks: tuple[str, ...], job: Job, filled: dict[str, str]) -> tuple[str, ...]:
    intros = phrases.intros_remote if job.workplace == "remote" else phrases.intros
    intro = intros[(dice.between(0, len(intros) - 1) + job.revision) % len(intros)]
    first, *others = dice.sample(hooks, dice.between(1, 2))
    opening = f"{intro} {first}".format_map(filled)
    size = dice.between(3, 16)
    team = dice.pick(phrases.team).format_map(filled | {"size": str(size)})
    return (opening, f"{others[0].format_map(filled)} {team}" if others else team)


def _terms(
    dice: Dice, habits: _Habits, phrases: Phrases, job: Job, filled: dict[str, str], *, with_pay: bool
) -> Section:
    employment, workplace = phrases.employment[job.employment], phrases.workplace[job.workplace]
    lines = [f"{dice.pick(employment)} {dice.pick(workplace)}".format_map(filled)]
    sentence = dice.pick(phrases.pay[job.pay.period])
    if with_pay:
        lines.append(sentence.format(range=prose(job.pay, job.language, phrases.number)))
    return Section(habits.pay, (), tuple(lines))
