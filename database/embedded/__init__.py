"""The PostgreSQL server that comes with JobLedger: found, started, stopped, and kept from other accounts."""
