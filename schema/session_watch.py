"""Sockets end with their session: a wake closes them at once, and whoever missed the wake is found within seconds."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocket, WebSocketState

from domain.services.sessions import those_standing
from domain.store.database import Database

LOOK_SECONDS = 3.0
SESSION_ENDED = 4401
_log = logging.getLogger(__name__)


class SessionWatch:
    """The open sockets of one process by session. `run()` is the one task that asks the database about all of them.

    It asks when a session's topic is woken and every `LOOK_SECONDS` besides, because a wake may be lost; one
    statement, however many sockets there are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sockets: dict[UUID, set[WebSocket]] = defaultdict(set)
        self._woken = asyncio.Event()

    @contextlib.asynccontextmanager
    async def over(self, socket: WebSocket, session_id: UUID | None) -> AsyncIterator[None]:
        """Watch `socket` while the block runs. A socket without a session has nothing to end with."""
        if session_id is None:
            yield
            return
        listening = asyncio.create_task(self._listen(session_id))
        self._sockets[session_id].add(socket)
        try:
            yield
        finally:
            self._sockets[session_id].discard(socket)
            if not self._sockets[session_id]:
                del self._sockets[session_id]
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening

    async def run(self) -> None:
        """Close the sockets of ended sessions, until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_SECONDS)
            self._woken.clear()
            try:
                await self._close_ended()
            except (SQLAlchemyError, OSError) as fault:
                _log.warning("sessions of open sockets were not checked (%s)", type(fault).__name__)

    async def _listen(self, session_id: UUID) -> None:
        async with self._database.bus.listen(f"session:{session_id}") as wakes:
            async for _ in wakes:
                self._woken.set()

    async def _close_ended(self) -> None:
        watched = list(self._sockets)
        if not watched:
            return
        async with self._database.glance() as session:
            standing = await those_standing(session, watched)
        ended = [socket for one in watched if one not in standing for socket in self._sockets.get(one, ())]
        # Together: a client that does not take its close frame keeps nobody else open.
        await asyncio.gather(*(_close(socket) for socket in ended), return_exceptions=True)


async def _close(socket: WebSocket) -> None:
    if socket.application_state is WebSocketState.CONNECTED:
        await socket.close(SESSION_ENDED, "the session has ended")
