"""Ask the API as somebody."""

from typing import Any

import httpx

from tests.people import Person


async def ask(
    client: httpx.AsyncClient, document: str, person: Person | None = None, **variables: Any
) -> dict[str, Any]:
    """Run `document` and return its data; a GraphQL error fails the test with its text."""
    answered = await answer_of(client, document, person, **variables)
    assert "errors" not in answered, answered["errors"]
    data: dict[str, Any] = answered["data"]
    return data


async def answer_of(
    client: httpx.AsyncClient, document: str, person: Person | None = None, **variables: Any
) -> dict[str, Any]:
    """Run `document` and return the whole answer, errors and all."""
    headers = {"Cookie": f"gongjue={person.token}"} if person else {}
    response = await client.post("/graphql", json={"query": document, "variables": variables}, headers=headers)
    whole: dict[str, Any] = response.json()
    return whole
