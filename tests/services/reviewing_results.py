"""What the register has after a manual review was decided."""

from collections.abc import Coroutine
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.rules.refusals import (
    Refusal,
)
from domain.store.database import Database
from domain.store.tables import (
    Certification,
    Owner,
    Title,
    TitleOwner,
)
from tests.people import Person


async def refused(call: Coroutine[Any, Any, object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call
    return caught.value


async def titles(database: Database, unit: UUID) -> list[Title]:
    async with database.glance() as session:
        return list(await session.scalars(select(Title).where(Title.unit_id == unit).order_by(Title.starts_at)))


async def owners_of(database: Database, title: UUID | None) -> set[UUID]:
    async with database.glance() as session:
        return set(await session.scalars(select(TitleOwner.owner_id).where(TitleOwner.title_id == title)))


async def certified_by(database: Database, person: Person) -> list[Certification]:
    async with database.glance() as session:
        mine = select(Certification).where(
            Certification.account_id == person.account_id, Certification.ended_at.is_(None)
        )
        return list(await session.scalars(mine))


async def owner_known_as(database: Database, number: str) -> Owner:
    index = database.crypto.index("document:id_card", number)
    async with database.glance() as session:
        return (await session.scalars(select(Owner).where(Owner.document_index == index))).one()
