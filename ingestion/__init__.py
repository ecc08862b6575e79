"""Fetch job postings from providers, land them and parse them into listings. Never imports the orchestrator or
the app.
"""
