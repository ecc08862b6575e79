"""Compute the metrics of a user's own applications, by the definitions of docs/analytics.md.

All but `application_facts` are pure functions of what it read, of the time and of the user's time zone.
"""
