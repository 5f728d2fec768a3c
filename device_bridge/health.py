"""How the bridge is: a state, a reader, some counters. Never a card."""

import asyncio
from dataclasses import asdict, dataclass, field
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


@dataclass
class Counters:
    """What went wrong on the line since the start: junk bytes, bad frames, silences, well-formed replies that nobody
    waited for, and ports opened again."""

    junk: int = 0
    bad: int = 0
    timeout: int = 0
    late: int = 0
    reopened: int = 0

    def as_numbers(self) -> dict[str, int]:
        """By name."""
        return asdict(self)


@dataclass
class Health:
    """What is told to the server. `changed` is set with every change of the state or the reader."""

    state: State = State.CLOSED
    sam_id: str | None = None
    counters: Counters = field(default_factory=Counters)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def is_now(self, state: State) -> None:
        """Takes on a state. A bridge that the server has denied stays denied."""
        if state is not self.state and self.state is not State.DENIED:
            self.state = state
            self.changed.set()

    def has_reader(self, sam_id: str | None) -> None:
        """Names the reader, or none."""
        if sam_id != self.sam_id:
            self.sam_id = sam_id
            self.changed.set()
