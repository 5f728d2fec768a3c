"""The server's request to read a card, and the one place where the reader looks for it."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """One request; `ends` is when it is given up here whatever the server says, on the monotonic clock."""

    id: str
    nonce: bytes = field(repr=False)
    ends: float

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return monotonic() >= self.ends


class Demand:
    """What is asked for now: one request or nothing. What the server repeats keeps its first end and its answer."""

    def __init__(self) -> None:
        self._asked: ReadRequest | None = None
        self._last: ReadRequest | None = None
        self._answered: str | None = None
        self._changed = asyncio.Event()

    @property
    def current(self) -> ReadRequest | None:
        """The open request, unless it has been answered or its time has passed."""
        request = self._asked
        if request is None or request.id == self._answered or request.is_over:
            return None
        return request

    def holds(self, request: ReadRequest) -> bool:
        """Whether this request is still open."""
        current = self.current
        return current is not None and current.id == request.id

    def ask(self, request: ReadRequest | None) -> None:
        """Takes what the server asks for now."""
        if request is not None and self._last is not None and request.id == self._last.id:
            request = self._last
        if request is not self._asked:
            self._asked = request
            self._last = request or self._last
            self._changed.set()

    def answer(self, request: ReadRequest) -> None:
        """A read of this request is on its way: nothing more is read for it."""
        self._answered = request.id
        self._changed.set()

    async def change(self, within: float) -> None:
        """Waits until another request is asked for or none, at most so many seconds."""
        self._changed.clear()
        try:
            async with asyncio.timeout(within):
                await self._changed.wait()
        except TimeoutError:
            return
