"""What the tables hold as bytes, for whoever got hold of the database alone."""

import re
from collections.abc import Collection

import asyncpg

_BYTES = re.compile(r'"\\\\x([0-9a-f]*)"')


async def tables_with(database_url: str, planted: Collection[str]) -> dict[str, list[str]]:
    """The tables in which one of the values stands in clear, as text or as the bytes of one."""
    found: dict[str, list[str]] = {}
    connection = await asyncpg.connect(database_url)
    try:
        names = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for name in (row["tablename"] for row in names):
            for row in await connection.fetch(f'SELECT row_to_json(t)::text AS row FROM "{name}" t'):
                texts = [
                    row["row"],
                    *(bytes.fromhex(one).decode("utf-8", "ignore") for one in _BYTES.findall(row["row"])),
                ]
                seen = [value for value in planted if any(value in one for one in texts)]
                if seen:
                    found.setdefault(name, []).extend(seen)
    finally:
        await connection.close()
    return found
