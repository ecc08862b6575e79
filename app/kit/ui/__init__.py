"""Draw the elements several features share. No feature is imported here."""
