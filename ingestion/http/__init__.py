"""Fetch JSON from providers: one client with retries, limits, throttling and redaction. Knows no provider's fields.

FetchError
├── NotConfigured      a credential is missing or a board's name is not valid: the operator sets it
├── Unreachable        no complete response: connection, timeout, truncated body, deadline
├── ResponseTooLarge   the response is over the size limit
├── BudgetExhausted    the provider allows no more calls for now (`until`)
├── InvalidResponse    a response, but not what the provider documents (`excerpt`)
└── ProviderError      an error status (`status`, `excerpt`, `retry_at`)
    ├── Unauthorised   401, 403
    ├── BoardNotFound  404, 410
    └── RateLimited    429
"""

from ingestion.http.client import ProviderClient, ProviderRequest
from ingestion.http.errors import (
    BoardNotFound,
    BudgetExhausted,
    FetchError,
    InvalidResponse,
    NotConfigured,
    ProviderError,
    RateLimited,
    ResponseTooLarge,
    Unauthorised,
    Unreachable,
)
from ingestion.http.limits import CallBudget, HttpLimits, RequestPace
from ingestion.http.redaction import redact
from ingestion.http.redaction import redact as cache_validator_key
from ingestion.http.redirects import get_host
from ingestion.http.responses import ProviderResponse

__all__ = [
    "BoardNotFound",
    "BudgetExhausted",
    "CallBudget",
    "FetchError",
    "HttpLimits",
    "InvalidResponse",
    "NotConfigured",
    "ProviderClient",
    "ProviderError",
    "ProviderRequest",
    "ProviderResponse",
    "RateLimited",
    "RequestPace",
    "ResponseTooLarge",
    "Unauthorised",
    "Unreachable",
    "cache_validator_key",
    "get_host",
    "redact",
]
