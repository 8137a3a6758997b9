"""``shinkyu serve``."""

import socket
from importlib.util import find_spec
from pathlib import Path

import click

from shinkyu.cli.corpus.common import say
from shinkyu.cli.language import lang_option
from shinkyu.cli.progress import counted
from shinkyu.errors import SourceError
from shinkyu.messages import message

_NEEDED = ("starlette", "uvicorn", "python_multipart")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_EVERYWHERE = ("0.0.0.0", "::")


@click.command()
@click.argument("corpus", required=False, type=click.Path(file_okay=False))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; only this machine by default."
)
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name by which the server may be called.")
@lang_option
def serve(corpus: str | None, port: int, host: str, allow_host: tuple[str, ...]) -> None:
    """Look at CORPUS in a browser, or drop two files there; without CORPUS the latter alone.  Read only.

    \b
      shinkyu serve archive

    Only programs on this machine reach it, unless --host names another address.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise SourceError("the server needs more libraries; install them with: pip install 'shinkyu[web]'")
    # Loaded only here: no other command needs a server.
    from shinkyu.web.app import make_app
    from shinkyu.web.desk import Desk
    from shinkyu.web.guard import LOOPBACK
    from shinkyu.web.serving import listen
    from shinkyu.web.serving import serve as run

    desk = Desk(Path(corpus) if corpus else None)
    with counted(message("versions")) as progress:
        desk.prepare(progress)
    listening = listen(host, port)
    names = {*LOOPBACK, *allow_host, host}
    if host in _EVERYWHERE:
        names.add(socket.gethostname())
    app = make_app(desk, names, any_address=host in _EVERYWHERE)
    shown = "127.0.0.1" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    if host not in _LOOPBACK:
        say(
            message(
                "shinkyu: warning: everybody who reaches {host} can read this corpus and have files compared; "
                "there is no password and no encryption",
                host=host,
            )
        )
    run(app, listening, lambda: say(message("{address} (Ctrl-C ends it)", address=address)))
