"""One process of the API: `python -m gongjue.serve LISTENER READY`, started by `gongjue up`.

LISTENER is the inherited descriptor of the listening socket, READY the file that is told this process's id.
"""

import gc
import os
import socket
import sys
from pathlib import Path

import uvicorn

from gongjue.processes import announce_ready, log_to_parent
from gongjue.settings import Settings
from gongjue.wiring import api


class AnnouncingServer(uvicorn.Server):
    """A server that says when it answers."""

    ready: Path

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, and then takes all that was loaded out of the garbage collector's rounds."""
        await super().startup(sockets=sockets)
        gc.collect()
        gc.freeze()
        announce_ready(self.ready)


def serve(settings: Settings, listener: socket.socket, ready: Path) -> None:
    """Answers requests until the process is told to stop; requests under way get five seconds."""
    config = uvicorn.Config(
        api(settings),
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=64 * 1024,
        ws_ping_interval=20.0,
        timeout_graceful_shutdown=5,
        server_header=False,
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        log_config=None,
    )
    server = AnnouncingServer(config)
    server.ready = ready
    server.run(sockets=[listener])


if __name__ == "__main__":
    log_to_parent()
    serve(Settings.from_environment(os.environ), socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
