"""Help those who work on JobLedger. Running it needs nothing from here."""
