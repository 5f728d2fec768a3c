"""The committed examples of invented people, as frames."""

import json
from pathlib import Path
from typing import Any

from device_bridge.codec import PHOTO_BYTES, TEXT_AND_PHOTO, reply

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("card-vectors.json").read_text(encoding="utf-8"))
PHOTO = bytes((7 * place + 3) & 255 for place in range(PHOTO_BYTES))
BLOCKS: dict[str, bytes] = {name: bytes.fromhex(block["hex"]) for name, block in VECTORS["text_blocks"].items()}
RESIDENT = BLOCKS["R1_resident_male"]
LONG_TERM = BLOCKS["R2_resident_X_longterm"]
PERMANENT_2017 = BLOCKS["I1_pr2017"]


def read_reply(block: bytes, photo: bytes = PHOTO) -> bytes:
    """The frame that answers READ with this text block."""
    return reply(0x90, TEXT_AND_PHOTO + block + photo)


def with_text(block: bytes, offset: int, text: str) -> bytes:
    """The block with text written over it."""
    written = text.encode("utf-16-le", "surrogatepass")
    return block[:offset] + written + block[offset + len(written) :]
