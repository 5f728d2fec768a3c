"""`python -m device_bridge run`: the bridge of one device until it is told to stop."""

import asyncio
import logging
import resource
import signal
import traceback
from dataclasses import dataclass

from device_bridge.adoption import Search
from device_bridge.bridge import Bridge
from device_bridge.health import Health
from device_bridge.identity import Identity
from device_bridge.port import Places
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


async def serve(duty: Duty, timing: Timing) -> None:
    """Serves until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    health, demand = Health(), Demand()
    uplink = Uplink(duty.identity, demand, health, timing)
    bridge = Bridge(Search(duty.places, timing, health, duty.sam_id), demand, uplink, health, timing)
    stopping = asyncio.create_task(stop.wait())
    working = [asyncio.create_task(uplink.run()), asyncio.create_task(bridge.run())]
    try:
        done, _ = await asyncio.wait({stopping, *working}, return_when=asyncio.FIRST_COMPLETED)
        for ended in done & set(working):
            ended.result()
    finally:
        for task in (stopping, *working):
            task.cancel()
        await asyncio.gather(stopping, *working, return_exceptions=True)


def run(duty: Duty, timing: Timing) -> int:
    """Serves and returns the exit status. Nothing personal is written: no core, and of a fault its place only."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _log.info("device %s of %s", duty.identity.device_id, duty.identity.address)
    try:
        asyncio.run(serve(duty, timing))
    except Exception as error:
        # A message may carry the values that it happened with; where it happened may not.
        frames = "".join(traceback.format_tb(error.__traceback__))
        _log.critical("%s at\n%s", type(error).__name__, frames)
        return 1
    return 0
