"""Orders to a simulator over a Unix socket: one JSON object a line, answered by one.

`{"do": "put", "card": NAME}` · `{"do": "lift"}` · `{"do": "unplug"}` · `{"do": "plug", "link": PATH}` ·
`{"do": "fault", "trouble": …, "on": "find", "times": 1, "at": 100, "value": 2.5, "card": NAME}` · `{"do": "clear"}` ·
`{"do": "mode", "lying": "once", "trouble": 102, "sam_id": …, "echo": true, "thing": "modem", "speed": 9600,
"blocked": true, "seconds": {"find": 1.2}}` · `{"do": "say", "bytes": "00ff"}` · `{"do": "state"}`.
Each answer is `{"ok": true, …state}` or `{"ok": false, "why": …}`.
"""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from device_bridge.codec import Command
from device_bridge.simulator.faults import Fault, Trouble
from device_bridge.simulator.people import PrintedCard
from device_bridge.simulator.plug import SimulatedReader, Thing
from device_bridge.simulator.sam import Lying

Order = Mapping[str, Any]
ANSWER_WITHIN = 5.0


class OrderRefused(Exception):
    """The simulator cannot do this; it says why."""


@dataclass(frozen=True)
class Desk:
    """A simulated reader with the cards that can be laid on it, by name."""

    reader: SimulatedReader
    cards: Mapping[str, PrintedCard]

    def obey(self, order: Order) -> dict[str, object]:
        """Does what is ordered and says how things stand then. Raises `OrderRefused`."""
        orders: dict[str, Callable[[Order], None]] = {
            "put": lambda order: self.reader.put(self._card(order["card"])),
            "lift": lambda _: self.reader.sam.lift(),
            "unplug": lambda _: self.reader.unplug(),
            "plug": lambda order: self.reader.plug(Path(order["link"]) if order.get("link") else None),
            "fault": self._fault,
            "clear": lambda _: self.reader.faults.clear(),
            "mode": self._mode,
            "say": lambda order: self.reader.say(bytes.fromhex(order["bytes"])),
            "state": lambda _: None,
        }
        try:
            orders[order["do"]](order)
        except (KeyError, TypeError, ValueError) as error:
            raise OrderRefused(f"not an order: {type(error).__name__}") from None
        return self._state()

    def _card(self, name: str) -> PrintedCard:
        if name not in self.cards:
            raise OrderRefused("no such card; there are: " + ", ".join(self.cards))
        return self.cards[name]

    def _fault(self, order: Order) -> None:
        on = Command[order["on"].upper()] if order.get("on") else None
        card = self._card(order["card"]) if order.get("card") else None
        value = float(order.get("value", 0))
        fault = Fault(Trouble(order["trouble"]), on, order.get("times", 1), order.get("at"), value, card)
        self.reader.faults.append(fault)

    def _mode(self, order: Order) -> None:
        reader = self.reader
        reader.sam.lying = Lying(order.get("lying", reader.sam.lying))
        reader.sam.trouble = int(order.get("trouble", reader.sam.trouble))
        reader.sam.sam_id = str(order.get("sam_id", reader.sam.sam_id))
        reader.echo = bool(order.get("echo", reader.echo))
        reader.thing = Thing(order.get("thing", reader.thing))
        reader.speed = int(order.get("speed", reader.speed))
        if "blocked" in order:
            reader.block_writes(bool(order["blocked"]))
        for name, seconds in order.get("seconds", {}).items():
            reader.seconds[Command[name.upper()]] = float(seconds)

    def _state(self) -> dict[str, object]:
        reader = self.reader
        return {
            "plugged": reader.plugged,
            "link": str(reader.link),
            "card": reader.sam.card is not None,
            "sam_id": reader.sam.sam_id,
            "heard": dict(reader.heard),
            "record_at": reader.record_at,
            "cards": list(self.cards),
        }


@asynccontextmanager
async def controlled(desk: Desk, path: Path) -> AsyncIterator[None]:
    """Takes orders at `path`, which only this user may use, until the block ends."""

    async def serve(lines: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        try:
            while line := await lines.readline():
                answers.write(json.dumps(answered(desk, line), ensure_ascii=False).encode() + b"\n")
                await answers.drain()
        except (ConnectionError, ValueError):
            pass
        finally:
            answers.close()

    listening = private_socket(path)
    server = await asyncio.start_unix_server(serve, sock=listening)
    try:
        yield
    finally:
        server.close()
        os.unlink(path)


def private_socket(path: Path) -> socket.socket:
    """A socket at this path that nobody else may use at any moment; it is there once it listens."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        listening.bind(str(new))
    finally:
        os.umask(before)
    listening.listen()
    new.replace(path)
    return listening


def answered(desk: Desk, line: bytes) -> dict[str, object]:
    """The answer to one line."""
    try:
        order = json.loads(line)
        if not isinstance(order, dict):
            raise OrderRefused("not an order: no object")
        return {"ok": True, **desk.obey(order)}
    except OrderRefused as refused:
        return {"ok": False, "why": str(refused)}
    except ValueError:
        return {"ok": False, "why": "not an order: no JSON"}


def ordered(path: Path, **order: object) -> dict[str, Any]:
    """Gives one order and returns the answer. Raises `OrderRefused`, and `OSError` where no simulator listens."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(ANSWER_WITHIN)
        connection.connect(str(path))
        connection.sendall(json.dumps(order, ensure_ascii=False).encode() + b"\n")
        answer: dict[str, Any] = json.loads(connection.makefile().readline())
    if not answer.pop("ok"):
        raise OrderRefused(answer["why"])
    return answer
