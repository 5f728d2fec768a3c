"""How the bridge is: a state, a reader, some counters. Never a card."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Where the bridge stands with its reader and its server."""

    CLOSED = "closed"
    OPENING = "opening"
    PROBING = "probing"
    IDLE = "idle"
    ARMED = "armed"
    SELECTING = "selecting"
    READING = "reading"
    SUBMITTING = "submitting"
    LOST = "lost"
    FAULT = "fault"
    DENIED = "denied"


AT_WORK = frozenset({State.IDLE, State.ARMED, State.SELECTING, State.READING, State.SUBMITTING})


@dataclass
class Counters:
    """What went wrong since the start: junk bytes, bad frames, silences, ports opened again; and well-formed replies
    that nobody waited for, which the server does not ask about."""

    junk: int = 0
    bad: int = 0
    timeout: int = 0
    reopened: int = 0
    late: int = 0

    def told(self) -> dict[str, int]:
        """What the server asks about."""
        return {"junk": self.junk, "bad": self.bad, "timeout": self.timeout, "reopened": self.reopened}


@dataclass
class Health:
    """What is told to the server. `changed` is set when the reader comes, goes or is another one.

    The steps of a single read are not worth a report of their own: the helper sees them as its progress.
    """

    reader: State = State.CLOSED
    denied: bool = False
    sam_id: str | None = None
    counters: Counters = field(default_factory=Counters)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    refused: set[str] = field(default_factory=set)
    """The readers that the server does not accept, as far as it was asked."""
    _judged: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def state(self) -> State:
        """The state to tell: nothing matters to a bridge that the server has denied."""
        return State.DENIED if self.denied else self.reader

    def is_now(self, state: State) -> None:
        """Takes on a state of the reader."""
        if state is not self.reader and not {state, self.reader} <= AT_WORK:
            self.changed.set()
        self.reader = state

    def has_reader(self, sam_id: str | None) -> None:
        """Names the reader, or none."""
        if sam_id != self.sam_id:
            self.sam_id = sam_id
            self.changed.set()

    def judge(self, sam_id: str, accepted: bool) -> None:
        """Takes down whether the server accepts a reader."""
        (self.refused.discard if accepted else self.refused.add)(sam_id)
        self._judged.set()

    async def refusal(self, sam_id: str) -> None:
        """Waits until the server does not accept this reader."""
        while sam_id not in self.refused:
            self._judged.clear()
            await self._judged.wait()
