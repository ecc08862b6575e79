"""Migrations: from empty to the models, once, and by two processes at once."""

from __future__ import annotations

from database.migrate import differences
from tests.database.servers import TestDatabase


def test_migrations_give_what_the_models_say(each_database: TestDatabase) -> None:
    assert differences() == []
