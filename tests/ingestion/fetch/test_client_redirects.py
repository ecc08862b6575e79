"""Check which redirects the client follows, and that credentials are never shown or sent to another host."""

from __future__ import annotations

from typing import Any

import pytest

from ingestion.http import ProviderClient, ProviderError, ProviderRequest, Unauthorised
from tests.ingestion.fetch.fake_provider import QUICK_LIMITS, FakeProvider, FakeReply, reply_in_order, run_in_loop
from tests.ingestion.fetch.test_client import VALID_BODY, send_failing_request


@run_in_loop
async def test_redirects_on_the_same_host_are_followed_with_the_credentials() -> None:
    def reply_to(call: Any) -> Any:
        return FakeReply(status=302, headers={"Location": "/new?page=1"}) if call.path == "/jobs" else VALID_BODY

    async with FakeProvider(reply_to) as provider, ProviderClient(QUICK_LIMITS) as client:
        response = await client.get_json(ProviderRequest(provider.url + "/jobs", {"Authorization-Key": "k-1"}))
    assert response.data == VALID_BODY
    assert [(c.path, c.headers["authorization-key"]) for c in provider.calls] == [("/jobs", "k-1"), ("/new", "k-1")]


@run_in_loop
async def test_redirects_elsewhere_are_not_followed() -> None:
    async with FakeProvider(reply_in_order(VALID_BODY)) as other_host:
        location = {"Location": f"{other_host.url}/login?token=t-123"}
        error, calls = await send_failing_request(
            reply_in_order(FakeReply(status=302, headers=location)), headers={"Authorization-Key": "k-1"}
        )
        assert isinstance(error, ProviderError)
        assert "another host" in str(error)
        assert "t-123" not in str(error)
        assert (calls, other_host.calls) == (1, [])


@run_in_loop
async def test_redirects_in_a_circle_end() -> None:
    error, calls = await send_failing_request(reply_in_order(FakeReply(status=301, headers={"Location": "/jobs"})))
    assert isinstance(error, ProviderError)
    assert "more than 5 times" in str(error)
    assert calls == 6


@run_in_loop
async def test_user_and_password_of_an_address_are_sent_but_never_shown() -> None:
    async with (
        FakeProvider(reply_in_order(FakeReply(b"hallo:geheim refused", 401))) as provider,
        ProviderClient(QUICK_LIMITS) as client,
    ):
        with pytest.raises(Unauthorised) as raised:
            await client.get_json(ProviderRequest(provider.url.replace("//", "//hallo:geheim@") + "/jobs"))
    assert provider.calls[0].headers["authorization"].startswith("Basic ")
    assert "geheim" not in str(raised.value)
