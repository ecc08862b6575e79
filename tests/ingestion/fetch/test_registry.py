"""Test what every provider must state, and where its own rules apply."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from ingestion.http import HttpLimits
from ingestion.providers.base import JobProvider
from ingestion.registry import PROVIDERS

EACH = pytest.mark.parametrize("source", PROVIDERS.values(), ids=list(PROVIDERS))


def test_the_core_providers_are_there() -> None:
    assert set(PROVIDERS) >= {"adzuna", "usajobs", "greenhouse", "lever", "ashby"}


@EACH
def test_a_source_is_found_by_its_code_and_says_what_it_is(source: JobProvider) -> None:
    assert PROVIDERS[source.code] is source
    assert source.name
    assert source.type in {"api", "ats"}
    assert len(source.default_schedule.split()) == 5
    assert source.freshness.total_seconds() > 0
    assert (source.__doc__ or "").strip()


@EACH
def test_its_pace_holds_on_its_own_host_and_by_https(source: JobProvider) -> None:
    address = urlsplit(source.base_url)
    assert address.scheme == "https"
    assert address.hostname in source.hosts
    assert source.pace.max_parallel_calls >= 1


def test_adzuna_s_ads_are_not_aggregated_without_consent_and_are_credited() -> None:
    assert not PROVIDERS["adzuna"].may_aggregate
    assert PROVIDERS["adzuna"].attribution == "Jobs by Adzuna"


def test_limits_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBLEDGER_HTTP_TIMEOUT", "7")
    monkeypatch.setenv("JOBLEDGER_HTTP_MAX_BYTES", "1000")
    monkeypatch.setenv("JOBLEDGER_HTTP_CONTACT", "ops@example.org")
    limits = HttpLimits.from_settings()
    assert (limits.timeout, limits.max_bytes, limits.contact) == (7.0, 1000, "ops@example.org")
