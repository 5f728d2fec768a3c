"""Pictures made anew and marked, each in a process of its own; few at a time."""

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import manimgx_fonts_cjk

from domain.rules.photos import Inspected, NotTaken, PhotoFault
from domain.services.images import picture

SCRIPT = Path(picture.__file__)
FONT = Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"
AT_ONCE = 2
SECONDS = 20.0
_FAULTS = {
    picture.COLOURS: PhotoFault.COLOURS,
    picture.ANIMATED: PhotoFault.ANIMATED,
    picture.BLANK: PhotoFault.BLANK,
}
_gates: "WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]" = WeakKeyDictionary()


async def made_anew(content: bytes, inspected: Inspected) -> bytes:
    """The picture upright, shrunk and without anything but its pixels, as a JPEG.

    Raises `NotTaken` for what cannot be decoded, within the limits of memory and time.
    """
    return await _done({"format": inspected.format.value}, content)


async def marked(content: bytes, text: str) -> bytes:
    """One of our own JPEGs with `text` all over it."""
    return await _done({"text": text, "font": str(FONT)}, content)


async def _done(job: dict[str, Any], content: bytes) -> bytes:
    gate = _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
    async with gate:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", str(SCRIPT),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            # Nothing of our settings, keys among them, is there to be read.
            env={}, cwd="/",
        )  # fmt: skip
        try:
            async with asyncio.timeout(SECONDS):
                given = json.dumps(job, ensure_ascii=False).encode() + b"\n" + content
                made, _ = await process.communicate(given)
        except TimeoutError as fault:
            raise NotTaken(PhotoFault.DAMAGED) from fault
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
    if process.returncode != 0:
        raise NotTaken(_FAULTS.get(process.returncode or 0, PhotoFault.DAMAGED))
    return made
