"""Asking providers over HTTP: one client, retries, limits, politeness, redaction. Knows no provider's fields.

FetchError
├── NotConfigured      a credential is missing or a board's name makes no sense: the operator sets it
├── Unreachable        no whole answer: connection, timeout, truncated body, deadline
├── TooLarge           the answer is over the size limit
├── BudgetSpent        our allowance of calls is used up (`until`)
├── BadAnswer          an answer, but not what the provider documents (`excerpt`)
└── ProviderError      an error status (`status`, `excerpt`, `retry_at`)
    ├── Unauthorised   401, 403
    ├── NotFound       404, 410
    └── RateLimited    429
"""

from ingestion.http.answers import Answer
from ingestion.http.client import Client, Request
from ingestion.http.errors import (
    BadAnswer,
    BudgetSpent,
    FetchError,
    NotConfigured,
    NotFound,
    ProviderError,
    RateLimited,
    TooLarge,
    Unauthorised,
    Unreachable,
)
from ingestion.http.limits import Budget, Limits, Pace
from ingestion.http.redaction import redact
from ingestion.http.redaction import redact as validator_key
from ingestion.http.redirects import host_of

__all__ = [
    "Answer",
    "BadAnswer",
    "Budget",
    "BudgetSpent",
    "Client",
    "FetchError",
    "Limits",
    "NotConfigured",
    "NotFound",
    "Pace",
    "ProviderError",
    "RateLimited",
    "Request",
    "TooLarge",
    "Unauthorised",
    "Unreachable",
    "host_of",
    "redact",
    "validator_key",
]
