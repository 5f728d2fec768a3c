"""Owners who have done a little of everything, and what they do with their own data."""

from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Actor
from domain.rules.refusals import Refusal
from domain.rules.terms import ConsentKind
from domain.services import (
    account_deletion,
    consents,
)
from domain.services.account_deletion import AccountDeleted
from domain.services.castings import Cast, cast
from domain.services.consents import ConsentWithdrawn
from domain.store.database import Database
from domain.store.tables import (
    Account,
    Certification,
    ManualReview,
)
from tests.people import Person, Place, make_place, sign_in_owner
from tests.services.castings import OpenBallot, open_ballot
from tests.services.certifying import Someone, acting, certify, someone
from tests.services.reviewing import (
    Applicant,
    fail_match,
    submit,
)


@dataclass
class Life:
    """An owner who has done a little of everything."""

    place: Place
    person: Person
    owner: Someone
    ballot: OpenBallot
    phone: str


async def refused(call: Coroutine[Any, Any, object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call
    return caught.value


async def confirmed(database: Database, person: Person) -> Actor:
    return replace(await acting(database, person), confirmed_recently=True)


async def a_life(database: Database) -> Life:
    """Certified for one unit, voted, and under review for another."""
    place, person = await make_place(database, units=3), await sign_in_owner(database)
    owner = await someone(database, place.units[0], name="欧阳生涯")
    await certify(database, person, owner.of(place.units[0]))
    ballot = await open_ballot(database, place)
    await cast(database, Cast(await confirmed(database, person), ballot.id, uuid7(), ballot.picks(0), uuid7()))
    async with database.transaction(SYSTEM) as tx:
        account = await tx.session.get_one(Account, person.account_id)
        assert account.phone is not None
        phone = tx.crypto.decrypt("accounts.phone", account.id, account.phone)
    return Life(place, person, owner, ballot, phone)


async def reviewed(database: Database, life: Life) -> ManualReview:
    applicant = Applicant(life.place, life.person, life.place.units[1], life.owner.name, life.owner.number)
    await fail_match(database, applicant)
    return await submit(database, applicant)


async def withdrawn(database: Database, person: Person, kind: ConsentKind) -> ConsentWithdrawn:
    async with database.transaction(await acting(database, person)) as tx:
        return await consents.withdraw(tx, kind)


async def deleted(database: Database, person: Person) -> AccountDeleted:
    async with database.transaction(await confirmed(database, person)) as tx:
        return await account_deletion.delete_account(tx)


async def live(database: Database, person: Person) -> int:
    async with database.glance() as session:
        mine = select(Certification.id).where(
            Certification.account_id == person.account_id, Certification.ended_at.is_(None)
        )
        return len((await session.scalars(mine)).all())


async def cast_one(database: Database, request: Cast) -> object:
    return await cast(database, request)
