"""Parse salaries: from a provider's amounts, its salary text or the description to one range. No other field."""
