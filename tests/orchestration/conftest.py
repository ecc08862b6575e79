"""Loads dagster-dbt once, past a warning about one of its own dependencies."""

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "sqlglotrs is deprecated", DeprecationWarning)
    import dagster_dbt  # noqa: F401
