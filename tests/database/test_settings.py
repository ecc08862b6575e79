"""Settings: read from the environment, with secret files created once and a page that explains them all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from database.settings import REPOSITORY, SETTINGS_PAGE, Settings, load_or_create_secret, render_settings_page, settings


def test_the_state_folder_is_in_the_checkout_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JOBLEDGER_HOME")
    assert settings().home == REPOSITORY / ".jobledger"
    monkeypatch.setenv("JOBLEDGER_HOME", "/somewhere/else")
    assert settings().home == Path("/somewhere/else")


def test_a_relative_state_folder_is_where_the_command_was_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOBLEDGER_HOME", "state")
    assert settings().home == tmp_path / "state"


def test_a_setting_has_no_other_name_than_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """HOME, the shell's own variable, must not become the state folder."""
    monkeypatch.delenv("JOBLEDGER_HOME")
    monkeypatch.setenv("HOME", "/home/ada")
    assert settings().home == REPOSITORY / ".jobledger"


def test_settings_are_kept_until_the_environment_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = settings()
    assert settings() is first
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example.org")
    assert settings().public_url == "https://jobs.example.org"


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBLEDGER_HTTP_TIMEOUT", "")
    monkeypatch.setenv("DATABASE_URL", "")
    assert settings().http_timeout == Settings.model_fields["http_timeout"].default
    assert settings().database_url is None


def test_a_bad_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_PORT", "99999")
    with pytest.raises(ValidationError, match="APP_PORT"):
        settings()


def test_secrets_stay_out_of_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner:hunter2@db.example.org/jobledger")
    assert "hunter2" not in repr(settings())


def test_a_secret_file_is_created_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "state" / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: load_or_create_secret(path), range(32)))
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_the_secret_key_is_made_in_the_state_folder_when_none_is_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("JOBLEDGER_SECRET_KEY")
    monkeypatch.setenv("JOBLEDGER_HOME", str(tmp_path))
    assert settings().secret_key == (tmp_path / "secret_key").read_text()


def test_the_page_of_settings_is_current() -> None:
    assert SETTINGS_PAGE.read_text(encoding="utf-8") == render_settings_page(), (
        "run: .venv/bin/python -m database.settings"
    )


def test_the_page_explains_every_setting() -> None:
    for field in Settings.model_fields.values():
        assert field.alias
        assert field.description
        assert f"| `{field.alias}` |" in render_settings_page()
