"""What a stack leaves running, and how to ask its database something."""

import asyncio
import os
import time
from pathlib import Path

import asyncpg

from gongjue.embedded import Privilege
from gongjue.embedded.launcher import INNER_ID

# Root gives up its privileges in either of two ways; an ordinary user has none to give up.
WAYS = [Privilege.NAMESPACE, Privilege.NOBODY] if os.geteuid() == 0 else [Privilege.KEEP]
ORDINARY_USER = INNER_ID if os.geteuid() == 0 else os.geteuid()


def run(url: str, statement: str) -> object:
    """The first value that a statement gives."""

    async def fetch() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return asyncio.run(fetch())


def processes_of(root: Path) -> list[int]:
    """The processes that hold a file of this data root open: the lock is inherited by every one of them."""
    lock = str(root / "lock")
    return [
        int(process.name)
        for process in Path("/proc").iterdir()
        if process.name.isdigit() and any(target == lock for target in open_files(process))
    ]


def open_files(process: Path) -> list[str]:
    try:
        return [os.readlink(file) for file in (process / "fd").iterdir()]
    except OSError:
        return []


def wait_until_none(root: Path) -> None:
    """Waits for the end of every process of a data root, and fails when some stay."""
    deadline = time.monotonic() + 20
    while processes_of(root):
        assert time.monotonic() < deadline, f"still there: {processes_of(root)}"
        time.sleep(0.02)
