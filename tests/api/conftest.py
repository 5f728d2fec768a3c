"""A real server for what an in-process client cannot do: sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn

from gongjue.settings import Settings
from gongjue.wiring import api
from tests.api.test_session_sockets import AnnouncingServer


@pytest.fixture
async def address(settings: Settings) -> AsyncIterator[str]:
    """A server on a free port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = AnnouncingServer(uvicorn.Config(api(settings), ws="websockets-sansio", log_config=None, lifespan="on"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await server.answering.wait()
    yield f"ws://127.0.0.1:{listener.getsockname()[1]}/graphql"
    server.should_exit = True
    await serving
