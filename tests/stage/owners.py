"""Owners in the middle of things: with several homes or one together, before, while and after a ballot is counted."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Actor
from domain.rules.terms import DocumentKind, OwnerKind
from domain.services import ballots_running
from domain.services.castings import Cast, cast
from domain.services.sessions import actor_behind, token_hash
from domain.store.database import Database
from domain.store.tables import Ballot, Matter, Owner
from tests.ballots import make_open_ballot, read_made_ballot
from tests.people import Place, give_title, make_place, sign_in_again, sign_in_owner
from tests.services.castings import make_co_owners, make_voter
from tests.stage import scene
from tests.stage.people import shown, staff
from tests.stage.towns import as_json, matter_of, rename


@scene
async def homes(
    database: Database, matters: Sequence[dict[str, Any]] = (), closes_in: float = 864000, neighbours: int = 1
) -> dict[str, Any]:
    """Homes of 107.80 m² and an open ballot over all of them: `owner` has two, `partners` one together, each of
    `neighbours` one; all are certified. The street's `clerk` may suspend and extend the ballot."""
    place = await make_place(database, units=3 + neighbours, area=10780)
    name = f"试验家园{secrets.token_hex(4)}"
    await rename(database, place, name)
    owner = await make_voter(database, place, place.units[:2])
    partners, _ = await make_co_owners(database, place, place.units[2:3])
    others = [await make_voter(database, place, [unit]) for unit in place.units[3:]]
    return {
        "estateId": str(place.estate_id),
        "name": name,
        "clerk": await staff(database, "street_clerk", "street", place.street),
        "owner": await shown(database, owner.person),
        "partners": [await shown(database, one.person) for one in partners],
        "neighbours": [await shown(database, one.person) for one in others],
        "ballot": await _open(database, place, matters, closes_in),
    }


@scene
async def another_home(database: Database) -> dict[str, Any]:
    """An owner of two homes who is certified for the first."""
    place = await make_place(database, units=2)
    name = f"试验家园{secrets.token_hex(4)}"
    await rename(database, place, name)
    owner = await make_voter(database, place, place.units[:1])
    await make_voter(database, place, place.units[1:], owner=owner.owner_id, certified=False)
    return {"name": name, "owner": await shown(database, owner.person)}


@scene
async def passport_holder(database: Database) -> dict[str, Any]:
    """A home whose owner bought it with a passport, and is not certified; and somebody's account."""
    place = await make_place(database, units=1)
    estate = f"试验家园{secrets.token_hex(4)}"
    await rename(database, place, estate)
    owner, name, number = uuid7(), "玛丽亚·试验", f"E{secrets.randbelow(10**8):08d}"
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Owner(
                id=owner, kind=OwnerKind.PERSON, document_kind=DocumentKind.PASSPORT,
                document_number=tx.crypto.encrypt("owners.document_number", owner, number),
                document_index=tx.crypto.index("document:passport", number), index_version=tx.crypto.index_version,
                name=tx.crypto.encrypt("owners.name", owner, name),
            )
        )  # fmt: skip
        await tx.session.flush()
        await give_title(tx, place.units[0], [owner], head_key=owner)
    account = await shown(database, await sign_in_owner(database))
    return {"estate": estate, "name": name, "number": number, "account": account}


@scene
async def signed_in_elsewhere(database: Database, account_id: str) -> str:
    """Another browser of the same account: its cookie."""
    return (await sign_in_again(database, UUID(account_id))).token


async def _open(database: Database, place: Place, matters: Sequence[dict[str, Any]], closes_in: float) -> Any:
    made = await make_open_ballot(
        database, place, matters=[matter_of(one) for one in matters] or None,
        closes_at=datetime.now(UTC) + timedelta(seconds=closes_in),
    )  # fmt: skip
    return as_json(made)


@scene
async def cast_by(database: Database, cookie: str, ballot_id: str, picks: Sequence[int] = ()) -> str:
    """Vote as somebody else does meanwhile: an option by its place per matter, the first of each if none is given."""
    made = await read_made_ballot(database, UUID(ballot_id))
    choices = tuple(
        (matter.id, (matter.options[at].id,))
        for matter, at in zip(made.matters, picks or (0,) * len(made.matters), strict=True)
    )
    receipt = await cast(database, Cast(await _actor(database, cookie), made.id, uuid4(), choices, uuid4()))
    return str(receipt.id)


async def _actor(database: Database, cookie: str) -> Actor:
    async with database.glance() as session:
        return await actor_behind(session, cookie)


@scene
async def suspended(database: Database, cookie: str, ballot_id: str, reason: str, matter_id: str | None = None) -> None:
    """Suspend a ballot, or one matter of it, as a clerk does."""
    async with database.transaction(await _actor(database, cookie)) as tx:
        if matter_id is None:
            title = (await tx.session.get_one(Ballot, UUID(ballot_id))).title
            await ballots_running.suspend_ballot(tx, UUID(ballot_id), reason, title)
        else:
            title = (await tx.session.get_one(Matter, UUID(matter_id))).title
            await ballots_running.suspend_matter(tx, UUID(matter_id), reason, title)


@scene
async def extended(database: Database, cookie: str, ballot_id: str, reason: str) -> None:
    """Extend a ballot by 15 days, as a clerk does."""
    async with database.transaction(await _actor(database, cookie)) as tx:
        await ballots_running.extend_ballot(tx, UUID(ballot_id), reason)


@scene
async def confirmation_lapsed(database: Database, cookie: str) -> None:
    """Let so much time pass for a session that casting asks for a fresh code."""
    async with database.transaction(SYSTEM) as tx:
        statement = text(
            "UPDATE sessions SET confirmed_at = clock_timestamp() - interval '13 hours' WHERE token_hash = :hash"
        )
        await tx.session.execute(statement.bindparams(hash=token_hash(cookie)))


@scene
async def castings_of(database: Database, ballot_id: str) -> int:
    """How many submissions a ballot has."""
    async with database.read() as session:
        counted = text("SELECT count(*) FROM submissions WHERE ballot_id = :ballot").bindparams(ballot=UUID(ballot_id))
        return int((await session.execute(counted)).scalar_one())


@scene
async def counted(
    database: Database, matters: Sequence[dict[str, Any]], votes: Sequence[Sequence[int]], silent: int = 0
) -> dict[str, Any]:
    """A ballot that `votes` were cast in (an option by its place per matter, a list per owner of one home) and that the
    server has closed and counted; `silent` owners did not vote."""
    place = await make_place(database, units=len(votes) + silent, area=8835)
    name = f"试验家园{secrets.token_hex(4)}"
    await rename(database, place, name)
    owners = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await _open(database, place, matters, closes_in=3 + len(votes) / 10)
    for owner, picks in zip(owners, votes, strict=False):
        await cast_by(database, owner.person.token, ballot["id"], picks)
    await _published(database, UUID(ballot["id"]))
    return {"name": name, "owners": [await shown(database, one.person) for one in owners], "ballot": ballot}


async def _published(database: Database, ballot_id: UUID, seconds: float = 40.0) -> None:
    asked = text("SELECT published_at IS NOT NULL FROM ballots WHERE id = :ballot").bindparams(ballot=ballot_id)
    async with asyncio.timeout(seconds):
        while True:
            async with database.read() as session:
                if (await session.execute(asked)).scalar_one():
                    return
            await asyncio.sleep(0.2)
