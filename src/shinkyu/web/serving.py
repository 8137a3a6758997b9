"""The only door to uvicorn: an application on a socket of this machine."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from shinkyu.errors import SourceError


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one.

    Raises:
        SourceError: there is no such address here, or another program has the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        why = (getattr(error, "strerror", None) or str(error)).partition(" (while ")[0]
        raise SourceError(
            f"cannot listen on {host} port {port} ({why}); choose another with --port or --host"
        ) from error


def serve(app: ASGIApp, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Answer requests until the process is interrupted; *ready* is called when the first can come."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=3
    )
    ready()
    uvicorn.Server(config).run(sockets=[listening])
