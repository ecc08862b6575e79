"""The schema: models, migrations, SQL files, roles, settings, engine and sessions. Imports no other room."""
