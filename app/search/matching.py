"""Decide which listings a search matches: the one definition for search, counts, preview and alerts.

Here: conditions over search documents. Not here: the condition of each filter (app.search.filters), where its value
comes from (app.search.terms), order and paging (app.search.feed).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, literal, literal_column, or_
from sqlalchemy.dialects.postgresql import TSQUERY

from app.kit.tables import documents
from app.search.conditions import Columns, document_has_keywords, document_lacks_keywords, only_if_set
from app.search.criteria import Criteria
from app.search.filters import DOCUMENT_FILTERS, FACETS, FILTERS, Filter
from app.search.terms import SearchTerms
from app.search.value_types import SqlValue

_FACET_COLUMNS = tuple(facet.column for facet in FACETS if facet.index_kind)
# The filters by patterns, and the indexed column of words that each looks at.
_PATTERN_COLUMNS = {"company": "company_words", "location": "location_words"}
_BLANK_SQL: ColumnElement[str] = literal_column("' '")


def build_matches(criteria: Criteria, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions under which an open listing's document matches; all of them must hold."""
    terms = SearchTerms.from_criteria(criteria)
    return [*_build_indexed_conditions(terms), *build_conditions(terms, now)]


def build_candidates(criteria: Criteria, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions that indexes and short columns can decide; `check_document` decides the rest."""
    terms = SearchTerms.from_criteria(criteria)
    keywords = (
        only_if_set(_build_required_words(criteria), lambda query: document_has_keywords(query, documents.c.document))
        if criteria.keywords
        else []
    )
    return [*_build_indexed_conditions(terms), *_build_column_conditions(terms, now, documents.c), *keywords]


def check_document(criteria: Criteria, document: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """Return the conditions that only a candidate's document can decide: phrases and excluded keywords."""
    terms = SearchTerms.from_criteria(criteria)
    exclusion_conditions = only_if_set(
        terms.get("exclude_words"), lambda query: document_lacks_keywords(query, document)
    )
    keywords = terms.get("keywords")
    if keywords is None:
        return exclusion_conditions
    has_only_required_words = _build_required_words(criteria) == keywords
    conditions = only_if_set(keywords, lambda query: document_has_keywords(query, document))
    return [*(or_(has_only_required_words, condition) for condition in conditions), *exclusion_conditions]


def build_conditions(terms: SearchTerms, now: datetime, listings: FromClause = documents) -> list[ColumnElement[bool]]:
    """Return the conditions of any terms: literals of one search, or columns of many beside the documents.

    `listings` may be documents as they were earlier, which have the same columns.
    """
    return [
        *_build_column_conditions(terms, now, listings.c),
        *(
            condition
            for search_filter in FILTERS
            if search_filter.name in DOCUMENT_FILTERS
            for condition in _build_filter_conditions(search_filter, terms, now, listings.c)
        ),
    ]


def _build_column_conditions(terms: SearchTerms, now: datetime, listing: Columns) -> list[ColumnElement[bool]]:
    return [
        listing.is_open,
        *(
            condition
            for search_filter in FILTERS
            if search_filter.name not in DOCUMENT_FILTERS
            for condition in _build_filter_conditions(search_filter, terms, now, listing)
        ),
    ]


def _build_filter_conditions(
    search_filter: Filter, terms: SearchTerms, now: datetime, listing: Columns
) -> list[ColumnElement[bool]]:
    return only_if_set(terms.get(search_filter.name), lambda term: search_filter.condition(term, listing, now))


def _build_indexed_conditions(terms: SearchTerms) -> list[ColumnElement[bool]]:
    """Return what holds wherever the conditions do, written as the indexes of listing_documents have it."""
    words = [
        func.string_to_array(func.btrim(documents.c[column]), _BLANK_SQL).bool_op("@>")(
            func.ops.pattern_words(patterns)
        )
        for name, column in _PATTERN_COLUMNS.items()
        if (patterns := terms.get(name)) is not None
    ]
    facets = func.ops.facets(*(documents.c[name] for name in _FACET_COLUMNS))
    return [
        *words,
        *(
            facets.bool_op("&&")(
                func.ops.facet(search_filter.facet.index_kind, _build_facet_value(search_filter, term))
            )
            for search_filter in FILTERS
            if search_filter.facet and search_filter.facet.index_kind
            if (term := terms.get(search_filter.name)) is not None
        ),
    ]


def _build_facet_value(search_filter: Filter, term: SqlValue) -> SqlValue:
    return literal(search_filter.facet_value) if search_filter.facet_value else term


def _build_required_words(criteria: Criteria) -> SqlValue:
    """Return a query for the words that must occur, in any order."""
    return func.ops.in_any_order(func.ops.wanted_query(criteria.keywords), type_=TSQUERY)
