"""The clock by which windows open and close."""

from datetime import datetime

from sqlalchemy import func, select

from resolvers.context import Info


async def now(info: Info) -> datetime:
    """The domain's clock: the database's, shifted in a demo."""
    async with info.context.database.glance() as session:
        found: datetime = (await session.execute(select(func.domain_now()))).scalar_one()
    return found
