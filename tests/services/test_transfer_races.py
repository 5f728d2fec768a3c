"""Transfers that meet castings, certifications, openings and each other: one of the lawful orders comes of it."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import select, text

from domain.rules.consents import CONSENTS
from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Actor
from domain.rules.refusals import NotFound, OwnerNotMatched
from domain.rules.terms import ConsentKind, DocumentKind
from domain.services import certifications
from domain.services.ballots_opening import open_due
from domain.services.castings import cast
from domain.services.certifications import Certify
from domain.services.sessions import actor_behind
from domain.services.transfers import TitleTransferred, TransferTitle, transfer
from domain.store.database import Database
from domain.store.tables import Casting, Certification, RollEntry, Unit
from tests.ballots import make_approved_ballot
from tests.people import (
    give_title,
    make_owner,
    make_place,
    new_id_card,
    sign_in_owner,
)
from tests.services import castings
from tests.services.castings import make_voter
from tests.services.transferring import (
    clerk_of,
    corrections_of,
    insert_casting,
    open_ballot,
    owned,
    run,
    somebody,
    titles_of,
)


async def test_a_transfer_waits_for_a_casting_under_way(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)
    locked = asyncio.Event()

    async def cast() -> datetime:
        async with database.transaction(SYSTEM) as tx:
            at = await insert_casting(tx, ballot, place.units[0], old)
            locked.set()
            await asyncio.sleep(0.2)
        return at

    async def hand_over() -> TitleTransferred:
        await locked.wait()
        return await run(database, clerk, place.units[0], old)

    cast_at, done = await asyncio.gather(cast(), hand_over())

    assert done.effective_at > cast_at
    (correction,) = await corrections_of(database, ballot)
    assert correction.new_value["casting"]["effective_before_casting"] is False


async def test_a_casting_after_a_transfer_finds_the_old_title_ended(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)
    locked = asyncio.Event()

    async def hand_over() -> None:
        async with database.transaction(clerk) as tx:
            await transfer(tx, TransferTitle(place.units[0], old, [somebody()], "京2026朝不动产权第0000001号"))
            locked.set()
            await asyncio.sleep(0.2)

    async def cast() -> bool:
        await locked.wait()
        async with database.transaction(SYSTEM) as tx:
            found = await tx.session.execute(
                text("SELECT id FROM titles WHERE id = :t AND ends_at IS NULL FOR SHARE"), {"t": old}
            )
            return found.first() is not None

    _, found = await asyncio.gather(hand_over(), cast())

    assert found is False
    assert "casting" not in (await corrections_of(database, ballot))[0].new_value


async def test_of_two_transfers_at_once_one_is_told_to_look_again(database: Database) -> None:
    place = await make_place(database, units=1)
    clerk, (old, _) = await clerk_of(database, place), await owned(database, place.units[0])
    ballot = await open_ballot(database, place)

    outcomes = await asyncio.gather(
        *(run(database, clerk, place.units[0], old) for _ in range(4)), return_exceptions=True
    )

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["ContentChanged", "ContentChanged", "ContentChanged", "TitleTransferred"]
    assert len(await titles_of(database, place.units[0])) == 2
    assert len(await corrections_of(database, ballot)) == 1


async def test_two_units_bought_at_once_by_one_new_owner_make_one_owner(database: Database) -> None:
    place = await make_place(database, units=2)
    clerk, owners = await clerk_of(database, place), [somebody(), somebody("钱新主")]

    await asyncio.gather(
        run(database, clerk, place.units[0], None, owners=owners),
        run(database, clerk, place.units[1], None, owners=owners[::-1]),
    )

    (one,), (other,) = await titles_of(database, place.units[0]), await titles_of(database, place.units[1])
    assert one.head_key == other.head_key


@pytest.mark.usefixtures("invariants")
async def test_castings_and_transfers_at_once_end_in_one_of_the_two_legal_orders(database: Database) -> None:
    place = await make_place(database, units=12)
    clerk = await clerk_of(database, place)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await castings.open_ballot(database, place)
    seen = {unit: (await titles_of(database, unit))[0].id for unit in place.units}

    await asyncio.gather(
        *(cast(database, voter.cast(ballot)) for voter in voters),
        *(run(database, clerk, unit, seen[unit]) for unit in place.units),
        return_exceptions=True,
    )

    corrections = {one.unit_id: one for one in await corrections_of(database, ballot.id)}
    async with database.read() as session:
        made = {c.unit_id: c for c in await session.scalars(select(Casting).where(Casting.ballot_id == ballot.id))}
    assert set(corrections) == set(place.units)
    for unit in place.units:
        old, new = await titles_of(database, unit)
        casting, correction = made.get(unit), corrections[unit]
        assert (casting is None) == ("casting" not in correction.new_value)
        if casting is not None:
            assert (casting.title_id, casting.cast_at < new.starts_at) == (old.id, True)


async def test_certifying_and_transferring_one_unit_at_once_closes_no_ring(database: Database) -> None:
    place = await make_place(database, units=8)
    clerk = await clerk_of(database, place)
    titles = {}
    claims = []
    for unit in place.units:
        number = new_id_card()
        async with database.transaction(SYSTEM) as tx:
            owner = await make_owner(tx, "张试验", number)
            titles[unit] = await give_title(tx, unit, [owner], head_key=head_key([owner]))
        person = await sign_in_owner(database)
        async with database.glance() as session:
            actor = await actor_behind(session, person.token)
        async with database.transaction(actor) as tx:
            command = Certify(
                unit, DocumentKind.ID_CARD, "张试验", number, CONSENTS[ConsentKind.DOCUMENT_NUMBER].version
            )
            claims.append((actor, await certifications.claim(tx, command)))

    async def certified(actor: Actor, claim: certifications.Claim) -> None:
        async with database.transaction(actor) as tx:
            await certifications.certify(tx, claim)

    outcomes = await asyncio.gather(
        *(certified(actor, claim) for actor, claim in claims),
        *(run(database, clerk, unit, titles[unit]) for unit in place.units),
        return_exceptions=True,
    )

    assert {type(outcome) for outcome in outcomes} <= {type(None), OwnerNotMatched, NotFound, TitleTransferred}
    async with database.read() as session:
        live = select(Certification).where(Certification.estate_id == place.estate_id, Certification.ended_at.is_(None))
        assert (await session.scalars(live)).all() == []
        units = await session.scalars(select(Unit).where(Unit.id.in_(place.units)))
        assert {(unit.owned, unit.certified) for unit in units} == {(True, False)}


async def test_a_transfer_during_the_opening_is_on_the_roll_or_corrects_it(database: Database) -> None:
    place = await make_place(database, units=6)
    clerk = await clerk_of(database, place)
    seen = {unit: (await owned(database, unit))[0] for unit in place.units}
    ballot = await make_approved_ballot(database, place)

    async def opened() -> None:
        while True:
            async with database.transaction(SYSTEM) as tx:
                if await open_due(tx, [ballot.id]):
                    return

    await asyncio.gather(opened(), *(run(database, clerk, unit, seen[unit]) for unit in place.units))

    corrected = {one.unit_id: one.new_value["title_id"] for one in await corrections_of(database, ballot.id)}
    async with database.read() as session:
        entries = list(await session.scalars(select(RollEntry).where(RollEntry.ballot_id == ballot.id)))
    assert len(entries) == 6
    for entry in entries:
        present = (await titles_of(database, entry.unit_id))[-1]
        if entry.title_id == present.id:
            assert entry.unit_id not in corrected
        else:
            assert (entry.title_id, corrected[entry.unit_id]) == (seen[entry.unit_id], str(present.id))
