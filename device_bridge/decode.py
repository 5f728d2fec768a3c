"""The field tool: hexadecimal bytes in, one JSON object per event out, so that a recorded session can be understood.

White space is ignored, each line is one piece as it came, an empty line is an idle gap. The photo is never printed;
a card is, to whoever holds the recording anyway.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from device_bridge.cards import Card, CardRefused, read_text
from device_bridge.codec import Bad, Decoder, Event, Frame, Junk

BEIJING = ZoneInfo("Asia/Shanghai")


class NotHexadecimal(Exception):
    """A line is not hexadecimal bytes; it says which."""


def decode(lines: Iterable[str], today: date) -> Iterator[dict[str, object]]:
    """The events of a recorded session as JSON objects. Raises `NotHexadecimal`."""
    decoder = Decoder()
    for number, line in enumerate(lines, 1):
        plain = "".join(line.split())
        try:
            events = decoder.feed(bytes.fromhex(plain)) if plain else decoder.gap()
        except ValueError:
            raise NotHexadecimal(f"line {number} is not hexadecimal bytes") from None
        for event in events:
            yield from told(event, today)
    # A recording that ends within a frame ends in silence.
    for event in decoder.gap():
        yield from told(event, today)


def told(event: Event, today: date) -> Iterator[dict[str, object]]:
    """An event, and after a frame the card that it carries or why it carries none."""
    match event:
        case Junk(data):
            yield {"event": "junk", "bytes": data.hex()}
        case Bad(reason, value):
            yield {"event": "bad", "reason": reason.value, "value": value}
        case Frame():
            yield {"event": "frame", "sw": event.status_bytes.hex(), "length": event.length}
            if event.text is not None:
                yield _card(event.text, today)


def _card(text: bytes, today: date) -> dict[str, object]:
    try:
        card = read_text(text)
    except CardRefused as refused:
        return {"event": "refused", "reason": refused.reason.value}
    return {"event": "card", **_fields(card), "flags": [flag.value for flag in card.flags(today)]}


def _fields(card: Card) -> dict[str, object]:
    return {
        "kind": card.kind.value,
        "number": card.number,
        "name": card.name,
        "name_en": card.name_en,
        "sex": card.sex,
        "birth": card.birth.isoformat(),
        "valid_from": card.valid_from.isoformat(),
        "valid_to": card.valid_to.isoformat() if card.valid_to else None,
    }


def command(source: TextIO, sink: TextIO) -> int:
    """Decodes standard input; returns the exit status."""
    try:
        for event in decode(source, datetime.now(BEIJING).date()):
            print(json.dumps(event, ensure_ascii=False), file=sink, flush=True)
    except NotHexadecimal as fault:
        print(f"device_bridge decode: {fault}", file=sys.stderr)
        return 2
    return 0
