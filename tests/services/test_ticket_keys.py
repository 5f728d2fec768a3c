"""A key stands for all that was filed under it, the photos and the place too."""

from uuid import uuid4

import httpx
import pytest

from domain.rules.refusals import KeyAlreadyUsed
from domain.store.database import Database
from tests.services.ticketing import a_photo, filed, make_neighbourhood


async def test_a_photo_that_is_added_after_the_filing_is_not_lost_in_silence(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    key, photos = uuid4(), tuple([await a_photo(database, client, around, around.resident.person) for _ in range(2)])
    first = await filed(database, around.resident, client_key=key, photo_ids=photos[:1], place_note="北侧卧室")
    assert await filed(database, around.resident, client_key=key, photo_ids=photos[:1], place_note="北侧卧室 ") == first
    for others in ((), photos):
        with pytest.raises(KeyAlreadyUsed):
            await filed(database, around.resident, client_key=key, photo_ids=others, place_note="北侧卧室")
