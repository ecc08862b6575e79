"""Load and draw listings: cards, the full text, versions, differences and related jobs."""
