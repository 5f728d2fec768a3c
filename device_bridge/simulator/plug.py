"""The pseudo-terminal that a bridge opens instead of a reader: plugged in, pulled out, paced as a line is.

The slave side stays open here, else the master would see the line end whenever a bridge closes it; it is raw, else the
line would echo. Pulling the plug closes both sides, and whoever has the line open is told by the kernel at once.
"""

import asyncio
import contextlib
import os
import random
import termios
import tty
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from time import monotonic

from device_bridge.codec import Command, framed
from device_bridge.simulator.faults import Act, Fault, Keep, Send, Step, Trouble, Wait, disturbed, undisturbed
from device_bridge.simulator.people import PrintedCard
from device_bridge.simulator.sam import SPEEDS, Answer, CommandReader, Sam

SPEED_OF = {getattr(termios, f"B{speed}"): speed for speed in SPEEDS}
BITS_OF_A_BYTE = 10
USUAL_SECONDS: Mapping[Command | None, float] = {
    None: 0.005,
    Command.FIND: 0.03,
    Command.SELECT: 0.04,
    Command.READ: 0.35,
}


class Thing(StrEnum):
    """What is at the other end of the line."""

    READER = "reader"
    MODEM = "modem"
    MIRROR = "mirror"
    NOTHING = "nothing"


@dataclass
class SimulatedReader:
    """One reader on one line. Times are seconds; `paced` False sends an answer in one piece without waiting.

    `link` is where a bridge finds it, a symbolic link. Everything it does by chance follows from `seed`.
    """

    link: Path
    sam: Sam = field(default_factory=Sam)
    seed: int = 1
    speed: int = SPEEDS[0]
    paced: bool = True
    piece: int = 62
    echo: bool = False
    thing: Thing = Thing.READER
    seconds: dict[Command | None, float] = field(default_factory=lambda: dict(USUAL_SECONDS))
    faults: list[Fault] = field(default_factory=list)
    heard: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - it disturbs a line and keeps no secret
        # Of its own: how often a bridge looks for a card must not change how a fault goes.
        self._pace = random.Random(self.seed)  # noqa: S311 - likewise
        self._sides: tuple[int, int] | None = None
        self._commands: asyncio.Queue[bytes | int] = asyncio.Queue()
        self._kept = b""
        self._reader = CommandReader()
        self._worker: asyncio.Task[None] | None = None
        self.record_at = 0.0
        """When the last byte of the last answer to READ was sent, on the machine's monotonic clock."""

    @property
    def plugged(self) -> bool:
        """Whether a bridge finds it."""
        return self._sides is not None

    def plug(self, link: Path | None = None) -> None:
        """Plugs it in, at another place if one is given. The module starts anew; a card lies where it lay."""
        self.unplug()
        self.link = link or self.link
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._sides = (master, slave)
        self._reader, self._kept, self._commands = CommandReader(), b"", asyncio.Queue()
        self.sam.power()
        loop = asyncio.get_running_loop()
        loop.add_reader(master, self._receive, master)
        self._worker = loop.create_task(self._answer_all(self._commands))
        new = self.link.with_name(self.link.name + ".new")
        new.unlink(missing_ok=True)
        new.symlink_to(os.ttyname(slave))
        new.replace(self.link)

    def unplug(self) -> None:
        """Pulls the plug: what is on its way is lost."""
        if self._sides is None:
            return
        self.link.unlink(missing_ok=True)
        sides, self._sides = self._sides, None
        # Whoever still answers from the old queue ends with this.
        self._commands = asyncio.Queue()
        asyncio.get_running_loop().remove_reader(sides[0])
        for side in sides:
            os.close(side)
        if self._worker is not None and self._worker is not asyncio.current_task():
            self._worker.cancel()
        self._worker = None

    async def close(self) -> None:
        """Pulls the plug and waits until nothing of it runs any more."""
        worker = self._worker
        self.unplug()
        if worker is not None:
            await asyncio.gather(worker, return_exceptions=True)

    def say(self, data: bytes) -> None:
        """Sends bytes that nobody asked for."""
        self._write(data)

    def block_writes(self, blocked: bool) -> None:
        """Stops, or lets go on, what a host writes."""
        if self._sides is not None:
            termios.tcflow(self._sides[1], termios.TCOOFF if blocked else termios.TCOON)

    def _receive(self, master: int) -> None:
        try:
            data = os.read(master, 4096)
        except OSError:
            return
        if self.thing is Thing.MIRROR or self.echo:
            self._write(data)
        if self.thing is Thing.MODEM:
            self._write(b"\r\nERROR\r\n")
        if self.thing is Thing.READER and self._host_speed() == self.speed:
            for command in self._reader.feed(data):
                self._commands.put_nowait(command)

    def _host_speed(self) -> int | None:
        return SPEED_OF.get(termios.tcgetattr(self._sides[1])[5]) if self._sides is not None else None

    async def _answer_all(self, commands: asyncio.Queue[bytes | int]) -> None:
        while commands is self._commands:
            command = await commands.get()
            asked = next((known for known in Command if known.value == command), None)
            self.heard[asked.name.lower() if asked else "other"] += 1
            await asyncio.sleep(self.seconds.get(asked, self.seconds[None]) * self._pace.uniform(0.9, 1.1))
            fault = next((fault for fault in self.faults if fault.befalls(asked)), None)
            if fault is not None:
                fault.happened()
                self._before(fault)
            answer = Answer(command, None) if isinstance(command, int) else self.sam.answer(command)
            frame = framed(bytes([0, 0, answer.status]) + answer.data)
            await self._perform(undisturbed(frame) if fault is None else disturbed(frame, fault, self._chance))
            if asked is Command.READ:
                self.record_at = monotonic()
            if answer.speed is not None:
                self.speed = answer.speed

    def _before(self, fault: Fault) -> None:
        match fault.trouble:
            case Trouble.LIFT_BEFORE:
                self.sam.lift()
            case Trouble.SWAP_BEFORE if fault.card is not None:
                self.sam.put(fault.card)
            case Trouble.UNPLUG_BEFORE:
                self.unplug()

    async def _perform(self, steps: Sequence[Step]) -> None:
        kept, self._kept = self._kept, b""
        if kept:
            self._write(kept)
        for step in steps:
            match step:
                case Send(data, piece):
                    await self._send(data, piece)
                case Wait(seconds):
                    await asyncio.sleep(seconds)
                case Keep(data):
                    self._kept = data
                case Act.LIFT:
                    self.sam.lift()
                case Act.UNPLUG:
                    self.unplug()

    async def _send(self, data: bytes, piece: int | None) -> None:
        if not self.paced and piece is None:
            self._write(data)
            return
        size = piece or self.piece
        for start in range(0, len(data), size):
            part = data[start : start + size]
            await asyncio.sleep(len(part) * BITS_OF_A_BYTE / self.speed if self.paced else 0)
            self._write(part)

    def _write(self, data: bytes) -> None:
        if self._sides is None:
            return
        # A line that nobody reads fills up, and what does not fit is lost, as on a wire.
        with contextlib.suppress(BlockingIOError):
            os.write(self._sides[0], data)

    def put(self, card: PrintedCard) -> None:
        """Lays a card on the plate."""
        self.sam.put(card)
