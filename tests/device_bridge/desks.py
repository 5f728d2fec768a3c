"""A desk for tests: simulated readers, a bridge in this process, and somebody who asks for reads and listens."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from uuid import uuid4

from device_bridge.adoption import Search
from device_bridge.bridge import Bridge
from device_bridge.codec import Command
from device_bridge.conversation import ReadFault
from device_bridge.health import Health, State
from device_bridge.places import Places
from device_bridge.reader import Progress, Read
from device_bridge.requests import Demand, ReadRequest
from device_bridge.simulator.faults import Fault, Trouble
from device_bridge.simulator.people import SAMPLES, PrintedCard
from device_bridge.simulator.plug import SimulatedReader
from device_bridge.simulator.sam import Sam
from device_bridge.timing import Timing

QUICK = Timing().faster(4)
FIRST, SECOND, THIRD = SAMPLES["甲测试"], SAMPLES["乙测试"], SAMPLES["丁测试"]
OTHER_SAM = "99.99-20260101-0000000002-0000000002"
GIVE_UP = 20.0


async def until(condition: Callable[[], object], seconds: float = GIVE_UP) -> None:
    """Waits until it is so; fails the test when it does not become so."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not come to this"
        await asyncio.sleep(0.002)


@dataclass
class Listener:
    """An upstream that remembers."""

    told: list[tuple[str, Progress, ReadFault | None]] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)

    def progressed(self, request: ReadRequest, progress: Progress, fault: ReadFault | None = None) -> None:
        self.told.append((request.id, progress, fault))

    async def deliver(self, read: Read) -> None:
        self.reads.append(read)


@dataclass
class Desk:
    """One or more simulated readers and a running bridge."""

    readers: Sequence[SimulatedReader]
    health: Health
    demand: Demand
    listener: Listener
    timing: Timing
    bridge: "asyncio.Task[None]"
    laid: list[PrintedCard] = field(default_factory=list)

    @property
    def reader(self) -> SimulatedReader:
        return self.readers[0]

    def lay(self, card: PrintedCard) -> None:
        """Lays a card on the first reader."""
        self.laid.append(card)
        self.reader.sam.put(card)

    def disturb(
        self, trouble: Trouble, on: Command | None = None, times: int | None = 1, at: int | None = None,
        value: float = 0.0, card: PrintedCard | None = None,
    ) -> Fault:  # fmt: skip
        """Prepares a fault for the first reader."""
        fault = Fault(trouble, on, times, at, value, card)
        if card is not None:
            self.laid.append(card)
        self.reader.faults.append(fault)
        return fault

    def request(self) -> ReadRequest:
        """Asks for a read, as the server would."""
        request = ReadRequest(str(uuid4()), bytes(32), monotonic() + 60)
        self.demand.ask(request)
        return request

    def errors(self, request: ReadRequest) -> list[ReadFault | None]:
        """What went wrong for this request, as the helper sees it."""
        return [fault for name, progress, fault in self.listener.told
                if name == request.id and progress is Progress.READ_ERROR]  # fmt: skip

    async def is_in(self, state: State, seconds: float = GIVE_UP) -> None:
        """Waits for a state of the bridge."""
        await until(lambda: self.health.state is state, seconds)

    async def read(self, seconds: float = GIVE_UP) -> Read:
        """Asks for a read and waits for it."""
        return await self.read_of(self.request(), seconds)

    async def read_of(self, request: ReadRequest, seconds: float = GIVE_UP) -> Read:
        """Waits for the read of a request."""
        await until(lambda: any(read.request.id == request.id for read in self.listener.reads), seconds)
        return next(read for read in self.listener.reads if read.request.id == request.id)

    def no_wrong_record(self) -> None:
        """Whatever was read is a card that lay there, whole; and no request was answered twice."""
        true = {(card.kind, card.number, card.name) for card in self.laid}
        for read in self.listener.reads:
            assert (read.card.kind, read.card.number, read.card.name) in true
        assert len({read.request.id for read in self.listener.reads}) == len(self.listener.reads)


def simulated(link: Path) -> SimulatedReader:
    """A simulated reader that is quick; not plugged in."""
    reader = SimulatedReader(link, paced=False)
    reader.seconds = dict.fromkeys(reader.seconds, 0.002)
    return reader


@contextlib.asynccontextmanager
async def desk(
    directory: Path, timing: Timing = QUICK, readers: int = 1, plugged: bool = True, sam_id: str | None = None
) -> AsyncIterator[Desk]:
    """A desk with a bridge that runs until the block ends; then nothing wrong may have been read."""
    several = [simulated(directory / f"reader{number}") for number in range(1, readers + 1)]
    if readers > 1:
        several[1].sam = Sam(OTHER_SAM)
    if plugged:
        for reader in several:
            reader.plug()
    health, demand, listener = Health(), Demand(), Listener()
    search = Search(Places([str(directory / "reader?")]), timing, health, sam_id)
    bridge = Bridge(search, demand, listener, health, timing, Random(1))
    running = asyncio.create_task(bridge.run())
    made = Desk(several, health, demand, listener, timing, running)
    try:
        if plugged:
            await made.is_in(State.IDLE)
        yield made
        assert not running.done()
        made.no_wrong_record()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        for reader in several:
            await reader.close()


async def ends_right(here: Desk) -> None:
    """The card that is laid down now is read in the end."""
    here.lay(FIRST)
    read = await here.read()
    assert (read.card.number, read.card.name) == (FIRST.number, FIRST.name)
