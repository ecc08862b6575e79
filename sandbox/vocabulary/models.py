"""Define the records of the seed vocabulary. Holds no words and reads no files.

A file's keys are these classes' field names. Texts may hold placeholders such as {area}, {city} and {company}.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# American English, British English, and English anywhere else.
ENGLISH_VARIANTS = ("US", "GB", "other")

Texts = tuple[str, ...]
Weights = dict[str, float]


class VariantTexts:
    """A list of texts, some of which are used in one variant of English only.

    In a file such a text begins with `US: ` or `GB: `. A variant without any text uses the British ones.
    """

    __slots__ = ("_texts",)

    def __init__(self, tagged_texts: Texts) -> None:
        pairs = [
            (text[:2], text[3:].strip()) if text[:3] in ("US:", "GB:") else ("", text.strip()) for text in tagged_texts
        ]
        texts = {variant: tuple(text for tag, text in pairs if tag in ("", variant)) for variant in ENGLISH_VARIANTS}
        self._texts = {variant: texts[variant] or texts["GB"] for variant in ENGLISH_VARIANTS}

    def __getitem__(self, variant: str) -> Texts:
        return self._texts[variant]


@dataclass(frozen=True, slots=True)
class ProfessionTexts:
    """A profession's texts in one language.

    {tool} stands for one of `tools`, {other} for one of `others`; without such lists both stand for one of `skills`.
    """

    titles: VariantTexts
    areas: VariantTexts
    skills: VariantTexts
    opening_hooks: VariantTexts
    duties: VariantTexts
    requirements: VariantTexts
    tools: VariantTexts | None = None
    others: VariantTexts | None = None

    def list_tools(self, variant: str) -> Texts:
        """Return the options for {tool}."""
        return (self.tools or self.skills)[variant]

    def list_others(self, variant: str) -> Texts:
        """Return the options for {other}."""
        return (self.others or self.skills)[variant]


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession. `pay` is a mid-level year in US dollars; desk work can be done remotely."""

    key: str
    career_ladder: str
    pay: int
    is_paid_hourly: bool
    is_desk_work: bool
    category: str
    department: str
    texts: ProfessionTexts


@dataclass(frozen=True, slots=True)
class ProfessionFile:
    """A file of professions."""

    professions: tuple[Profession, ...]


@dataclass(frozen=True, slots=True)
class ProfessionTranslation:
    """A profession's texts in a language other than English."""

    key: str
    texts: ProfessionTexts


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """A file of professions' texts in one language."""

    professions: tuple[ProfessionTranslation, ...]


@dataclass(frozen=True, slots=True)
class LanguagePhrases:
    """The sentences from which a job description is written in one language.

    `title_patterns` maps a career ladder and a level to patterns over {title} and {department}. `benefits` maps a
    variant of English to bullets, `business_lines` a sector to what its employers say they do, `employment`,
    `workplace` and `pay` our words to the sentences that state them.
    """

    thousands_separator: str
    title_patterns: dict[str, dict[str, Texts]]
    intros: Texts
    intros_remote: Texts
    team: Texts
    about: Texts
    about_scale: Texts
    about_spirit: Texts
    heading_about: Texts
    heading_duties: Texts
    heading_requirements: Texts
    heading_benefits: Texts
    heading_pay: Texts
    heading_apply: Texts
    experience: dict[str, Texts]
    requirements_desk: Texts
    requirements_on_site: Texts
    benefits: dict[str, Texts]
    employment: dict[str, Texts]
    workplace: dict[str, Texts]
    pay: dict[str, Texts]
    apply: Texts
    equal_opportunity: Texts
    business_lines: dict[str, Texts]
    departments: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarketCity:
    """A city. `region_code` is the usual abbreviation of its region, `local_spelling` its name in its own language."""

    name: str
    region: str
    latitude: float
    longitude: float
    weight: float
    cost_factor: float
    region_code: str = ""
    local_spelling: str = ""

    @property
    def local_name(self) -> str:
        """Return the name in the local language."""
        return self.local_spelling or self.name


@dataclass(frozen=True, slots=True)
class MarketCountry:
    """A country with its cities.

    `pay_factor_low` and `pay_factor_high` turn US pay into local pay for work worth 38,000 and 160,000 dollars a year.
    """

    code: str
    name: str
    currency: str
    language: str
    english_variant: str
    pay_factor_low: float
    pay_factor_high: float
    lowest_hourly_pay: float
    adzuna_name: str
    cities: tuple[MarketCity, ...]


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """The countries in which there are jobs."""

    countries: tuple[MarketCountry, ...]


@dataclass(frozen=True, slots=True)
class SectorFile:
    """How often each sector hires each profession."""

    professions: dict[str, Weights]


@dataclass(frozen=True, slots=True)
class EmployerWords:
    """The parts of company names, and how often employers are of a sector and at home in a country.

    A country in `only_legal_form` knows no other form. `leading_words` stand before the name's stem, not after it.
    """

    home_countries: Weights
    leading_words: Texts
    invented_name_prefixes: Texts
    invented_name_suffixes: Texts
    legal_forms: dict[str, Texts]
    only_legal_form: dict[str, str]
    name_stems: dict[str, Texts]
    name_endings: dict[str, Texts]
    sector_words: dict[str, dict[str, Texts]]
    sectors: dict[str, Weights]


@dataclass(frozen=True, slots=True)
class OccupationalSeries:
    """A federal occupation: its public code and name, our profession, and the grades it is hired at."""

    code: str
    name: str
    profession: str
    title: str
    lowest_grade: int
    highest_grade: int


@dataclass(frozen=True, slots=True)
class FederalAgency:
    """An invented federal agency and the professions it hires."""

    name: str
    code: str
    professions: Texts


@dataclass(frozen=True, slots=True)
class FederalDepartment:
    """An invented federal department with its agencies."""

    name: str
    code: str
    agencies: tuple[FederalAgency, ...]


@dataclass(frozen=True, slots=True)
class FederalWords:
    """The federal government's occupations and departments. Wage-grade series are paid by the hour."""

    wage_grade_series: Texts
    series: tuple[OccupationalSeries, ...]
    departments: tuple[FederalDepartment, ...]


@dataclass(frozen=True, slots=True)
class AdzunaCountry:
    """Adzuna's habits in a country: its domain, and the shares of postings that have something."""

    domain: str
    guessed_salary_share: float
    coordinates_share: float
    unknown_category_share: float


@dataclass(frozen=True, slots=True)
class TitleReplacement:
    """A part of a title and what Adzuna writes in its place."""

    text: str
    replacement: str


@dataclass(frozen=True, slots=True)
class AdzunaWords:
    """Adzuna's categories, its countries, and how it rewords an employer's title."""

    categories: dict[str, str]
    countries: dict[str, AdzunaCountry]
    immediate_start: dict[str, str]
    title_replacements: tuple[TitleReplacement, ...]
