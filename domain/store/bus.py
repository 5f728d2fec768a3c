"""Wakes: "look again at this topic". They carry nothing else, coalesce, and may be lost; the rows are the truth.

One publisher task per process sends each topic at most once in `CONFLATION_SECONDS`; one subscription per process
feeds every listener. After a lost connection all listeners are woken, because a wake may have been missed.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator

from redis.asyncio import Redis
from redis.exceptions import RedisError

CONFLATION_SECONDS = 0.01
RECONNECT_SECONDS = 0.5
_PREFIX = "gongjue:wake:"
_log = logging.getLogger(__name__)


class Bus:
    """The process's end of the wakes. Make it, `start()` it inside the event loop, `stop()` it before the loop ends."""

    def __init__(self, redis_url: str) -> None:
        self._redis: Redis = Redis.from_url(redis_url, socket_connect_timeout=2)
        self._pending: set[str] = set()
        self._something_pending = asyncio.Event()
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin publishing and listening."""
        self._tasks = [asyncio.create_task(self._publish()), asyncio.create_task(self._receive())]

    async def stop(self) -> None:
        """Stop both tasks and close the connections. What is pending is sent first, as far as Redis answers."""
        running = set(self._tasks)
        while running:
            # A cancellation can be lost inside the Redis client's own timeouts, so it is said until it is heard.
            for task in running:
                task.cancel()
            _, running = await asyncio.wait(running, timeout=0.1)
        with contextlib.suppress(RedisError, OSError):
            await self._send_pending()
        await self._redis.aclose()

    def wake(self, *topics: str) -> None:
        """Wake whoever listens to `topics`, in any process, soon. Never blocks and never fails."""
        self._pending.update(topics)
        self._something_pending.set()

    @contextlib.asynccontextmanager
    async def listen(self, *topics: str) -> AsyncIterator[AsyncGenerator[None, None]]:
        """Yield an iterator that steps once for one or more wakes of any of `topics` since its last step."""
        event = asyncio.Event()
        for topic in topics:
            self._listeners[topic].add(event)
        steps = self._steps(event)
        try:
            yield steps
        finally:
            await steps.aclose()
            for topic in topics:
                self._listeners[topic].discard(event)
                if not self._listeners[topic]:
                    del self._listeners[topic]

    @staticmethod
    async def _steps(event: asyncio.Event) -> AsyncGenerator[None, None]:
        while True:
            await event.wait()
            event.clear()
            yield

    async def _publish(self) -> None:
        while True:
            await self._something_pending.wait()
            try:
                await self._send_pending()
            except (RedisError, OSError) as fault:
                _log.warning("wakes are delayed: Redis does not answer (%s)", type(fault).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)
            await asyncio.sleep(CONFLATION_SECONDS)

    async def _send_pending(self) -> None:
        topics, self._pending = self._pending, set()
        self._something_pending.clear()
        if not topics:
            return
        try:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for topic in topics:
                    pipeline.publish(_PREFIX + topic, b"")
                await pipeline.execute()
        except BaseException:
            self.wake(*topics)
            raise

    async def _receive(self) -> None:
        while True:
            try:
                async with self._redis.pubsub() as subscription:
                    await subscription.psubscribe(_PREFIX + "*")
                    self._wake_everyone()
                    async for message in subscription.listen():
                        if message["type"] == "pmessage":
                            self._deliver(message["channel"].decode().removeprefix(_PREFIX))
            except (RedisError, OSError) as fault:
                _log.warning("wakes are deaf: Redis does not answer (%s)", type(fault).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)

    def _deliver(self, topic: str) -> None:
        for event in self._listeners.get(topic, ()):
            event.set()

    def _wake_everyone(self) -> None:
        for events in self._listeners.values():
            for event in events:
                event.set()

    def topics(self) -> set[str]:
        """The topics that somebody in this process listens to."""
        return set(self._listeners)
