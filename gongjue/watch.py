"""The clock's process: `python -m gongjue.watch READY`, started by `gongjue up`. Any number of them may run."""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from gongjue.processes import announce_ready, log_to_parent
from gongjue.settings import Settings
from gongjue.wiring import jobs, open_database
from workers.clock import Rounds, keep_watch


async def watch(settings: Settings, ready: Path) -> None:
    """Makes rounds until the process is told to stop."""
    broker, duties = jobs(settings)
    rounds = Rounds(open_database(settings, pool_size=2), duties)
    await rounds.database.bus.start()
    watching = asyncio.create_task(keep_watch(rounds))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, watching.cancel)
    announce_ready(ready)
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    await rounds.database.bus.stop()
    await rounds.database.close()
    broker.close()


if __name__ == "__main__":
    log_to_parent()
    asyncio.run(watch(Settings.from_environment(os.environ), Path(sys.argv[1])))
