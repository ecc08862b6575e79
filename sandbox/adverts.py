"""An advert's text: which paragraphs and bullets a job's advert is made of. Markup and providers' shapes live elsewhere."""

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


def about(employer: Company, language: str) -> tuple[str, tuple[str, ...]]:
    """Return heading and paragraphs of an employer's self-portrait: the same in all its adverts."""
    return _about(employer, language)


@lru_cache(maxsize=4096)
def _about(employer: Company, language: str) -> tuple[str, tuple[str, ...]]:
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
    dice, habit = Dice("advert", job.text), Dice("wording", job.company.key)
    phrases, words = PHRASES[job.language], wording(job.profession, job.language)
    market = job.country.market if job.language == "en" else ""
    filled = _filled(job)
    heading, paragraphs = about(job.company, job.language)
    more = job.revision
    do = dice.sample(words.duties[market], dice.between(5, 6) + more)
    need = dice.sample(words.needs[market], dice.between(3, 4))
    if job.level in _BEGINNERS:
        need = [line for line in need if not any(word in line for word in _LONG)]
    extra = phrases.needs_desk if job.profession.desk else phrases.needs_site
    need = [dice.pick(phrases.years[job.level]), *need, *dice.sample(extra, dice.between(1, 2) + more)]
    benefits = phrases.benefits.get(job.country.market, phrases.benefits[""]) if market else phrases.benefits[""]
    offer = habit.sample(benefits, habit.between(4, 6))
    return Advert(
        lead=_lead(dice, phrases, words.hooks[market], job, filled),
        about=Section(heading, (), paragraphs),
        do=Section(habit.pick(phrases.heading_do), tuple([line.format_map(filled) for line in do])),
        need=Section(habit.pick(phrases.heading_need), tuple([line.format_map(filled) for line in need])),
        offer=Section(habit.pick(phrases.heading_offer), tuple(offer)),
        terms=_terms(dice, habit, phrases, job, filled, with_pay=with_pay),
        close=Section(habit.pick(phrases.heading_apply), (), (dice.pick(phrases.apply), habit.pick(phrases.equal))),
    )


def _filled(job: Job) -> dict[str, str]:
    return {
        "title": job.role,
        "a_title": f"{'an' if job.role[0] in _VOWELS else 'a'} {job.role}",
        "company": job.company.name,
        "area": job.area,
        "tool": job.tool,
        "other": job.other,
        "department": job.department,
        "city": job.city.name if job.language == "en" else job.city.local,
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


def _terms(dice: Dice, habit: Dice, phrases: Phrases, job: Job, filled: dict[str, str], *, with_pay: bool) -> Section:
    heading = habit.pick(phrases.heading_pay)
    lines = [
        f"{dice.pick(phrases.employment[job.employment])} {dice.pick(phrases.workplace[job.workplace])}".format_map(
            filled
        )
    ]
    sentence = dice.pick(phrases.pay[job.pay.period])
    if with_pay:
        lines.append(sentence.format(range=prose(job.pay, job.language, phrases.number)))
    return Section(heading, (), tuple(lines))
