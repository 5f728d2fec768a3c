"""Transfers of titles as far as a test needs them: who buys, who enters it, and what the register has after it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.refusals import InvalidInput
from domain.rules.terms import BallotState, Channel, DocumentKind, OrganizerKind, Usage
from domain.services.owners import NamedOwner
from domain.services.transfers import TitleTransferred, TransferTitle, transfer
from domain.store.database import Database, Transaction
from domain.store.tables import Ballot, Casting, RollCorrection, RollEntry, Title, Unit
from tests.people import (
    Place,
    give_title,
    make_owner,
    new_id_card,
    sign_in_staff,
)

OPENED = datetime(2026, 1, 1, tzinfo=UTC)
FAR = datetime(2099, 1, 1, tzinfo=UTC)


def somebody(name: str = "赵新主") -> NamedOwner:
    """An owner nobody knows yet, with a valid number of a birth in 1900."""
    return NamedOwner(name, DocumentKind.ID_CARD, new_id_card())


async def clerk_of(database: Database, place: Place) -> Actor:
    person = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    return Actor(person.account_id, (Held(Role.STREET_CLERK, ScopeKind.STREET, place.street),), kind="staff")


async def owned(database: Database, unit: UUID) -> tuple[UUID, UUID]:
    """(title, owner) of a new title on `unit`, since long ago."""
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx)
        return await give_title(tx, unit, [owner], head_key=head_key([owner])), owner


async def run(database: Database, clerk: Actor, unit: UUID, seen: UUID | None, **given: Any) -> TitleTransferred:
    given = {"owners": [somebody()], "evidence": "京2026朝不动产权第0000001号", **given}
    async with database.transaction(clerk) as tx:
        return await transfer(tx, TransferTitle(unit, seen, **given))


async def faults_of(database: Database, clerk: Actor, unit: UUID, seen: UUID | None, **given: Any) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        await run(database, clerk, unit, seen, **given)
    return [fault.path for fault in refused.value.faults]


async def titles_of(database: Database, unit: UUID) -> list[Title]:
    async with database.read() as session:
        return list(await session.scalars(select(Title).where(Title.unit_id == unit).order_by(Title.starts_at)))


async def open_ballot(database: Database, place: Place, state: BallotState = BallotState.OPEN) -> UUID:
    """A ballot over the place with its roll as the titles stand."""
    ballot = uuid7()
    author = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Ballot(
                id=ballot, estate_id=place.estate_id, title="选聘物业", state=state,
                organizer_kind=OrganizerKind.STREET, author_id=author.account_id, opens_at=OPENED,
                closes_at=FAR, first_closes_at=FAR,
            )
        )  # fmt: skip
        await tx.session.flush()
        titles = {t.unit_id: t for t in await tx.session.scalars(select(Title).where(Title.unit_id.in_(place.units)))}
        stock = set(await tx.session.scalars(select(Unit.id).where(Unit.developer_stock, Unit.id.in_(place.units))))
        for unit in place.units:
            title = titles.get(unit)
            tx.session.add(
                RollEntry(
                    ballot_id=ballot, unit_id=unit, building_id=place.building_id, area=8835, usage=Usage.HOME,
                    counted=True, head_key=title.head_key if title else unit, owners=[],
                    title_id=title.id if title else None, developer_stock=unit in stock, delivered=True,
                )
            )  # fmt: skip
    return ballot


async def insert_casting(tx: Transaction, ballot: UUID, unit: UUID, title: UUID) -> datetime:
    """A casting as the casting service leaves it: behind a share lock on the title in force."""
    found = await tx.session.execute(
        text("SELECT head_key FROM titles WHERE id = :t AND ends_at IS NULL FOR SHARE"), {"t": title}
    )
    now = await tx.now()
    tx.session.add(
        Casting(
            ballot_id=ballot, unit_id=unit, submission_id=uuid7(), account_id=uuid7(), title_id=title,
            head_key=found.scalar_one(), counted=True, area=8835, choices=[1], channel=Channel.APP, cast_at=now,
        )
    )  # fmt: skip
    await tx.session.flush()
    return now


async def corrections_of(database: Database, ballot: UUID) -> list[RollCorrection]:
    async with database.read() as session:
        return list(await session.scalars(select(RollCorrection).where(RollCorrection.ballot_id == ballot)))
