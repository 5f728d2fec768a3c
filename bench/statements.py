"""How many statements the database was asked, by pg_stat_statements."""

from bench.installation import Installation

_COUNT = """
SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
WHERE d.datname = current_database() AND query NOT LIKE '%pg_stat_statements%' AND query LIKE $1 AND toplevel
"""


async def begin_counting(running: Installation) -> None:
    """Forget what was asked until now. Needs an installation with statistics."""
    async with running.administrator() as connection:
        await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        await connection.execute("SELECT pg_stat_statements_reset()")


async def counted(running: Installation, like: str = "%") -> int:
    """How many statements were asked since then that look `like` this."""
    async with running.administrator() as connection:
        count: int = await connection.fetchval(_COUNT, like)
    return count
