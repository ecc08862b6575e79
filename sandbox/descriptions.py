"""Write the text of a job description: which paragraphs and bullets it is made of. Markup lives in `markup`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sandbox.employers import Employer
from sandbox.jobs import Job
from sandbox.pay import format_range
from sandbox.seeded_random import SeededRandom
from sandbox.vocabulary.catalogue import PHRASES, get_texts_in_language
from sandbox.vocabulary.models import LanguagePhrases, Texts

_VOWELS = "AEIOaeio"
_COUNTRIES_IN_SENTENCES = {"US": "the United States", "GB": "the United Kingdom", "NL": "the Netherlands"}
_BEGINNER_LEVELS = ("intern", "entry")
# A requirement with one of these words asks for experience, which a beginner does not have.
_EXPERIENCE_WORDS = ("years", "Several", "Mehrjährige", "Plusieurs années", "Solide")


@dataclass(frozen=True, slots=True)
class DescriptionSection:
    """A heading with the bullets or paragraphs below it."""

    heading: str
    bullets: Texts = ()
    paragraphs: Texts = ()


@dataclass(frozen=True, slots=True)
class JobDescription:
    """A job description in parts. `intro` is the job in a few sentences, `about` the employer."""

    intro: Texts
    about: DescriptionSection
    duties: DescriptionSection
    requirements: DescriptionSection
    benefits: DescriptionSection
    terms: DescriptionSection
    apply: DescriptionSection

    @property
    def sections(self) -> tuple[DescriptionSection, ...]:
        """Return the middle sections in reading order."""
        return self.duties, self.requirements, self.benefits


@lru_cache(maxsize=4096)
def describe_employer(employer: Employer, language: str) -> DescriptionSection:
    """Return the section about an employer, which is the same in all its job descriptions."""
    phrases, rng = PHRASES[language], SeededRandom("about", employer.key, language)
    business_line = rng.choice(phrases.business_lines[employer.sector])
    pattern = rng.choice(phrases.about)
    if pattern.startswith("{line}"):
        business_line = business_line[0].upper() + business_line[1:]
    values = {
        "company": employer.name,
        "line": business_line,
        "year": employer.founded_year,
        "home": employer.home.name if language == "en" else employer.home.local_name,
        "people": f"{employer.headcount:,}".replace(",", phrases.thousands_separator),
    }
    business = pattern.format_map(values)
    team = f"{rng.choice(phrases.about_scale)} {rng.choice(phrases.about_spirit)}".format_map(values)
    heading = rng.choice(phrases.heading_about).format_map(values)
    paragraphs = (business, team) if rng.chance(0.6) else (f"{business} {team}",)
    return DescriptionSection(heading, paragraphs=paragraphs)


def write_description(job: Job, *, with_pay: bool) -> JobDescription:
    """Write the job description in its current wording. `with_pay` states the pay in a sentence."""
    variant = job.country.english_variant if job.language == "en" else "other"
    rng, values = SeededRandom("advert", job.text_key), _get_placeholder_values(job)
    phrases, texts = PHRASES[job.language], get_texts_in_language(job.profession, job.language)
    style = _draw_writing_style(job.employer, job.language, variant)
    duties = rng.sample(texts.duties[variant], rng.randint(5, 6) + job.revision)
    intro = _write_intro(rng, phrases, texts.opening_hooks[variant], job, values)
    requirements = _write_requirements(rng, phrases, texts.requirements[variant], job, values)
    terms = _write_terms(rng, phrases, job, values, with_pay=with_pay)
    return JobDescription(
        intro=intro,
        about=style.about,
        duties=DescriptionSection(style.heading_duties, tuple([text.format_map(values) for text in duties])),
        requirements=DescriptionSection(style.heading_requirements, requirements),
        benefits=style.benefits,
        terms=DescriptionSection(style.heading_pay, paragraphs=terms),
        apply=DescriptionSection(style.heading_apply, paragraphs=(rng.choice(phrases.apply), style.equal_opportunity)),
    )


@dataclass(frozen=True, slots=True)
class _WritingStyle:
    """The parts that are alike in all of an employer's job descriptions of a language and variant."""

    about: DescriptionSection
    benefits: DescriptionSection
    heading_duties: str
    heading_requirements: str
    heading_pay: str
    heading_apply: str
    equal_opportunity: str


@lru_cache(maxsize=4096)
def _draw_writing_style(employer: Employer, language: str, variant: str) -> _WritingStyle:
    rng, phrases = SeededRandom("wording", employer.key), PHRASES[language]
    benefits = phrases.benefits.get(variant, phrases.benefits["other"])
    heading_duties = rng.choice(phrases.heading_duties)
    heading_requirements = rng.choice(phrases.heading_requirements)
    heading_benefits = rng.choice(phrases.heading_benefits)
    return _WritingStyle(
        about=describe_employer(employer, language),
        benefits=DescriptionSection(heading_benefits, tuple(rng.sample(benefits, rng.randint(4, 6)))),
        heading_duties=heading_duties,
        heading_requirements=heading_requirements,
        heading_pay=rng.choice(phrases.heading_pay),
        heading_apply=rng.choice(phrases.heading_apply),
        equal_opportunity=rng.choice(phrases.equal_opportunity),
    )


def _write_requirements(
    rng: SeededRandom, phrases: LanguagePhrases, options: Texts, job: Job, values: dict[str, str]
) -> Texts:
    requirements = rng.sample(options, rng.randint(3, 4))
    if job.level in _BEGINNER_LEVELS:
        requirements = [text for text in requirements if not any(word in text for word in _EXPERIENCE_WORDS)]
    general_requirements = phrases.requirements_desk if job.profession.is_desk_work else phrases.requirements_on_site
    experience = rng.choice(phrases.experience[job.level])
    texts = [experience, *requirements, *rng.sample(general_requirements, rng.randint(1, 2))]
    return tuple([text.format_map(values) for text in texts])


def _get_placeholder_values(job: Job) -> dict[str, str]:
    return {
        "title": job.role,
        "a_title": f"{'an' if job.role[0] in _VOWELS else 'a'} {job.role}",
        "company": job.employer.name,
        "area": job.area,
        "tool": job.tool,
        "other": job.other,
        "department": job.department,
        "city": job.get_city_name(job.city),
        "country": _COUNTRIES_IN_SENTENCES.get(job.country.code, job.country.name),
    }


def _write_intro(
    rng: SeededRandom, phrases: LanguagePhrases, opening_hooks: Texts, job: Job, values: dict[str, str]
) -> Texts:
    options = phrases.intros_remote if job.workplace == "remote" else phrases.intros
    intro = options[(rng.randint(0, len(options) - 1) + job.revision) % len(options)]
    opening_hook, *other_opening_hooks = rng.sample(opening_hooks, rng.randint(1, 2))
    size = rng.randint(3, 16)
    team = rng.choice(phrases.team).format_map(values | {"size": str(size)})
    first_paragraph = f"{intro} {opening_hook}".format_map(values)
    return (first_paragraph, f"{other_opening_hooks[0].format_map(values)} {team}" if other_opening_hooks else team)


def _write_terms(
    rng: SeededRandom, phrases: LanguagePhrases, job: Job, values: dict[str, str], *, with_pay: bool
) -> Texts:
    employment, workplace = phrases.employment[job.employment], phrases.workplace[job.workplace]
    terms = f"{rng.choice(employment)} {rng.choice(workplace)}".format_map(values)
    pay_pattern = rng.choice(phrases.pay[job.pay.period])
    if not with_pay:
        return (terms,)
    return terms, pay_pattern.format(range=format_range(job.pay, job.language, phrases.thousands_separator))
