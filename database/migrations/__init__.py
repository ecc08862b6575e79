"""Alembic's environment. The way from an empty database to the models, step by step, is in versions/."""
