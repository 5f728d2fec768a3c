"""How many statements the database was asked, by pg_stat_statements."""

from bench.installation import Installation

_ASKED = """
FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
WHERE d.datname = current_database() AND query NOT LIKE '%pg_stat_statements%' AND toplevel
"""
_COUNT = f"SELECT coalesce(sum(calls), 0)::bigint {_ASKED} AND query LIKE $1"
_TIME = f"SELECT coalesce(sum(total_exec_time), 0)::float8 {_ASKED}"


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


async def time_spent(running: Installation) -> float:
    """The milliseconds that the database has spent on statements since then, without waiting for the disk's commits."""
    async with running.administrator() as connection:
        spent: float = await connection.fetchval(_TIME)
    return spent
