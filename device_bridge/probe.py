"""`python -m device_bridge probe PORT`: what answers on a port, at which speed. It asks and never changes anything."""

import json
from dataclasses import dataclass

from device_bridge.conversation import Conversation, Damaged, ReaderInTrouble, Silent
from device_bridge.health import Counters
from device_bridge.port import SPEEDS, LineLost, SerialLine
from device_bridge.timing import Timing


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a port; `sam_id` is there for a reader that is well."""

    port: str
    answers: str
    speed: int | None = None
    sam_id: str | None = None
    junk: int = 0

    def as_text(self) -> str:
        """One line of JSON."""
        told = {
            "port": self.port,
            "answers": self.answers,
            "speed": self.speed,
            "samId": self.sam_id,
            "junk": self.junk,
        }
        return json.dumps(told, ensure_ascii=False)


async def probe(port: str, timing: Timing) -> Found:
    """Asks at every speed until something answers as a reader does."""
    counters = Counters()
    try:
        line = SerialLine(port)
    except LineLost as lost:
        return Found(port, f"cannot be opened: {lost}")
    try:
        for speed in SPEEDS:
            line.change_speed(speed)
            conversation = Conversation(line, timing, counters)
            try:
                await conversation.status()
                sam_id = await conversation.sam_id()
            except ReaderInTrouble as trouble:
                return Found(port, f"a reader in trouble, status {trouble}", speed, junk=counters.junk)
            except (Silent, Damaged):
                continue
            return Found(port, "a reader", speed, sam_id, counters.junk)
    except LineLost as lost:
        return Found(port, f"was lost: {lost}", junk=counters.junk)
    finally:
        line.close()
    return Found(port, "something that is no reader" if counters.junk else "nothing", junk=counters.junk)
