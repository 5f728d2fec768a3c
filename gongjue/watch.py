"""The clock's process: `python -m gongjue.watch READY`, started by `gongjue up`. Any number of them may run."""

import asyncio
import contextlib
import importlib
import os
import signal
import sys
from functools import partial
from pathlib import Path

import dramatiq

from gongjue.processes import ACTORS, announce_ready, log_to_parent
from gongjue.settings import Settings
from gongjue.wiring import open_database
from workers.broker import make_broker
from workers.clock import Rounds, keep_watch


async def watch(settings: Settings, ready: Path) -> None:
    """Makes rounds until the process is told to stop."""
    if settings.redis_url is None:
        raise ValueError("the settings name no Redis")
    broker = make_broker(settings.redis_url, partial(open_database, settings))
    dramatiq.set_broker(broker)
    rounds = Rounds(open_database(settings, pool_size=2), importlib.import_module(ACTORS).DUTIES)
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
