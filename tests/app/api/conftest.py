"""Give the tests of the API the applications' database and account."""

from tests.app.applications.conftest import ada, own, shared  # noqa: F401 - fixtures
