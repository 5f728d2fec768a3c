"""`python -m device_bridge run`: the bridge of one device until it is told to stop."""

import asyncio
import logging
import resource
import signal
import traceback
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from device_bridge.adoption import Search
from device_bridge.bridge import Bridge
from device_bridge.health import Health
from device_bridge.identity import Identity
from device_bridge.places import Places
from device_bridge.requests import Demand
from device_bridge.timing import Timing
from device_bridge.uplink import Uplink

_log = logging.getLogger("device_bridge")


@dataclass(frozen=True)
class Duty:
    """As whom to serve, and with which reader; `sam_id` binds the bridge to one of several."""

    identity: Identity
    places: Places
    sam_id: str | None = None


async def work(duty: Duty, timing: Timing) -> None:
    """Serves until it is cancelled."""
    _log.info("device %s of %s", duty.identity.device_id, duty.identity.address)
    health, demand = Health(), Demand()
    uplink = Uplink(duty.identity, demand, health, timing)
    bridge = Bridge(Search(duty.places, timing, health, duty.sam_id), demand, uplink, health, timing)
    async with asyncio.TaskGroup() as working:
        working.create_task(uplink.run())
        working.create_task(bridge.run())


async def until_stopped(serving: Coroutine[Any, Any, None]) -> None:
    """Runs it until SIGINT or SIGTERM."""
    task = asyncio.create_task(serving)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        _log.info("stopped")


def run(serving: Coroutine[Any, Any, None]) -> int:
    """Runs to the end and returns the exit status. Nothing personal is written: no core, of a fault its place only."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        asyncio.run(serving)
    except BaseException as error:
        # A message may carry the values that it happened with; where it happened may not.
        for one in error.exceptions if isinstance(error, BaseExceptionGroup) else [error]:
            _log.critical("%s at\n%s", type(one).__name__, "".join(traceback.format_tb(one.__traceback__)))
        return 1
    return 0
