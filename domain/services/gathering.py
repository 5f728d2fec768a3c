"""Do together what arrives together: requests that come while a group is under way form the next group.

There is no timer: a request that comes alone is a group of one and starts at once. Under load the groups grow by
themselves, and with them what one commit carries.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Gathering(Generic[Asked, Answer]):
    """Gathers what is asked into groups for `together`, which gives each its own answer or its own exception.

    At most `at_once` groups of at most `most` are under way. It belongs to one event loop.
    """

    def __init__(
        self,
        together: Callable[[Sequence[Asked]], Awaitable[Sequence[Answer | Exception]]],
        *,
        at_once: int = 2,
        most: int = 256,
    ) -> None:
        self._together = together
        self._at_once = at_once
        self._most = most
        self._waiting: deque[tuple[Asked, asyncio.Future[Answer]]] = deque()
        self._under_way: set[asyncio.Task[None]] = set()

    async def ask(self, asked: Asked) -> Answer:
        """The answer to `asked`, as part of a group. Raises what `together` gave for it."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, future))
        if len(self._under_way) < self._at_once:
            self._start()
        return await future

    def _start(self) -> None:
        task = asyncio.create_task(self._work())
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _work(self) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
            try:
                answers = await self._together([asked for asked, _ in group])
            except Exception as failure:
                answers = [failure] * len(group)
            for (_, future), answer in zip(group, answers, strict=True):
                if future.done():  # whoever asked has gone away; what was done stays done
                    continue
                if isinstance(answer, Exception):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)
