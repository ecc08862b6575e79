"""Someone's applications: stages, records, their timeline and files, what is due. Sessions act for one person."""
