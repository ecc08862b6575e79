"""Read the seed vocabulary in `sandbox/words/` and hold it as typed data. Decides nothing about how it is used."""
