"""Show everyone the market's latest and a signed-in user their agenda."""
