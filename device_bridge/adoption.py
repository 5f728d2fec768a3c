"""Which of the machine's ports has the reader: whoever answers as one, known by the number of its module.

Which number is the right one the server knows: it pins the reader of an enrolment and says of every other that it does
not accept it. Such a reader is passed over, unless there is none beside it: then the server is told which one is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from device_bridge.conversation import Conversation, Damaged, ReaderInTrouble, Silent
from device_bridge.health import Health, State
from device_bridge.places import Places
from device_bridge.port import SPEEDS, LineLost, SerialLine
from device_bridge.timing import Timing


@dataclass(frozen=True, slots=True)
class Adopted:
    """A reader that answers, on its open line; `is_last_resort` when it is one that the server does not accept."""

    line: SerialLine
    conversation: Conversation
    sam_id: str
    is_last_resort: bool = False


class NoReader(Exception):
    """No port has a reader that may be used; `in_trouble` when one has a reader that is not well, or another's."""

    def __init__(self, why: str, in_trouble: bool = False) -> None:
        super().__init__(why)
        self.in_trouble = in_trouble


@dataclass
class Search:
    """Looks for the reader. `sam_id` is the only one that may be used; None for any.

    Where a reader was found before is tried first, at the speed that it had. The speed of a reader is never changed.
    """

    places: Places
    timing: Timing
    health: Health
    sam_id: str | None = None
    last: tuple[str, int] | None = None
    reset_next: bool = False

    async def adopt(self) -> Adopted:
        """The first reader that answers and is not refused, else the first that answers. Raises `NoReader`."""
        try:
            return await self._first(frozenset(self.health.refused))
        except NoReader:
            if not self.health.refused:
                raise
            return replace(await self._first(frozenset()), is_last_resort=True)

    async def _first(self, passed_over: frozenset[str]) -> Adopted:
        whys: list[str] = []
        in_trouble = False
        for path in sorted(self.places.present(), key=lambda path: self.last is None or path != self.last[0]):
            try:
                adopted = await self._try(path, passed_over)
            except (LineLost, NoReader) as error:
                in_trouble |= isinstance(error, NoReader) and error.in_trouble
                whys.append(f"{path}: {error}")
                continue
            self.last = (path, adopted.line.speed)
            return adopted
        raise NoReader("; ".join(whys) or "no port", in_trouble)

    def _speeds(self, path: str) -> Iterator[int]:
        known = self.last[1] if self.last is not None and self.last[0] == path else SPEEDS[0]
        yield known
        yield from (speed for speed in SPEEDS if speed != known)

    async def _try(self, path: str, passed_over: frozenset[str]) -> Adopted:
        line = SerialLine(path)
        self.health.is_now(State.PROBING)
        try:
            conversation = await self._find_speed(line)
            sam_id = await conversation.sam_id()
            if self.sam_id not in (None, sam_id) or sam_id in passed_over:
                raise NoReader(f"another reader, {sam_id}", in_trouble=True)
        except ReaderInTrouble as trouble:
            line.close()
            raise NoReader(f"reader in trouble, status {trouble}", in_trouble=True) from None
        except (Silent, Damaged):
            line.close()
            raise NoReader("no reader answers") from None
        except BaseException:
            line.close()
            raise
        return Adopted(line, conversation, sam_id)

    async def _find_speed(self, line: SerialLine) -> Conversation:
        """A conversation with whatever answers, at the speed at which it does. Raises `Silent`."""
        conversation = Conversation(line, self.timing, self.health.counters)
        for speed in self._speeds(line.path):
            if speed != line.speed:
                line.change_speed(speed)
            try:
                if self.reset_next and line.path == (self.last or ("",))[0]:
                    # It fell silent before: what is asked once is asked of a module that has begun anew.
                    self.reset_next = False
                    await conversation.reset()
                await conversation.status()
            except (Silent, Damaged):
                continue
            return conversation
        raise Silent
