"""Districts and streets: public facts, by their statistical codes."""

from collections import defaultdict
from collections.abc import Sequence

import strawberry
from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload
from strawberry.dataloader import DataLoader

from domain.store.database import Database
from domain.store.tables import District, Estate, Street
from resolvers.context import Info


async def districts(info: Info) -> Sequence[District]:
    """Every district, by code."""
    async with info.context.database.glance() as session:
        return (await session.scalars(select(District).order_by(District.code))).all()


async def streets_of_district(root: strawberry.Parent[District], info: Info) -> list[Street]:
    """A district's streets and towns, by code."""
    database = info.context.database

    def make() -> DataLoader[str, list[Street]]:
        return DataLoader(lambda codes: _streets_below(database, codes), cache=False)

    return await info.context.loader("streets_of_district", make).load(root.code)


async def _streets_below(database: Database, codes: list[str]) -> list[list[Street]]:
    below: dict[str, list[Street]] = defaultdict(list)
    async with database.glance() as session:
        for street in await session.scalars(
            select(Street).where(Street.district_code.in_(codes)).order_by(Street.code)
        ):
            below[street.district_code].append(street)
    return [below[code] for code in codes]


async def street_of_estate(root: strawberry.Parent[Estate], info: Info) -> Street:
    """The street in which an estate lies."""
    if "street" not in inspect(root).unloaded:
        return root.street
    database = info.context.database

    def make() -> DataLoader[str, Street]:
        return DataLoader(lambda codes: _streets(database, codes), cache=False)

    return await info.context.loader("street", make).load(root.street_code)


async def _streets(database: Database, codes: list[str]) -> list[Street]:
    async with database.glance() as session:
        rows = await session.scalars(select(Street).where(Street.code.in_(codes)).options(joinedload(Street.district)))
        found = {street.code: street for street in rows}
    return [found[code] for code in codes]


async def district_of_street(root: strawberry.Parent[Street], info: Info) -> District:
    """The district to which a street belongs."""
    if "district" not in inspect(root).unloaded:
        return root.district
    database = info.context.database

    def make() -> DataLoader[str, District]:
        return DataLoader(lambda codes: _districts(database, codes), cache=False)

    return await info.context.loader("district", make).load(root.district_code)


async def _districts(database: Database, codes: list[str]) -> list[District]:
    async with database.glance() as session:
        rows = await session.scalars(select(District).where(District.code.in_(codes)))
        found = {district.code: district for district in rows}
    return [found[code] for code in codes]
