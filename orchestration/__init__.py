"""Define Dagster assets, checks, jobs and schedules over ingestion, dbt and the app. No business logic."""
