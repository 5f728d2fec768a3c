"""A real server for what an in-process client cannot do: sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn

from gongjue.settings import Settings
from gongjue.wiring import api
from tests.api.test_session_sockets import AnnouncingServer


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[int]:
    """A server on a free port of this machine, which it yields."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = AnnouncingServer(uvicorn.Config(api(settings), ws="websockets-sansio", log_config=None, lifespan="on"))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    await server.answering.wait()
    yield listener.getsockname()[1]
    server.should_exit = True
    await running


@pytest.fixture
async def address(settings: Settings) -> AsyncIterator[str]:
    """Where a server of this machine has its sockets."""
    async with serving(settings) as port:
        yield f"ws://127.0.0.1:{port}/graphql"
