"""A road between a bridge and a server that can be cut, and on which single answers get lost."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator


class Road:
    """Passes bytes on between whoever connects and a server."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._open: set[asyncio.StreamWriter] = set()
        self.is_cut = False
        self.lost: Counter[str] = Counter()
        """How many answers to an operation are still to be lost, by the operation's name."""
        self.passed: Counter[str] = Counter()
        """How many requests of an operation have gone through, by its name, once it stands in `lost`."""

        self.heard = bytearray()
        """Everything that went over it."""

    def cut(self) -> None:
        """Nothing passes any more."""
        self.is_cut = True
        for writer in list(self._open):
            writer.transport.abort()

    def mend(self) -> None:
        """Whoever connects anew passes."""
        self.is_cut = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        if self.is_cut:
            writer.transport.abort()
            return
        there_reader, there = await asyncio.open_connection("127.0.0.1", self._target)
        self._open |= {writer, there}
        asked: list[str] = []
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await asyncio.gather(
                self._pass_on(reader, there, asked, to_server=True),
                self._pass_on(there_reader, writer, asked, to_server=False),
            )
        self._open -= {writer, there}
        for one in (writer, there):
            one.close()

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: list[str], *, to_server: bool
    ) -> None:
        while data := await reader.read(65536):
            self.heard += data
            if to_server:
                asked += [name for name in self.lost if f'"operationName": "{name}"'.encode() in data]
                self.passed.update(asked)
            elif any(self.lost[name] > 0 for name in asked):
                self.lost.subtract(asked)
                writer.transport.abort()
                return
            writer.write(data)
            await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def road_to(port: int) -> AsyncIterator[tuple[Road, str]]:
    """A road to a port of this machine, and the address at its beginning."""
    road = Road(port)
    server = await asyncio.start_server(road.serve, "127.0.0.1", 0)
    try:
        yield road, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        road.cut()
        server.close()
