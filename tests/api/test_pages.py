"""Lists are read page by page: nothing twice, nothing missed, and a bad page is refused in words."""

import httpx

from domain.rules.policy import Role, ScopeKind
from domain.store.database import Database
from tests.api.asking import answer_of, ask
from tests.people import make_place, sign_in_staff

PAGE = """query($first: Int!, $after: String) {
  estates(first: $first, after: $after) { totalCount nodes { id } edges { cursor node { id } }
    pageInfo { hasNextPage endCursor } } }"""


async def test_pages_hold_every_row_once(database: Database, client: httpx.AsyncClient) -> None:
    city = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)
    for _ in range(5):
        await make_place(database)

    seen: list[str] = []
    after = None
    while True:
        page = (await ask(client, PAGE, city, first=2, after=after))["estates"]
        seen += [node["id"] for node in page["nodes"]]
        assert [edge["node"] for edge in page["edges"]] == page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert len(seen) == len(set(seen)) == page["totalCount"] >= 5


async def test_a_page_that_cannot_be_is_refused(database: Database, client: httpx.AsyncClient) -> None:
    city = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)

    too_many = await answer_of(client, PAGE, city, first=101, after=None)
    bad_cursor = await answer_of(client, PAGE, city, first=1, after="bm9uZQ==")

    assert "1 to 100" in too_many["errors"][0]["message"]
    assert "cursor" in bad_cursor["errors"][0]["message"]
