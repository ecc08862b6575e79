"""Give the tests of the server the accounts' clock, database and address."""

from tests.app.accounts.conftest import clock, owner  # noqa: F401 - fixtures
