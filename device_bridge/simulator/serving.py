"""`python -m device_bridge simulate`: one simulated reader until it is told to stop, if wanted with its bridge."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from device_bridge.simulator.control import Desk, controlled
from device_bridge.simulator.people import SAMPLES, cards_of
from device_bridge.simulator.plug import SimulatedReader
from device_bridge.simulator.sam import SIMULATED_SAM, Sam


@dataclass(frozen=True)
class Simulation:
    """What is simulated, and where it is found and controlled."""

    link: Path
    control: Path
    cards: Path | None = None
    seed: int = 1
    sam_id: str = SIMULATED_SAM
    speed: int = 115200


async def serve(simulation: Simulation, bridge: Coroutine[Any, Any, None] | None = None) -> None:
    """Plugs the reader in and obeys until SIGINT or SIGTERM; `bridge` runs beside it, in this process to be small."""
    cards = cards_of(simulation.cards) if simulation.cards is not None else SAMPLES
    reader = SimulatedReader(simulation.link, Sam(simulation.sam_id), simulation.seed, simulation.speed)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    reader.plug()
    try:
        async with controlled(Desk(reader, cards), simulation.control):
            print(
                f"模拟读卡器 {simulation.sam_id}：{simulation.link}（控制 {simulation.control}）\n"
                f"simulated reader {simulation.sam_id}: {simulation.link} (control {simulation.control})",
                file=sys.stderr,
                flush=True,
            )
            await until_stopped(stop, bridge)
    finally:
        await reader.close()


async def until_stopped(stop: asyncio.Event, bridge: Coroutine[Any, Any, None] | None) -> None:
    """Waits for the stop; raises what ends the bridge before it."""
    waiting = asyncio.create_task(stop.wait())
    running = [asyncio.create_task(bridge)] if bridge is not None else []
    try:
        await asyncio.wait({waiting, *running}, return_when=asyncio.FIRST_COMPLETED)
        for ended in (task for task in running if task.done()):
            ended.result()
    finally:
        for task in (waiting, *running):
            task.cancel()
        await asyncio.gather(waiting, *running, return_exceptions=True)
