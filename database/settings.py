"""Every setting that JobLedger reads from its environment. Settings of a single source are in job_sources.

`python -m database.settings` rewrites docs/settings.md from the fields below.
"""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from database.oidc_settings import OidcProviderSettings, validate_provider_names
from database.state_folder import create_private_folder

REPOSITORY = Path(__file__).resolve().parents[1]
SETTINGS_PAGE = REPOSITORY / "docs" / "settings.md"


def _make_absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _add_missing_timezone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _validate_web_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{address!r} is not an address like https://jobs.example.org")
    return address.rstrip("/")


def _validate_networks(networks: str) -> str:
    for part in networks.split(","):
        ip_network(part.strip() or "::/128")
    return networks


class Settings(BaseSettings):
    """The settings of the environment. A field's alias is its variable; an empty variable counts as unset."""

    # An error must not repeat the value: several are secrets.
    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)

    home: Annotated[Path, AfterValidator(_make_absolute)] = Field(
        default=REPOSITORY / ".jobledger",
        alias="JOBLEDGER_HOME",
        description="The state folder: the embedded database, the secret key, logs. Keep it to keep your data.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        alias="DATABASE_URL",
        description=(
            "A PostgreSQL 15 or later to use instead of the embedded one, as its owner: "
            "`postgresql://owner:password@host:5432/name`. The owner needs CREATEROLE and must own the database."
        ),
    )
    installation: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{0,30}$")] | None = Field(
        default=None,
        alias="JOBLEDGER_INSTALLATION",
        description=(
            "A name for this JobLedger, of lower-case letters and digits, where another one uses the same server: the "
            "server's roles are then called `jobledger_NAME_app` and so on. Set it before the first "
            "`jobledger db migrate`."
        ),
    )
    secret: SecretStr | None = Field(
        default=None,
        alias="JOBLEDGER_SECRET_KEY",
        min_length=16,
        description=(
            "Encrypts stored credentials and derives the passwords of the database roles. Unset, it is made once as "
            "`secret_key` in the state folder (mode 600). After changing it run `jobledger db migrate` and set the "
            "sources' credentials again."
        ),
    )
    moment: Annotated[datetime, AfterValidator(_add_missing_timezone)] | None = Field(
        default=None,
        alias="JOBLEDGER_NOW",
        description=(
            "The time that JobLedger takes for now, for the sandbox market and tests (ISO 8601, UTC unless it names "
            "another zone). Unset, the real time."
        ),
    )
    public_address: Annotated[str, AfterValidator(_validate_web_address)] | None = Field(
        default=None,
        alias="PUBLIC_URL",
        description=(
            "The app's address, as `https://jobs.example.org`. Links in emails and GitHub's redirects begin with it, "
            "and sign-in answers at no other address. Unset, `http://localhost` at APP_PORT."
        ),
    )
    trusted_proxies: Annotated[str, AfterValidator(_validate_networks)] = Field(
        default="",
        alias="TRUSTED_PROXIES",
        description=(
            "Networks of proxies in front of the app, as `10.0.0.0/8,127.0.0.1`; their X-Forwarded-For is trusted. "
            "Unset, a client's address is that of its connection."
        ),
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        alias="SMTP_URL",
        description="The server that sends email: `smtp://user:password@host:587`. Unset, emails stay in the outbox.",
    )
    github_client_id: str | None = Field(
        default=None,
        alias="GITHUB_CLIENT_ID",
        description="The OAuth application for signing in with GitHub. Unset, the button is hidden.",
    )
    github_client_secret: SecretStr | None = Field(
        default=None, alias="GITHUB_CLIENT_SECRET", description="The secret of that OAuth application."
    )
    github_url: Annotated[str, AfterValidator(_validate_web_address)] = Field(
        default="https://github.com",
        alias="GITHUB_URL",
        description="The address of GitHub's sign-in pages; another one for GitHub Enterprise.",
    )
    github_api_url: Annotated[str, AfterValidator(_validate_web_address)] = Field(
        default="https://api.github.com",
        alias="GITHUB_API_URL",
        description="The address of GitHub's API; `https://HOST/api/v3` for GitHub Enterprise.",
    )
    oidc_providers: Annotated[tuple[OidcProviderSettings, ...], AfterValidator(validate_provider_names)] = Field(
        default=(),
        alias="OIDC_PROVIDERS",
        description=(
            "Other ways to sign in, by OpenID Connect, as JSON: "
            '`[{"name": "google", "label": "Google", "issuer": "https://accounts.google.com", "client_id": "…", '
            '"client_secret": "…"}]`. `name` is part of the address that the issuer must know, '
            "`PUBLIC_URL/auth/oidc/NAME/callback`, and `label` is what people read. The issuer answers over https at "
            "`ISSUER/.well-known/openid-configuration`."
        ),
    )
    mail_from: str | None = Field(
        default=None,
        alias="MAIL_FROM",
        description="The sender of emails, as `JobLedger <hello@example.org>`. Unset, `no-reply` at PUBLIC_URL's host.",
    )
    http_timeout: float = Field(
        default=30.0,
        gt=0,
        alias="JOBLEDGER_HTTP_TIMEOUT",
        description="Seconds without data after which a request to a provider fails.",
    )
    http_deadline: float = Field(
        default=300.0,
        gt=0,
        alias="JOBLEDGER_HTTP_DEADLINE",
        description="Seconds that all attempts at one request may take together.",
    )
    http_max_bytes: int = Field(
        default=128 * 1024 * 1024,
        gt=0,
        alias="JOBLEDGER_HTTP_MAX_BYTES",
        description="The largest response that is read, in bytes after decompression.",
    )
    http_contact: str | None = Field(
        default=None,
        alias="JOBLEDGER_HTTP_CONTACT",
        description="A contact address in the User-Agent, so that a provider can reach you. Unset, none is sent.",
    )
    app_port: int = Field(default=8501, gt=0, lt=65536, alias="APP_PORT", description="The port of the app.")
    dagster_port: int = Field(
        default=3000, gt=0, lt=65536, alias="DAGSTER_PORT", description="The port of Dagster's interface."
    )
    dagster_address: Annotated[str, AfterValidator(_validate_web_address)] | None = Field(
        default=None,
        alias="DAGSTER_URL",
        description=(
            "The address of Dagster's interface, as `https://jobs.example.org:8443`. It answers at no other, and to "
            "signed-in operators only, so its host must be that of PUBLIC_URL. Unset, that host at DAGSTER_PORT."
        ),
    )
    sandbox_port: int = Field(
        default=8600, gt=0, lt=65536, alias="MARKET_PORT", description="The port of the sandbox market."
    )

    @property
    def dagster_url(self) -> str:
        """Return the address of Dagster's interface, without a slash at the end."""
        return self.dagster_address or f"http://{urlsplit(self.public_url).hostname}:{self.dagster_port}"

    @property
    def public_url(self) -> str:
        """Return the app's address, without a slash at the end."""
        return self.public_address or f"http://localhost:{self.app_port}"

    @cached_property
    def secret_key(self) -> str:
        """Return the secret key that all other secrets are derived from. Unset, it is created in the state folder."""
        if self.secret is not None:
            return self.secret.get_secret_value()
        return load_or_create_secret(self.home / "secret_key")


