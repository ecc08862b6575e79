"""Give the tests of the API the applications' database and account."""

from tests.app.applications.conftest import ada, ada_session, shared  # noqa: F401 - fixtures
