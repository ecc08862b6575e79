"""Describe whole searches, and why a listing matched one, as plain text to be escaped where it is drawn.

Not here: the words of one filter (app.search.wording).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.kit.i18n import _
from app.listings.cards import Card
from app.search.criteria import Criteria
from app.search.filters import FILTERS
from app.search.wording import explain_keywords

_MAX_NAME_LENGTH = 80
_NAME_PARTS = 3
_MAX_KEYWORDS = 6


def describe_search(criteria: Criteria, sources: Mapping[str, str]) -> str:
    """Return the search in words: "“data engineer”, in Berlin, remote, from €60,000 a year"."""
    return ", ".join(_describe_filters(criteria, sources)) or _("all open jobs")


def name_search(criteria: Criteria) -> str:
    """Return a short name for the search, made of its first filters."""
    name = ", ".join(_describe_filters(criteria, {})[:_NAME_PARTS]) or _("All open jobs")
    return name[:_MAX_NAME_LENGTH]


def explain_match(criteria: Criteria, card: Card, keywords: Sequence[str]) -> list[str]:
    """Return the reasons why a listing matched, one per line; `keywords` are its words that the keywords matched."""
    reasons = []
    for search_filter in FILTERS:
        if not criteria.is_set(search_filter.name):
            continue
        if search_filter.name == "keywords":
            reasons.append(explain_keywords(criteria, keywords[:_MAX_KEYWORDS]))
        elif search_filter.explain_match:
            reasons.append(search_filter.explain_match(criteria, card))
        else:
            description = search_filter.describe(criteria, {})
            reasons.append(description[:1].upper() + description[1:])
    return list(dict.fromkeys(reasons))


def _describe_filters(criteria: Criteria, sources: Mapping[str, str]) -> list[str]:
    descriptions = [
        search_filter.describe(criteria, sources) for search_filter in FILTERS if criteria.is_set(search_filter.name)
    ]
    return list(dict.fromkeys(description for description in descriptions if description))
