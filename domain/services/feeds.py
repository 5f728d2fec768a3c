"""What many in one process watch is read once for all of them: after a wake, at most every 200 ms, if it changed.

A feed gives the present state first and then each state that it finds after a wake. Wakes may be lost and coalesce;
what is given is always read anew, so the last state arrives in any case.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from domain.store.bus import Bus

AT_MOST_EVERY_SECONDS = 0.2
AFTER_A_FAULT_SECONDS = 1.0
_log = logging.getLogger(__name__)
Seen = TypeVar("Seen")


@dataclass
class _Watched(Generic[Seen]):
    """One thing that is watched: what was read last, and who reads it."""

    state: Seen | None = None
    version: int = 0
    watchers: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    reader: asyncio.Task[None] | None = None


class Feed(Generic[Seen]):
    """Reads of one kind, shared by all who watch. `topic` names the wakes of one id, `read` its present state.

    A state of None is nothing to see and is not given.
    """

    def __init__(self, bus: Bus, topic: Callable[[UUID], str], read: Callable[[UUID], Awaitable[Seen | None]]) -> None:
        self._bus = bus
        self._topic = topic
        self._read = read
        self._watched: dict[UUID, _Watched[Seen]] = {}

    async def states(self, id: UUID) -> AsyncGenerator[Seen, None]:
        """The present state of `id`, then each further one. Close the generator to stop watching."""
        watched = self._watched.setdefault(id, _Watched())
        watched.watchers += 1
        if watched.reader is None:
            watched.reader = asyncio.create_task(self._keep_reading(id, watched))
        given = 0
        try:
            while True:
                if watched.version == given:
                    await watched.changed.wait()
                    continue
                given = watched.version
                if watched.state is not None:
                    yield watched.state
        finally:
            watched.watchers -= 1
            if watched.watchers == 0:
                watched.reader.cancel()
                del self._watched[id]

    async def _keep_reading(self, id: UUID, watched: _Watched[Seen]) -> None:
        async with self._bus.listen(self._topic(id)) as wakes:
            await self._read_once(id, watched)
            async for _ in wakes:
                await self._read_once(id, watched)
                await asyncio.sleep(AT_MOST_EVERY_SECONDS)

    async def _read_once(self, id: UUID, watched: _Watched[Seen]) -> None:
        while True:
            try:
                state = await self._read(id)
                break
            except Exception as fault:
                # The class only: what a driver says may quote a row.
                _log.warning("a feed is delayed: the database does not answer (%s)", type(fault).__name__)
                await asyncio.sleep(AFTER_A_FAULT_SECONDS)
        if watched.version == 0 or state != watched.state:
            watched.state = state
            watched.version += 1
            changed, watched.changed = watched.changed, asyncio.Event()
            changed.set()
