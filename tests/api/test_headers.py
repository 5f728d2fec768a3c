"""Every answer says what a browser may not do with it."""

import httpx
import pytest

from schema.headers import ALWAYS


@pytest.mark.parametrize("path", ["/health", "/graphql", "/nothing.here"])
async def test_every_answer_carries_the_safe_headers(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path)
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS


async def test_a_route_may_say_more_precisely_what_its_page_needs(client: httpx.AsyncClient) -> None:
    page = await client.get("/demo/outbox")
    assert page.status_code == 200
    policy = page.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert "default-src 'none'" in policy[0]
