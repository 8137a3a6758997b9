"""The only door to uvicorn: an application on a socket of this machine, and how long it waits for who is there."""

import asyncio
import logging
import socket
import struct
from collections.abc import Callable
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from shinkyu.errors import SourceError
from shinkyu.messages import Message

PATIENCE = 10.0
"""Seconds that the head of a request may take, and in which some of its body has to come."""
LEAST = 5_000
"""Bytes of a body that have to come in that time: 50 MB come over any line that a person would wait for."""
READING = 60.0
"""Seconds in which some of an answer has to be taken: a line over which not even that comes shows no page."""
MOST = 400
"""Connections at a time: twice what is tried, and well below the files that a process may have open (1,024)."""
_WAITING = 100
"""Connections that are taken up at once, before they are counted."""
_LOOKS = 5
"""How often in that time a connection is looked at."""
_SENDING = 131_072
"""Bytes that the system may hold of an answer: it says that some were taken when a third of them is gone."""
_AT_ONCE = struct.pack("ii", 1, 0)
"""The system is to forget what it has still to send."""
_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 21\r\n"
    b"\r\ntoo many connections\n"
)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one.

    Raises:
        SourceError: there is no such address here, or another program has the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        # Python puts the address behind the reason of the system.
        why = Message((getattr(error, "strerror", None) or str(error)).partition(" (while ")[0])
        raise SourceError(
            "cannot listen on {host} port {port} ({why}); choose another with --port or --host",
            host=host,
            port=port,
            why=why,
        ) from error


def serve(app: ASGIApp, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Answer requests until the process is interrupted; *ready* is called when the first can come."""
    # A request that is no HTTP is answered, and is no news: anybody could fill the terminal with it.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
    # All is named, so that what else is installed (httptools, uvloop, websockets) changes nothing.
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        loop="asyncio",
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="off",
        backlog=_WAITING,
        timeout_graceful_shutdown=3,
    )
    ready()
    uvicorn.Server(config).run(sockets=[listening])


class Connection(H11Protocol):
    """A connection that is ended where its request comes too slowly, its answer is not read, or there are too many.

    uvicorn ends connections between two requests only: a head or a body that comes byte by byte, and an answer that
    nobody reads, would hold one for ever.
    """

    _phase: Any = None
    """What of a request was coming when the last bytes came."""
    _since = 0.0
    _came = 0
    _unsent = 0
    """Bytes of answers that wait to be sent, when it was last looked at."""
    _taken = 0.0
    """When it was last seen that some of them were sent, or none waited."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.write(_BUSY)
            transport.close()
            return
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENDING)
        self._begin(h11.IDLE)
        self._taken = self._since
        self.loop.call_later(PATIENCE / _LOOKS, self._look)

    def data_received(self, data: bytes) -> None:
        """Take some bytes."""
        super().data_received(data)
        if self.conn.their_state is not self._phase:
            self._begin(self.conn.their_state)
        self._came += len(data)

    def _begin(self, phase: Any) -> None:
        self._phase, self._since, self._came = phase, self.loop.time(), 0

    def _look(self) -> None:
        """End the connection where too little came, or nothing was read, for too long."""
        if self._is_read_by_nobody():
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
            self.transport.abort()
            return
        if self.transport.is_closing():
            if self._unsent:  # it is closed when all is sent, which may be never
                self.loop.call_later(PATIENCE / _LOOKS, self._look)
            return
        if self.loop.time() - self._since >= PATIENCE:
            is_body = self._phase is h11.SEND_BODY
            # What is still sent after the answer is not read by anybody, but a browser shows the answer only then.
            is_answered = self.cycle is not None and self.cycle.response_complete
            # Where the application does not take what came, nothing more can come.
            enough = self._came >= LEAST or self.flow.read_paused
            if self._phase is h11.IDLE or (is_body and (is_answered or not enough)):
                self.transport.close()
                return
            if is_body:
                self._begin(h11.SEND_BODY)
        self.loop.call_later(PATIENCE / _LOOKS, self._look)

    def _is_read_by_nobody(self) -> bool:
        before, self._unsent = self._unsent, self.transport.get_write_buffer_size()
        if not self._unsent or self._unsent < before:
            self._taken = self.loop.time()
        return self.loop.time() - self._taken >= READING
