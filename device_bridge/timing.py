"""How long everything may take, in seconds (device.md section 4 and 5), in one place so that tests can be quick."""

from dataclasses import dataclass, fields
from random import Random


@dataclass(frozen=True, slots=True)
class Timing:
    """All the waits of a bridge. The relations between them matter more than the numbers."""

    poll: float = 0.3
    """Between two looks for a card, while somebody waits for one."""
    heartbeat: float = 5.0
    """Between two questions for the status, while nobody does."""
    status_begins: float = 0.5
    card_begins: float = 1.5
    read_begins: float = 3.0
    """Until the first byte of an answer: to status and id, to find and select, to read."""
    read_whole: float = 5.0
    """Until the last byte of an answer to read."""
    answer_whole: float = 2.0
    """Until the last byte of any other answer."""
    gap: float = 0.25
    """A silence inside a frame that aborts it."""
    quiet: float = 0.06
    quiet_at_most: float = 1.0
    """How long the line must be quiet after damage, and how long that is waited for."""
    stuck: float = 10.0
    """A transaction that takes longer is killed."""
    write: float = 1.0
    """Until a command has gone out."""
    look: float = 0.25
    """Between two looks for a reader that was plugged in."""
    pause_first: float = 0.5
    pause_most: float = 15.0
    """Between tries that fail: doubling from the first to the most."""
    healthy_after: float = 2.0
    """A connection that lasted this long begins its pauses anew."""
    health: float = 15.0
    """Between two reports of health without a change."""
    request_lasts: float = 60.0
    """How long a read may be kept for the server."""
    answered_within: float = 10.0
    """Until the server has answered one request."""
    link_check: float = 10.0
    """Between two pings on the socket, and how long an answer may take."""
    session: float = 600.0
    """A session is renewed after this long, well before it ends."""

    def faster(self, by: float) -> "Timing":
        """The same relations in less time."""
        return Timing(**{one.name: getattr(self, one.name) / by for one in fields(self)})


class Pause:
    """The growing pause between tries, with jitter so that many bridges do not come back at one instant."""

    def __init__(self, timing: Timing, chance: Random) -> None:
        self._timing = timing
        self._chance = chance
        self._next = timing.pause_first

    def next(self) -> float:
        """The pause before the next try: between half of it and all of it."""
        pause = self._next
        self._next = min(pause * 2, self._timing.pause_most)
        return pause * self._chance.uniform(0.5, 1.0)

    def begin_anew(self) -> None:
        """After success."""
        self._next = self._timing.pause_first
