"""Show the job market from dbt's marts: openings, pay, skills, time to fill, data quality. No estimates here."""
