"""Where things are on this machine: the reader's port, and this bridge's identity."""

import asyncio
import contextlib
import glob
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

USUAL_PLACES = ("/dev/serial/by-id/*", "/dev/ttyUSB*", "/dev/ttyACM*")
USUAL_IDENTITY = Path("~/.gongjue-device.json")
Marks = frozenset[tuple[str, int, int, int]]


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look for a reader: paths, or patterns of paths."""

    patterns: Sequence[str] = USUAL_PLACES

    def present(self) -> list[str]:
        """The ports that there are, each once though several names lead to it."""
        found: dict[str, str] = {}
        for pattern in self.patterns:
            for path in sorted(glob.glob(pattern)):
                found.setdefault(os.path.realpath(path), path)
        return list(found.values())

    def marks(self) -> Marks:
        """Changes whenever a port comes, goes or is another one under the same name."""
        marks = set()
        for path in self.present():
            with contextlib.suppress(OSError):
                link, port = os.lstat(path), os.stat(path)
                marks.add((path, link.st_ino, link.st_ctime_ns, port.st_rdev))
        return frozenset(marks)

    async def change(self, since: Marks, within: float, look: float) -> bool:
        """Waits until ports have come or gone, at most so many seconds; says whether they have."""
        end = asyncio.get_running_loop().time() + within
        while self.marks() == since:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return False
            await asyncio.sleep(min(look, left))
        return True
