"""A unit that is certified while a ballot is open joins the choices already made, once."""

import asyncio
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from domain.rules.policy import Actor
from domain.rules.terms import Channel
from domain.services import certifications
from domain.services.castings import Cast, cast
from domain.store.database import Database
from domain.store.tables import Casting
from tests.people import make_place, sign_in_owner
from tests.services.castings import open_ballot
from tests.services.certifying import acting, certify, others, someone


async def test_a_unit_certified_before_the_close_joins_what_its_owner_has_cast(database: Database) -> None:
    place, person = await make_place(database, units=4), await sign_in_owner(database)
    owner = await someone(database, *place.units[:3])
    await certify(database, person, owner.of(place.units[0]))
    ballot = await open_ballot(database, place)
    who = replace(await acting(database, person), confirmed_recently=True)
    await cast(database, Cast(who, ballot.id, uuid7(), ballot.picks(1), uuid7()))

    async with database.transaction(who) as tx:
        await certifications.certify_my_other_units(tx, others(place, place.units[1:2]))
    await certify(database, person, owner.of(place.units[2]))

    async with database.glance() as session:
        rows = (await session.scalars(select(Casting).where(Casting.ballot_id == ballot.id))).all()
    assert {row.unit_id for row in rows} == set(place.units[:3])
    assert len({tuple(row.choices) for row in rows}) == 1
    assert {row.channel for row in rows} == {Channel.APP, Channel.LATE_CERTIFICATION}


async def test_a_unit_certified_while_its_owner_casts_is_cast_once(database: Database) -> None:
    place = await make_place(database, units=12)
    people, owners = [], []
    for first in range(0, 12, 2):
        owner, person = await someone(database, *place.units[first : first + 2]), await sign_in_owner(database)
        await certify(database, person, owner.of(place.units[first]))
        people.append(person)
        owners.append(owner)
    ballot = await open_ballot(database, place)
    actors = [replace(await acting(database, person), confirmed_recently=True) for person in people]

    async def add(who: Actor, unit: UUID) -> None:
        async with database.transaction(who) as tx:
            await certifications.certify_my_other_units(tx, others(place, [unit]))

    await asyncio.gather(
        *(cast(database, Cast(who, ballot.id, uuid7(), ballot.picks(0), uuid7())) for who in actors),
        *(add(who, place.units[2 * number + 1]) for number, who in enumerate(actors)),
    )

    async with database.glance() as session:
        counted = (await session.scalars(select(Casting.unit_id).where(Casting.ballot_id == ballot.id))).all()
    assert sorted(counted) == sorted(place.units), "each unit once, whichever came first"
