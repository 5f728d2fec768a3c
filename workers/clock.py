"""The clock: looks for what is due and hands its ids to the actors.

What is due is a state of rows, found by a SELECT; nothing is remembered here but what was handed over a moment ago, so
any number of clocks may run, and one that is lost with the whole queue costs one more look. Whoever changes what is due
(the demo clock, an approval) may wake the topic `clock`, and need not.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.store.database import Database

WAKE_TOPIC = "clock"
LOOK_EVERY_SECONDS = 1.0
# An id that is still due this long after it was handed over is handed over again: its job was lost, or failed.
PATIENCE_SECONDS = 10.0
Find = Callable[[AsyncSession], Awaitable[Sequence[UUID]]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Duty:
    """One kind of thing that becomes due: how to find the ids of what is, and to whom they are handed.

    `find` reads at most as many as one round shall hand over; `hand_over` takes at most `at_once` of them, blocks on
    the queue and may raise.
    """

    name: str
    find: Find
    hand_over: Callable[[Sequence[UUID]], object]
    at_once: int = 1


@dataclass
class Rounds:
    """One clock's rounds through its duties, and when it handed over what."""

    database: Database
    duties: Sequence[Duty]
    patience: float = PATIENCE_SECONDS
    _handed_over: dict[tuple[str, UUID], float] = field(default_factory=dict)

    async def look(self) -> int:
        """Hands over all that is due and was not handed over a moment ago; returns how much that was.

        A duty that fails is logged and does not keep the others.
        """
        total = 0
        for duty in self.duties:
            try:
                total += await self._perform(duty)
            except Exception as fault:
                # The class only: what a driver says may quote a row.
                _log.warning("%s: cannot look or hand over (%s)", duty.name, type(fault).__name__)
        return total

    async def _perform(self, duty: Duty) -> int:
        async with self.database.glance() as session:
            due = await duty.find(session)
        self._forget(duty.name, due)
        new = [one for one in due if (duty.name, one) not in self._handed_over]
        for start in range(0, len(new), duty.at_once):
            group = new[start : start + duty.at_once]
            await asyncio.to_thread(duty.hand_over, group)
            at = asyncio.get_running_loop().time()
            self._handed_over.update(((duty.name, one), at) for one in group)
        return len(new)

    def _forget(self, name: str, due: Iterable[UUID]) -> None:
        """Forgets what is not due any more, and what was handed over too long ago to wait for."""
        still = set(due)
        oldest = asyncio.get_running_loop().time() - self.patience
        for key, at in list(self._handed_over.items()):
            if key[0] == name and (key[1] not in still or at < oldest):
                del self._handed_over[key]


async def keep_watch(rounds: Rounds, *, every: float = LOOK_EVERY_SECONDS) -> None:
    """Makes rounds until cancelled: one after each wake, and one `every` so many seconds in any case."""
    woken = asyncio.Event()
    async with rounds.database.bus.listen(WAKE_TOPIC) as wakes:
        # Apart, for a step of the wakes that is given up would end them.
        receiving = asyncio.create_task(_receive(wakes, woken))
        try:
            while True:
                woken.clear()
                await rounds.look()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), every)
        finally:
            receiving.cancel()
            await asyncio.gather(receiving, return_exceptions=True)


async def _receive(wakes: AsyncIterator[None], woken: asyncio.Event) -> None:
    async for _ in wakes:
        woken.set()
