"""The serial line: opened for us alone, read as bytes come, and given up at the first sign that it is gone.

Everything runs on the event loop: a reader that is pulled out hangs up its line, and the loop hears of it at once.
"""

import asyncio
import contextlib
import fcntl
import os
import termios

import serial

SPEEDS = (115200, 57600, 38400, 19200, 9600)
MOST_UNREAD = 65536
# What serial ports fail with; termios.error is no OSError, and pyserial says ValueError to a strange speed.
PORT_ERRORS = (serial.SerialException, OSError, termios.error, ValueError)


class LineLost(Exception):
    """The line cannot be used any longer, or at all; it says why in a word or two."""


class SerialLine:
    """An open serial port. Must be closed. Raises `LineLost` from whatever is asked of it once it is lost."""

    def __init__(self, path: str, speed: int = SPEEDS[0]) -> None:
        self.path = path
        try:
            self._port = serial.Serial(path, speed, timeout=0, write_timeout=0, exclusive=True)
        except PORT_ERRORS as error:
            raise LineLost(reason(error)) from None
        keep_others_out(self._port.fileno())
        self._loop = asyncio.get_running_loop()
        self._file: int = self._port.fileno()
        self._unread = bytearray()
        self._news = asyncio.Event()
        self._gone = asyncio.Event()
        self._lost: str | None = None
        self._loop.add_reader(self._file, self._readable)

    @property
    def speed(self) -> int:
        """Bits a second."""
        return int(self._port.baudrate)

    def change_speed(self, speed: int) -> None:
        """Goes on at another speed; what was not read yet is dropped."""
        try:
            self._port.baudrate = speed
            self._port.reset_input_buffer()
        except PORT_ERRORS as error:
            raise LineLost(reason(error)) from None
        self._unread.clear()

    def _readable(self) -> None:
        try:
            data = os.read(self._file, 4096)
        except BlockingIOError:
            return
        except OSError as error:
            self._lose(reason(error))
            return
        if not data:
            self._lose("hung up")
            return
        # Nobody has asked for this much: whoever asks next starts on a fresh line.
        if len(self._unread) + len(data) > MOST_UNREAD:
            self._unread.clear()
        self._unread += data
        self._news.set()

    def _lose(self, why: str) -> None:
        self._lost = self._lost or why
        self._loop.remove_reader(self._file)
        self._gone.set()
        self._news.set()

    def take(self) -> bytes:
        """What has arrived by now."""
        data = bytes(self._unread)
        self._unread.clear()
        self._news.clear()
        if not data and self._lost is not None:
            raise LineLost(self._lost)
        return data

    async def receive(self, within: float) -> bytes:
        """What has arrived, or the first to arrive within so many seconds; empty when nothing does."""
        data = self.take()
        if data or within <= 0:
            return data
        try:
            async with asyncio.timeout(within):
                await self._news.wait()
        except TimeoutError:
            # Bytes may have come in the same turn of the loop as the end of the time.
            pass
        return self.take()

    async def watch(self) -> None:
        """Waits until the line is lost, and raises it."""
        await self._gone.wait()
        raise LineLost(self._lost or "closed")

    async def write(self, data: bytes, within: float) -> None:
        """Sends everything. A line that takes nothing for so long is as good as lost."""
        rest = memoryview(data)
        try:
            async with asyncio.timeout(within):
                while rest:
                    if self._lost is not None:
                        raise LineLost(self._lost)
                    try:
                        rest = rest[os.write(self._file, rest) :]
                    except BlockingIOError:
                        await self._writable()
        except TimeoutError:
            raise LineLost("write blocked") from None
        except OSError as error:
            raise LineLost(reason(error)) from None

    async def _writable(self) -> None:
        free = asyncio.Event()
        self._loop.add_writer(self._file, free.set)
        try:
            await free.wait()
        finally:
            self._loop.remove_writer(self._file)

    def close(self) -> None:
        """Gives the port back at once: what was not sent is dropped, else a driver may hold us for half a minute."""
        self._lose("closed")
        with contextlib.suppress(*PORT_ERRORS):
            termios.tcflush(self._file, termios.TCIOFLUSH)
        with contextlib.suppress(*PORT_ERRORS):
            self._port.close()


def keep_others_out(file: int) -> None:
    """Lets nobody else open the port: pyserial's lock binds only those who ask for one, and modem daemons do not.

    A pseudo-terminal would stay closed after us, for its other side never lets it go.
    """
    with contextlib.suppress(OSError, termios.error):
        if not os.ttyname(file).startswith("/dev/pts/"):
            fcntl.ioctl(file, termios.TIOCEXCL)


def reason(error: Exception) -> str:
    """Why a port failed, in words that carry no bytes of the line."""
    number = error.errno if isinstance(error, OSError) else (error.args[0] if error.args else None)
    if isinstance(number, int):
        return os.strerror(number).lower()
    return type(error).__name__
