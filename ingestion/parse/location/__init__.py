"""Parse locations: from a provider's parts and its location text to city, region, country and coordinates. No other
field.
"""
