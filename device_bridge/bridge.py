"""The life of a bridge: look for the reader, serve with it until it is lost, look again."""

import asyncio
import logging
from random import Random, SystemRandom
from time import monotonic

from device_bridge.adoption import Adopted, NoReader, Search
from device_bridge.conversation import ReaderInTrouble, ReadFault
from device_bridge.health import Health, State
from device_bridge.places import Marks
from device_bridge.port import LineLost
from device_bridge.reader import Progress, Reader, Upstream
from device_bridge.requests import Demand
from device_bridge.timing import Pause, Timing

_log = logging.getLogger("device_bridge")


class Bridge:
    """Keeps one reader at work. What it is asked for stands in `demand`, what it has to say goes to `upstream`."""

    def __init__(
        self, search: Search, demand: Demand, upstream: Upstream, health: Health, timing: Timing,
        chance: Random | None = None,
    ) -> None:  # fmt: skip
        self._search = search
        self._demand = demand
        self._upstream = upstream
        self._health = health
        self._timing = timing
        self._pause = Pause(timing, chance or SystemRandom())

    async def run(self) -> None:
        """Runs until it is cancelled."""
        said = ""
        while True:
            marks = self._search.places.marks()
            try:
                adopted = await self._open()
            except NoReader as error:
                self._health.is_now(State.FAULT if error.in_trouble else State.LOST)
                self._health.has_reader(None)
                self._offline(ReadFault.READER_FAULT if error.in_trouble else ReadFault.READER_LOST)
                if str(error) != said:
                    _log.info("no reader: %s", error)
                said = str(error)
                if await self._search.places.change(marks, self._pause.next(), self._timing.look):
                    self._pause.begin_anew()
                continue
            said = ""
            began = monotonic()
            try:
                await self._serve(adopted, marks)
            except LineLost as error:
                _log.info("reader lost: %s", error)
                self._search.reset_next = str(error) == "no answer"
                self._health.is_now(State.LOST)
                self._offline(ReadFault.READER_LOST)
            except ReaderInTrouble as error:
                _log.warning("reader in trouble: status %s", error)
                self._health.is_now(State.FAULT)
                self._offline(ReadFault.READER_FAULT)
            finally:
                adopted.line.close()
            self._health.counters.reopened += 1
            if monotonic() - began >= self._timing.healthy_after:
                self._pause.begin_anew()
            else:
                await self._search.places.change(self._search.places.marks(), self._pause.next(), self._timing.look)

    async def _open(self) -> Adopted:
        self._health.is_now(State.OPENING)
        adopted = await self._search.adopt()
        _log.info("reader %s on %s at %d", adopted.sam_id, adopted.line.path, adopted.line.speed)
        self._health.has_reader(adopted.sam_id)
        return adopted

    async def _serve(self, adopted: Adopted, marks: Marks) -> None:
        """Serves until the line is lost, the reader is in trouble or to be given up for another, and raises that."""
        reader = Reader(
            adopted.line, adopted.conversation, adopted.sam_id, self._demand, self._upstream, self._health,
            self._timing,
        )  # fmt: skip
        serving = asyncio.ensure_future(reader.serve())
        looking = asyncio.ensure_future(self._look_for_another(adopted, marks))
        try:
            await asyncio.wait({serving, looking}, return_when=asyncio.FIRST_COMPLETED)
            (serving if serving.done() else looking).result()
        finally:
            serving.cancel()
            looking.cancel()
            await asyncio.gather(serving, looking, return_exceptions=True)

    async def _look_for_another(self, adopted: Adopted, marks: Marks) -> None:
        """Gives up a reader that the server does not accept: at once, or when ports have come or gone since `marks` if
        it has been found to be the only one. Raises `LineLost`.
        """
        if not adopted.is_last_resort:
            await self._health.refusal(adopted.sam_id)
        else:
            while not await self._search.places.change(marks, self._timing.health, self._timing.look):
                pass
        raise LineLost("not accepted")

    def _offline(self, fault: ReadFault) -> None:
        request = self._demand.current
        if request is not None:
            self._upstream.progressed(request, Progress.READER_OFFLINE, fault)
