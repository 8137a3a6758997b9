"""What stands before every page: only known names of this server, no other site's forms, no more than the limit, and
headers that let a page do nothing but show itself.
"""

import ipaddress
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shinkyu.limits import enough

_AROUND = 100_000
"""Bytes that a form puts around two files."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing inline, nothing from elsewhere, no frame."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def most_taken() -> int:
    """Return the bytes of the largest request: two files of the size that is read at most."""
    return 2 * enough() + _AROUND


class Guard:
    """An application behind these rules."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = LOOPBACK, *, any_address: bool = False) -> None:
        """Guard *app*.

        Args:
            app: the application.
            names: by which it may be called.  A site elsewhere whose name is made to point here (DNS rebinding) comes
                with another one.
            any_address: any IP address is such a name: a site has no page under one that is not its own.
        """
        self.app = app
        self.names = {name.lower() for name in names}
        self.any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        refusal = self._refusal(scope, Headers(scope=scope))
        if refusal:
            await PlainTextResponse(refusal[1] + "\n", refusal[0])(scope, receive, guarded)
            return
        await self.app(scope, _limited(receive), guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if not self._is_known(headers.getlist("host")):
            return 400, "this server does not go by that name; --allow-host NAME lets it"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "this server is read only"
        if scope["method"] == "POST" and not _from_here(headers):
            return 403, "a form of another site is not taken"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > most_taken():
            return 413, f"at most {most_taken()} bytes are taken"
        return None

    def _is_known(self, hosts: list[str]) -> bool:
        if len(hosts) != 1:
            return False
        name = _without_port(hosts[0].lower())
        if name in self.names:
            return True
        return self.any_address and _is_address(name)


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _from_here(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")


def _limited(receive: Receive) -> Receive:
    """Return *receive* that gives no more than the limit, whatever the length in the header."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most_taken():
            raise HTTPException(413, f"at most {most_taken()} bytes are taken")
        return message

    return limited
