"""Read the market's metrics from dbt's marts. Nothing is estimated here."""
