"""Dagster definitions: decorators and metadata over ingestion and dbt. No business logic."""
