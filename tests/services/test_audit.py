"""The audit is a chain per estate: a record that is altered or gone shows."""

import asyncio
from uuid import UUID

import asyncpg
import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import NotFound
from domain.services import audit
from domain.services.audit import Verification, chains_to_seal, seal, verify
from domain.services.castings import cast
from domain.store.database import Database
from tests.api.asking import ask
from tests.conftest import Servers
from tests.people import make_place, sign_in_staff
from tests.services.castings import make_voter, open_ballot
from workers.audit import seal_chains


async def write(database: Database, estate: UUID, count: int) -> None:
    for number in range(count):
        async with database.transaction(SYSTEM) as tx:
            tx.record("thing.done", "thing", None, estate_id=estate, after={"number": number}, reason="试验")


async def standing(database: Database, chain: UUID) -> Verification:
    async with database.read() as session:
        return await verify(session, chain)


async def seal_what_other_tests_left(database: Database) -> None:
    """One look finds no more than 500 chains; whoever wants to be among them makes room first."""
    while True:
        async with database.glance() as session:
            waiting = await chains_to_seal(session)
        if not waiting:
            return
        await seal_chains(database, waiting)


async def test_records_are_sealed_once_in_their_order(database: Database) -> None:
    await seal_what_other_tests_left(database)
    place = await make_place(database)
    await write(database, place.estate_id, 3)
    async with database.glance() as session:
        assert place.estate_id in await chains_to_seal(session)

    await seal_chains(database, [place.estate_id])
    await write(database, place.estate_id, 2)
    await seal_chains(database, [place.estate_id])
    await seal_chains(database, [place.estate_id])

    assert await standing(database, place.estate_id) == Verification(place.estate_id, 5, None)
    async with database.glance() as session:
        rows = await session.execute(
            text("SELECT chain_position, after ->> 'number' FROM audit_records WHERE estate_id = :e ORDER BY id"),
            {"e": place.estate_id},
        )
        assert [tuple(row) for row in rows] == [(1, "0"), (2, "1"), (3, "2"), (4, "0"), (5, "1")]


async def test_many_sealers_at_once_make_one_chain(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "SEALED_AT_ONCE", 4)
    place = await make_place(database)
    await write(database, place.estate_id, 20)

    await asyncio.gather(*(seal_chains(database, [place.estate_id]) for _ in range(5)))

    assert await standing(database, place.estate_id) == Verification(place.estate_id, 20, None)


async def test_a_record_that_is_altered_or_gone_shows(database: Database, servers: Servers, database_url: str) -> None:
    altered, gone = await make_place(database), await make_place(database)
    for place in (altered, gone):
        await write(database, place.estate_id, 4)
        await seal_chains(database, [place.estate_id])
    with pytest.raises(DBAPIError, match="never changed"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE audit_records SET reason = '别的' WHERE estate_id = :e"), {"e": altered.estate_id}
            )
    # Only whoever may switch the fences off gets past them; the chain still shows it.
    name = database_url.partition("?")[0].rsplit("/", 1)[1]
    superuser = await asyncpg.connect(servers.administrator_url, database=name)
    try:
        await superuser.execute("SET session_replication_role = replica")
        await superuser.execute(
            "UPDATE audit_records SET reason = '别的' WHERE estate_id = $1 AND chain_position = 3", altered.estate_id
        )
        await superuser.execute("DELETE FROM audit_records WHERE estate_id = $1 AND chain_position = 2", gone.estate_id)
    finally:
        await superuser.close()

    assert (await standing(database, altered.estate_id)).broken_at == 3
    assert (await standing(database, gone.estate_id)).broken_at == 2


async def test_only_the_system_seals(database: Database) -> None:
    place = await make_place(database)
    voter = await make_voter(database, place, [])

    with pytest.raises(NotFound):
        async with database.transaction(voter.actor) as tx:
            await seal(tx, [place.estate_id])


async def test_the_street_reads_its_own_audit_and_a_vote_is_in_it_without_its_choices(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database)
    voter = await make_voter(database, place, place.units)
    await cast(database, voter.cast(await open_ballot(database, place)))
    await seal_chains(database, [place.estate_id])
    document = """query Audit($estate: UUID!) {
      auditRecords(estateId: $estate, action: "ballot.") {
        nodes { action role actorName after chainPosition chainHash } }
      auditChain(estateId: $estate) { sealed brokenAt } }"""

    async def read(street: str) -> dict[str, object]:
        reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, street)
        return await ask(client, document, reviewer, estate=str(place.estate_id))

    here, there = await read(place.street), await read(elsewhere.street)

    records = here["auditRecords"]
    assert isinstance(records, dict)
    (vote,) = records["nodes"]
    assert (vote["action"], vote["actorName"]) == ("ballot.cast", "李*验")
    assert sorted(vote["after"]) == ["area", "heads", "receipt"]
    assert vote["chainHash"]
    assert isinstance(here["auditChain"], dict)
    assert here["auditChain"]["brokenAt"] is None
    assert there == {"auditRecords": {"nodes": []}, "auditChain": None}
