"""List the search filters, one entry each: control, storage, SQL condition and wording follow from it.

To add one: a field of `Criteria` with its bounds (app.search.criteria) and an entry here. Its name is its parameter in
addresses and its key in the extras of saved searches. Not here: the helpers that entries are made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.kit.formats import EMPLOYMENT_LABELS, LEVEL_LABELS, WORKPLACE_LABELS
from app.kit.i18n import N_, ngettext
from app.listings.cards import Card
from app.search import conditions, wording
from app.search.conditions import Condition
from app.search.controls import Control, choose_days, choose_labels, label_days, label_hours_or_days
from app.search.criteria import Criteria
from app.search.value_types import (
    CHOICES_VALUE,
    DAYS_VALUE,
    FLAG_VALUE,
    HIGHEST_AMOUNT_VALUE,
    LOWEST_AMOUNT_VALUE,
    TEXT_LIST_VALUE,
    TEXT_VALUE,
    SqlValue,
    ValueType,
)


@dataclass(frozen=True, slots=True)
class Facet:
    """A column of listings with few values, which indexes and the anchors of alerts know.

    Its anchors begin with `anchor`. `share` is how common a value is of which PostgreSQL has no statistics.
    `index_kind` is its letter in ops.facets. `code_sql` reads the value of a document `d` where the column holds an id.
    """

    column: str
    anchor: str
    share: float
    index_kind: str | None = None
    code_sql: str | None = None

    @property
    def value_sql(self) -> str:
        """Return the SQL expression of the value of a document `d`."""
        return self.code_sql or f"d.{self.column}"


COUNTRY_FACET = Facet("country", "country:", 0.002, "c")
WORKPLACE_FACET = Facet("workplace_type", "workplace:", 0.1, "w")
EMPLOYMENT_FACET = Facet("employment_type", "employment:", 0.1, "e")
LEVEL_FACET = Facet("experience_level", "level:", 0.05, "l")
SOURCE_FACET = Facet(
    "job_source_id", "source:", 0.2, code_sql="(select code from job_sources where id = d.job_source_id)"
)
# In the order of the arguments of ops.facets.
FACETS = (COUNTRY_FACET, WORKPLACE_FACET, EMPLOYMENT_FACET, LEVEL_FACET, SOURCE_FACET)


@dataclass(frozen=True, slots=True)
class Filter:
    """A search filter.

    `name` is the field of Criteria. `column` is its column in saved searches; without one it is kept in the extras.
    `to_term` makes what the condition compares with, once per search. `facet_value` stands for the value of a flag.
    `describe` words it for lists and emails; `explain_match` says why a listing matched, by default `describe` does.
    """

    name: str
    value_type: ValueType
    condition: Condition
    describe: Callable[[Criteria, Mapping[str, str]], str]
    control: Control | None
    column: str | None = None
    to_term: Callable[[SqlValue], SqlValue] | None = None
    facet: Facet | None = None
    facet_value: str | None = None
    explain_match: Callable[[Criteria, Card], str] | None = None


FILTERS: tuple[Filter, ...] = (
    Filter(
        "keywords",
        TEXT_VALUE,
        conditions.has_keywords,
        lambda criteria, _sources: wording.quote(criteria.keywords),
        Control(
            "text",
            N_("Title or keywords"),
            row=1,
            column=1,
            width=3,
            placeholder='data engineer "remote first" -senior',
            help=N_(
                "Jobs must contain every word. Use quotes for a phrase, a minus to exclude a word, OR for alternatives "
                "and a star for any ending: account*."
            ),
        ),
        column="query",
        to_term=conditions.build_keyword_query,
    ),
    Filter(
        "location",
        TEXT_VALUE,
        conditions.has_all_patterns("location_words"),
        lambda criteria, _sources: wording.describe_place(criteria.location),
        Control(
            "text",
            N_("Location"),
            row=1,
            column=2,
            width=2,
            placeholder=N_("City, region or country"),
            help=N_("Separate parts with commas; jobs must match all of them: Austin, United States."),
        ),
        column="location_text",
        to_term=conditions.build_place_patterns,
        explain_match=wording.explain_place,
    ),
    Filter(
        "country",
        TEXT_VALUE,
        conditions.is_equal_to("country"),
        lambda criteria, _sources: wording.describe_place(criteria.country),
        control=None,
        column="country",
        facet=COUNTRY_FACET,
        explain_match=wording.explain_place,
    ),
    Filter(
        "company",
        TEXT_VALUE,
        conditions.has_all_patterns("company_words"),
        lambda criteria, _sources: wording.describe_company(criteria.company),
        Control("text", N_("Company"), row=4, column=2, placeholder=""),
        to_term=conditions.build_name_pattern,
        explain_match=wording.explain_company,
    ),
    Filter(
        "remote",
        FLAG_VALUE,
        lambda _flag, listing, _now: listing.workplace_type == "remote",
        lambda _criteria, _sources: wording.describe_remote(),
        Control("toggle", N_("Remote only"), row=2, column=5, width=1.8),
        column="remote_flag",
        facet=WORKPLACE_FACET,
        facet_value="remote",
        explain_match=wording.explain_workplace,
    ),
    Filter(
        "salary_min",
        LOWEST_AMOUNT_VALUE,
        conditions.is_at_least("salary_year_max"),
        lambda criteria, _sources: wording.describe_lowest_pay(criteria),
        Control(
            "amount",
            N_("Min salary a year"),
            row=2,
            column=1,
            width=2,
            help=N_("Hourly, daily, weekly and monthly pay is converted to a full-time year."),
        ),
        column="salary_min",
        explain_match=wording.explain_pay,
    ),
    Filter(
        "salary_max",
        HIGHEST_AMOUNT_VALUE,
        conditions.is_at_most("salary_year_min"),
        lambda criteria, _sources: wording.describe_highest_pay(criteria),
        Control("amount", N_("Max salary a year"), row=2, column=2, width=2),
        column="salary_max",
        explain_match=wording.explain_pay,
    ),
    Filter(
        "currency",
        TEXT_VALUE,
        conditions.is_equal_to("currency"),
        lambda criteria, _sources: wording.describe_currency(criteria),
        Control("choice", N_("Currency"), row=2, column=3, width=1.6, offers="currencies"),
        explain_match=wording.explain_pay,
    ),
    Filter(
        "experience",
        CHOICES_VALUE,
        conditions.is_one_of("experience_level"),
        lambda criteria, _sources: wording.describe_choices(criteria.experience, LEVEL_LABELS),
        choose_labels(N_("Experience level"), row=2, column=4, labels=LEVEL_LABELS, width=3),
        column="experience_level",
        facet=LEVEL_FACET,
        explain_match=wording.explain_level,
    ),
    Filter(
        "workplace",
        CHOICES_VALUE,
        conditions.is_one_of("workplace_type"),
        lambda criteria, _sources: wording.describe_choices(criteria.workplace, WORKPLACE_LABELS),
        choose_labels(N_("Workplace"), row=3, column=1, labels=WORKPLACE_LABELS),
        column="workplace_type",
        facet=WORKPLACE_FACET,
        explain_match=wording.explain_workplace,
    ),
    Filter(
        "employment",
        CHOICES_VALUE,
        conditions.is_one_of("employment_type"),
        lambda criteria, _sources: wording.describe_choices(criteria.employment, EMPLOYMENT_LABELS),
        choose_labels(N_("Employment type"), row=3, column=2, labels=EMPLOYMENT_LABELS),
        column="employment_type",
        facet=EMPLOYMENT_FACET,
        explain_match=wording.explain_employment,
    ),
    Filter(
        "source",
        CHOICES_VALUE,
        conditions.has_source,
        lambda criteria, sources: wording.describe_sources(criteria.source, sources),
        Control("choices", N_("Source"), row=3, column=3, offers="sources"),
        facet=SOURCE_FACET,
        explain_match=wording.explain_source,
    ),
    Filter(
        "posted_within",
        DAYS_VALUE,
        conditions.is_posted_within,
        lambda criteria, _sources: wording.describe_posted_within(criteria.posted_within or 0),
        choose_days(N_("Posted within"), row=4, column=1, label_choice=label_hours_or_days),
    ),
    Filter(
        "apply_within",
        DAYS_VALUE,
        conditions.has_deadline_within,
        lambda criteria, _sources: ngettext(
            "apply by, within {count} day", "apply by, within {count} days", criteria.apply_within or 0
        ).format(count=criteria.apply_within),
        choose_days(N_("Apply by, within"), row=3, column=4, label_choice=label_days),
    ),
    Filter(
        "exclude_companies",
        TEXT_LIST_VALUE,
        conditions.has_no_pattern("company_words"),
        lambda criteria, _sources: wording.describe_excluded_companies(criteria.exclude_companies),
        Control("text_list", N_("Exclude companies"), row=4, column=3, placeholder="Acme, Globex"),
        column="company_exclude",
        to_term=conditions.build_name_patterns,
    ),
    Filter(
        "exclude_words",
        TEXT_LIST_VALUE,
        conditions.lacks_keywords,
        lambda criteria, _sources: wording.describe_excluded_keywords(criteria.exclude_words),
        Control("text_list", N_("Exclude keywords"), row=4, column=4, placeholder=N_("sales, on call")),
        column="keyword_exclude",
        to_term=conditions.build_any_phrase_query,
    ),
)
# Reading a document costs most, so that the conditions of these come last.
DOCUMENT_FILTERS = frozenset({"keywords", "exclude_words"})
