"""Turn searches into SQL expressions: of one person's criteria, or of the columns of all saved searches.

Not here: what an expression means for a listing (app.search.matching).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, null

from app.search.criteria import Criteria
from app.search.filters import FILTERS, Filter
from app.search.value_types import TEXT_VALUE, SqlValue
from database.models import SavedSearch, SavedSearchExtra

saved_searches = SavedSearch.__table__
search_extras = SavedSearchExtra.__table__


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """The filters of a search, or of many, as one SQL expression per filter name. Null, or no expression, is "any"."""

    expressions: Mapping[str, SqlValue]

    @classmethod
    def from_criteria(cls, criteria: Criteria) -> SearchTerms:
        """Return the filters that these criteria set, as literals."""
        return cls(
            {
                search_filter.name: _to_term(
                    search_filter, search_filter.value_type.to_sql(getattr(criteria, search_filter.name))
                )
                for search_filter in FILTERS
                if criteria.is_set(search_filter.name)
            }
        )

    @classmethod
    def from_saved_searches(
        cls, searches: FromClause = saved_searches, extras: FromClause = search_extras
    ) -> SearchTerms:
        """Return all filters as expressions over the columns of saved searches; no row can make them fail."""
        return cls(
            {
                search_filter.name: _to_term(search_filter, _read_saved(search_filter, searches, extras))
                for search_filter in FILTERS
            }
        )

    @classmethod
    def from_columns(cls, rows: FromClause) -> SearchTerms:
        """Return the filters that a relation made of `columns` holds."""
        return cls({name: rows.c[name] for name in cls.names()})

    @staticmethod
    def names() -> list[str]:
        """Return the names of all filters."""
        return [search_filter.name for search_filter in FILTERS]

    def get(self, name: str) -> SqlValue | None:
        """Return the expression of a filter, None where it is not set."""
        return self.expressions.get(name)

    def replace(self, **expressions: SqlValue) -> SearchTerms:
        """Return these terms with other expressions for some filters."""
        return SearchTerms({**self.expressions, **expressions})

    def columns(self) -> list[ColumnElement[Any]]:
        """Return each filter as a column of its name, so that it is computed once per search and not per listing."""
        return [self.expressions.get(name, null()).label(name) for name in self.names()]


def select_saved_keywords(searches: FromClause) -> SqlValue:
    """Return the keywords of saved searches as text, null where there are none."""
    return TEXT_VALUE.column_sql(searches.c.query)


def _to_term(search_filter: Filter, value: SqlValue) -> SqlValue:
    return search_filter.to_term(value) if search_filter.to_term else value


def _read_saved(search_filter: Filter, searches: FromClause, extras: FromClause) -> SqlValue:
    if search_filter.column:
        return search_filter.value_type.column_sql(searches.c[search_filter.column])
    return search_filter.value_type.stored_value_sql(extras.c.criteria[search_filter.name])
