"""Serving read requests with one reader: waits for a card while somebody asks for one, and else asks after its health.

Every read belongs to the request that was open when it began and still is when it ends; a card that is read for a
request that has gone is forgotten.
"""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Protocol

from device_bridge.cards import Card
from device_bridge.conversation import CardRead, Conversation, NoCard, ReadFailed, ReadFault, microseconds
from device_bridge.health import Health, State
from device_bridge.port import LineLost, SerialLine
from device_bridge.requests import Demand, ReadRequest
from device_bridge.timing import Timing


class Progress(StrEnum):
    """What a helper sees of an open request."""

    WAITING_FOR_CARD = "waiting_for_card"
    READING = "reading"
    CHECKING = "checking"
    READ_ERROR = "read_error"
    READER_OFFLINE = "reader_offline"


@dataclass(frozen=True, slots=True)
class Read:
    """A card, read for one request. `timings` are microseconds: waited, find, select, read."""

    request: ReadRequest
    card: Card
    sam_id: str
    attempts: int
    find_misses: int
    timings: tuple[int, int, int, int] = field(repr=False)


class Upstream(Protocol):
    """Who wants to know; see `device_bridge.uplink.Uplink`."""

    def progressed(self, request: ReadRequest, progress: Progress, fault: ReadFault | None = None) -> None:
        """Tells how the request stands. Never waits."""

    async def deliver(self, read: Read) -> None:
        """Hands a read to the server; returns when it is answered, refused or too late. Goes on when cancelled."""


@dataclass
class Errand:
    """How far one request has come at this reader."""

    request: ReadRequest
    began: float = field(default_factory=monotonic)
    attempts: int = 0
    find_misses: int = 0
    told: tuple[Progress, ReadFault | None] | None = None
    missed_since: bool = True


class Reader:
    """One adopted reader on an open line, from its adoption until the line is lost."""

    def __init__(
        self, line: SerialLine, conversation: Conversation, sam_id: str, demand: Demand, upstream: Upstream,
        health: Health, timing: Timing,
    ) -> None:  # fmt: skip
        self._line = line
        self._conversation = conversation
        self._sam_id = sam_id
        self._demand = demand
        self._upstream = upstream
        self._health = health
        self._timing = timing

    async def serve(self) -> None:
        """Serves until the line is lost or the reader is in trouble, and raises that."""
        serving = asyncio.ensure_future(self._serve())
        watching = asyncio.ensure_future(self._line.watch())
        try:
            await asyncio.wait({serving, watching}, return_when=asyncio.FIRST_COMPLETED)
            # The line's end is the reason of whatever else has failed by then.
            (watching if watching.done() else serving).result()
        finally:
            serving.cancel()
            watching.cancel()
            await asyncio.gather(serving, watching, return_exceptions=True)

    async def _serve(self) -> None:
        while True:
            request = self._demand.current
            if request is None:
                self._health.is_now(State.IDLE)
                await self._demand.change(self._timing.heartbeat)
                if self._demand.current is None:
                    await self._conversation.heartbeat()
            else:
                await self._fulfil(Errand(request))

    async def _fulfil(self, errand: Errand) -> None:
        self._tell(errand, Progress.WAITING_FOR_CARD)
        while self._demand.holds(errand.request):
            self._health.is_now(State.ARMED)
            try:
                async with asyncio.timeout(self._timing.stuck):
                    read = await self._attempt(errand)
            except TimeoutError:
                raise LineLost("stuck") from None
            if read is None:
                await self._demand.change(self._timing.poll)
            elif self._demand.holds(errand.request):
                self._demand.answer(errand.request)
                self._health.is_now(State.SUBMITTING)
                # The card may be taken away. Whatever the server says of it first is final and stays.
                self._tell(errand, Progress.CHECKING)
                await self._upstream.deliver(read)

    async def _attempt(self, errand: Errand) -> Read | None:
        began_attempts = errand.attempts

        def found() -> None:
            errand.attempts += 1
            self._health.is_now(State.SELECTING)
            # A card that lies there after an error is tried again and again; the helper sees the error meanwhile.
            if errand.missed_since:
                self._tell(errand, Progress.READING)
            errand.missed_since = False

        outcome = await self._conversation.attempt(found, lambda: self._health.is_now(State.READING))
        match outcome:
            case NoCard():
                errand.find_misses += 1
                errand.missed_since = True
            case ReadFailed(fault):
                # What failed before a card was found is nothing that a helper could do anything about.
                if errand.attempts > began_attempts or fault is ReadFault.READER_FAULT:
                    self._tell(errand, Progress.READ_ERROR, fault)
            case CardRead(card, timings):
                waited = microseconds(monotonic() - errand.began) - sum(timings)
                return Read(
                    errand.request, card, self._sam_id, errand.attempts, errand.find_misses,
                    (max(waited, 0), *timings),
                )  # fmt: skip
        return None

    def _tell(self, errand: Errand, progress: Progress, fault: ReadFault | None = None) -> None:
        if errand.told != (progress, fault):
            errand.told = (progress, fault)
            self._upstream.progressed(errand.request, progress, fault)
