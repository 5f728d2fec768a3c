"""Thousands of rows into a table at once, by COPY, inside the session's transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from domain.store.tables import Table


async def copy_rows(session: AsyncSession, table: type[Table], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write `rows`, which all have the same columns; what they leave out takes the database's default.

    Foreign keys, checks and triggers hold as for any INSERT; a conflict raises. Not for JSON columns.
    """
    if not rows:
        return
    await session.flush()
    connection = await (await session.connection()).get_raw_connection()
    driver = connection.driver_connection
    assert isinstance(driver, asyncpg.Connection)  # the URL names asyncpg
    columns = list(rows[0])
    records = [tuple(row[column] for column in columns) for row in rows]
    await driver.copy_records_to_table(table.__tablename__, columns=columns, records=records)
