"""The schema, its migrations, roles, settings and engine. Imports no other room."""