def settings() -> Settings:
    """Return the settings of this process; they are read again only when one of their variables changed."""
    return _load_settings(tuple(os.environ.get(name) for name in _VARIABLE_NAMES))


def load_or_create_secret(path: Path) -> str:
    """Return the text of a secret file. A missing file is created with random text and mode 600.

    Safe when two processes call it at once: both get the text of the first.
    """
    if not path.exists():
        create_private_folder(path.parent)
        draft_file = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        draft_file.touch(mode=0o600, exist_ok=False)
        draft_file.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(draft_file, path)
        except FileExistsError:
            pass
        finally:
            draft_file.unlink()
    return path.read_text(encoding="ascii").strip()


def render_settings_page() -> str:
    """Return the page docs/settings.md: every variable with its default and meaning, in the order of the fields."""
    fields = Settings.model_fields.values()
    rows = [f"| `{field.alias}` | {_default_text(field)} | {field.description} |" for field in fields]
    header_lines = [
        "# Settings",
        "",
        "All are environment variables and all are optional. This page is written by `python -m database.settings`.",
        "",
        "| variable | default | meaning |",
        "|---|---|---|",
    ]
    return "\n".join([*header_lines, *rows, ""])


def _default_text(field: FieldInfo) -> str:
    default: Any = field.default
    if default is None or default == ():
        return "unset"
    if isinstance(default, Path):
        return f"`{default.relative_to(REPOSITORY)}/` in the checkout"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


@lru_cache(maxsize=8)
def _load_settings(_environment: tuple[str | None, ...]) -> Settings:
    return Settings()


_VARIABLE_NAMES = tuple(str(field.alias) for field in Settings.model_fields.values())

if __name__ == "__main__":
    SETTINGS_PAGE.write_text(render_settings_page(), encoding="utf-8")
