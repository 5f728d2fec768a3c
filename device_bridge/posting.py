"""One GraphQL request over HTTP: a connection of its own, one answer, nothing remembered."""

import asyncio
import ipaddress
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import h11

LARGEST_ANSWER = 65536
PATH = "/graphql"


class LinkLost(Exception):
    """The server was not reached, or said nothing that could be understood; it says why in a word or two."""


class AddressRefused(Exception):
    """This cannot be a server's address."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is. Without TLS only on this machine, for what travels opens a session."""

    secure: bool
    host: str
    port: int
    path: str = PATH

    @classmethod
    def at(cls, address: str) -> "Server":
        """From `https://host[:port]`. Raises `AddressRefused`."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            raise AddressRefused("the server's address is not one") from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise AddressRefused("the server's address begins with https://")
        if parts.scheme == "http" and not _is_here(parts.hostname):
            raise AddressRefused("a server on another machine needs https://")
        secure = parts.scheme == "https"
        return cls(secure, parts.hostname, port or (443 if secure else 80), parts.path.rstrip("/") + PATH)

    @property
    def authority(self) -> str:
        """The host and the port, as they stand in a request."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def socket_address(self) -> str:
        """Where its WebSocket is."""
        return f"{'wss' if self.secure else 'ws'}://{self.authority}{self.path}"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def post(server: Server, body: Mapping[str, object], token: str | None, within: float) -> dict[str, Any]:
    """The `data` of the answer to a GraphQL request. Raises `LinkLost`."""
    try:
        async with asyncio.timeout(within):
            status, text = await _exchange(server, json.dumps(body).encode(), token)
    except TimeoutError:
        raise LinkLost("no answer in time") from None
    except (OSError, ssl.SSLError, h11.ProtocolError) as error:
        raise LinkLost(type(error).__name__) from None
    if status != 200:
        raise LinkLost(f"status {status}")
    try:
        data = json.loads(text)["data"]
    except (ValueError, KeyError, TypeError):
        raise LinkLost("no data in the answer") from None
    if not isinstance(data, dict):
        raise LinkLost("no data in the answer")
    return data


async def _exchange(server: Server, body: bytes, token: str | None) -> tuple[int, bytes]:
    tls = _trusted() if server.secure else None
    reader, writer = await asyncio.open_connection(server.host, server.port, ssl=tls)
    try:
        connection = h11.Connection(h11.CLIENT)
        headers = [
            ("Host", server.authority), ("Content-Type", "application/json"), ("Content-Length", str(len(body))),
            ("Accept", "application/json"), ("X-Gongjue", "bridge"), ("Connection", "close"),
        ]  # fmt: skip
        if token is not None:
            headers.append(("Authorization", f"Bearer {token}"))
        for event in (
            h11.Request(method="POST", target=server.path, headers=headers), h11.Data(data=body), h11.EndOfMessage(),
        ):  # fmt: skip
            writer.write(connection.send(event) or b"")
        await writer.drain()
        return await _answer(connection, reader)
    finally:
        writer.close()


@cache
def _trusted() -> ssl.SSLContext:
    """The machine's certificates, read once."""
    return ssl.create_default_context()


async def _answer(connection: h11.Connection, reader: asyncio.StreamReader) -> tuple[int, bytes]:
    status, text = 0, bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(65536))
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            text += event.data
            if len(text) > LARGEST_ANSWER:
                raise LinkLost("the answer is too long")
        elif isinstance(event, h11.EndOfMessage):
            return status, bytes(text)
        elif isinstance(event, h11.ConnectionClosed):
            raise LinkLost("closed before the answer")
