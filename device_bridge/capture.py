"""`python -m device_bridge capture PORT`: one read as a reader sends it, in hexadecimal, for `decode`.

What it prints holds everything that is on the card, photo and address too: it is for a test card and never for a
person's.
"""

import sys
from time import monotonic
from typing import TextIO

from device_bridge.conversation import CardRead, Conversation, Damaged, NoCard, ReaderInTrouble, Silent
from device_bridge.health import Counters
from device_bridge.port import SPEEDS, LineLost, SerialLine
from device_bridge.timing import Timing

LAY_DOWN = "请放上测试卡（不要用真人的身份证）。\nLay the test card on the reader, never a person's."


class Recorded:
    """A line whose every piece is written down as it comes; silence is an empty line."""

    def __init__(self, line: SerialLine, sink: TextIO) -> None:
        self._line = line
        self._sink = sink

    def take(self) -> bytes:
        """As the line does."""
        return self._written(self._line.take())

    async def receive(self, within: float) -> bytes:
        """As the line does."""
        data = self._written(await self._line.receive(within))
        if not data:
            print(file=self._sink)
        return data

    async def write(self, data: bytes, within: float) -> None:
        """As the line does; what is sent is not recorded."""
        await self._line.write(data, within)

    def _written(self, data: bytes) -> bytes:
        if data:
            print(data.hex(), file=self._sink)
        return data


async def capture(port: str, sink: TextIO, timing: Timing) -> bool:
    """Records the reader's answers up to the first read; says whether a card was read. Raises `LineLost`."""
    line = SerialLine(port)
    try:
        for speed in SPEEDS:
            line.change_speed(speed)
            conversation = Conversation(Recorded(line, sink), timing, Counters())
            try:
                await conversation.status()
                await conversation.sam_id()
            except (Silent, Damaged):
                continue
            return await _first_read(conversation, timing)
        raise LineLost("no reader answers")
    except ReaderInTrouble as trouble:
        raise LineLost(f"reader in trouble, status {trouble}") from None
    finally:
        line.close()


async def _first_read(conversation: Conversation, timing: Timing) -> bool:
    print(LAY_DOWN, file=sys.stderr, flush=True)
    ends = monotonic() + timing.request_lasts
    while monotonic() < ends:
        outcome = await conversation.attempt(lambda: None, lambda: None)
        if not isinstance(outcome, NoCard):
            return isinstance(outcome, CardRead)
    return False
