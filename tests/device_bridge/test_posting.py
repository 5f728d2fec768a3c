"""A server that says what no server should: the bridge calls it a lost link and nothing worse."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

import pytest

from device_bridge.posting import LARGEST_ANSWER, AddressRefused, LinkLost, Server, post


@contextlib.asynccontextmanager
async def saying(answer: bytes, hears: list[bytes] | None = None, *, hangs: bool = False) -> AsyncIterator[Server]:
    """A server that answers everything with the same bytes."""

    ended: list[asyncio.Event] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(asyncio.Event())
        head = await reader.readuntil(b"\r\n\r\n")
        (size,) = (int(line[16:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length: "))
        body = await reader.readexactly(size)
        if hears is not None:
            hears.extend([head, body])
        writer.write(answer)
        if hangs:
            await reader.read()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        ended[-1].set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield Server.at(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    finally:
        server.close()
        for one in ended:
            await one.wait()


def answered(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


async def test_a_request_has_what_the_server_asks_of_it() -> None:
    hears: list[bytes] = []
    async with saying(answered(b'{"data": {"a": 1}}'), hears) as server:
        assert await post(server, {"query": "{ a }"}, "secret", 5) == {"a": 1}
    head, body = hears
    assert head.startswith(b"POST /graphql HTTP/1.1\r\n")
    assert b"authorization: bearer secret\r\n" in head.lower()
    assert b"x-gongjue: bridge\r\n" in head.lower()
    assert json.loads(body) == {"query": "{ a }"}


async def test_an_answer_in_chunks_is_whole() -> None:
    chunked = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{"data":\r\na\r\n {"a": 2}}\r\n0\r\n\r\n'
    async with saying(chunked) as server:
        assert await post(server, {}, None, 5) == {"a": 2}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
        answered(b"not JSON"),
        answered(b"[]"),
        answered(b'{"data": null, "errors": [{"message": "internal error"}]}'),
        answered(b'{"errors": []}'),
        answered(b'{"data": {"a": 1}}', status="500 Internal Server Error"),
        answered(b'{"data": {"a": 1}}', "Location: https://elsewhere.example/", status="302 Found"),
        answered(b'{"data": {"a": "' + b"x" * LARGEST_ANSWER + b'"}}'),
    ],
    ids=[
        "nothing",
        "another protocol",
        "cut off",
        "no JSON",
        "list",
        "error",
        "no data",
        "500",
        "redirect",
        "too long",
    ],
)
async def test_what_is_no_answer_is_a_lost_link(answer: bytes) -> None:
    async with saying(answer) as server:
        with pytest.raises(LinkLost):
            await post(server, {"query": "{ a }"}, None, 5)


async def test_a_server_that_says_nothing_is_given_up() -> None:
    async with saying(b"HTTP/1.1 200 OK\r\n", hangs=True) as server:
        with pytest.raises(LinkLost, match="no answer in time"):
            await post(server, {}, None, 0.2)


async def test_a_server_that_is_not_there_is_a_lost_link() -> None:
    async with saying(b"") as server:
        pass
    with pytest.raises(LinkLost):
        await post(server, {}, None, 5)


@pytest.mark.parametrize(
    ("address", "socket"),
    [
        ("https://gongjue.example", "wss://gongjue.example:443/graphql"),
        ("https://gongjue.example:8443/", "wss://gongjue.example:8443/graphql"),
        ("http://127.0.0.1:8000", "ws://127.0.0.1:8000/graphql"),
        ("http://localhost", "ws://localhost:80/graphql"),
        ("http://[::1]:8000", "ws://[::1]:8000/graphql"),
    ],
)
def test_where_a_server_is(address: str, socket: str) -> None:
    assert Server.at(address).socket_address == socket


@pytest.mark.parametrize(
    "address",
    ["http://gongjue.example", "http://10.0.0.1:8000", "gongjue.example", "ftp://127.0.0.1", "https://", "https://a:x"],
)
def test_what_is_no_place_for_a_token(address: str) -> None:
    with pytest.raises(AddressRefused):
        Server.at(address)
