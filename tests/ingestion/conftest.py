"""Provide the fixtures of landing's tests: the pipeline's connection, and an empty board."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from ingestion import landing
from tests.database.servers import TestDatabase
from tests.ingestion.board import Board


@pytest.fixture
def connection(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.libpq_url("pipeline"), autocommit=True) as pipeline_connection:
        landing.create_work_tables(pipeline_connection)
        yield pipeline_connection


@pytest.fixture
def board(connection: psycopg.Connection) -> Board:
    return Board(connection, "acme")
