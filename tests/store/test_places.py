"""Beijing's districts and streets are there from the start, with their statistical codes."""

from sqlalchemy import func, select

from domain.store.database import Database
from domain.store.tables import District, Street


async def test_16_districts_and_349_streets_exist_from_the_start(database: Database) -> None:
    async with database.read() as session:
        districts = await session.scalar(select(func.count()).select_from(District).where(District.code.like("110%")))
        streets = await session.scalar(select(func.count()).select_from(Street).where(Street.code.like("110%")))
        wangjing = (await session.scalars(select(Street).where(Street.code == "110105026"))).one()
    assert (districts, streets) == (16, 349)
    assert (wangjing.name, wangjing.district_code) == ("望京街道", "110105")
