"""Word lists the parsers read, as TOML; written for JobLedger. Lists only, no code."""
