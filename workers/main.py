"""Everything that happens when nobody asks, in one list."""

from collections.abc import Sequence

from dramatiq import Broker

from workers.clock import Duty


def declare(broker: Broker) -> Sequence[Duty]:
    """Declares every actor on the broker, and returns what the clock looks for.

    Each is one line, `declare_duty(broker, name, find, act)`; both halves are functions of the module of their noun.
    """
    return ()
