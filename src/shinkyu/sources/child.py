"""A file read in a process made by fork for it alone, which gives up first what reading does not need.

What the process sends back is taken apart as plain values (MessagePack with a type for every field): a process
that a hostile file has taken over can send a false layout, and nothing else.
"""

import gc
import os
import traceback

import msgspec

from shinkyu.errors import LimitError, SourceError
from shinkyu.limits import MEGABYTE, limits, settle
from shinkyu.messages import Message
from shinkyu.model.source import Layout
from shinkyu.sources import detect
from shinkyu.sources.confine import confine
from shinkyu.sources.processes import broken_off, ended, no_memory, received, too_slow

LONGEST_MESSAGE = 500
"""Characters of an error's text, and of what is filled in."""
_DEEPEST = 4
"""Messages in one another."""
_PLACES = 8
"""What is filled into one message."""

_OFTEN = 700
"""New objects after which the garbage collector looks for cycles."""


class Read(msgspec.Struct, frozen=True, tag="read"):
    """The file could be read."""

    layout: Layout


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """It could not; ``limit`` says that a limit is why."""

    said: Message
    limit: bool = False


class Bug(msgspec.Struct, frozen=True, tag="bug"):
    """Our own code failed."""

    text: str
    trace: str


class ReaderError(Exception):
    """Our own code failed in another process; its traceback is a note of this error."""


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Read | Refused | Bug).decode


def answered(data: bytes, name: str) -> bytes:
    """Return what becomes of reading a file in this process, encoded."""
    try:
        return _encode(Read(detect.read_layout(data, name)))
    except SourceError as error:
        return refused(error)
    except MemoryError:
        return refused(no_memory(name))
    except RecursionError:
        return refused(SourceError("{name} is nested too deep to be read", name=name))
    except Exception as error:
        return _encode(Bug(f"{type(error).__name__}: {error}", traceback.format_exc()))


def refused(error: SourceError) -> bytes:
    """Return an error, encoded."""
    return _encode(Refused(error.said, isinstance(error, LimitError)))


def taken(answer: bytes, name: str) -> Layout:
    """Return the layout in an answer.

    Raises:
        SourceError: there is none; the text says why.
        ReaderError: our own code failed.
    """
    try:
        found = _decode(answer)
        said, limit = (_bounded(found.said), found.limit) if isinstance(found, Refused) else (None, False)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, _TooMuch) as error:
        raise broken_off(name, 0) from error
    if isinstance(found, Read):
        return found.layout
    if said is not None:
        raise (LimitError if limit else SourceError).saying(said)
    failed = ReaderError(found.text[:LONGEST_MESSAGE])
    failed.add_note(found.trace)
    raise failed


class _TooMuch(Exception):
    """No error of ours says so much."""


def _bounded(said: Message, deep: int = _DEEPEST) -> Message:
    """Return what a process sent as its error with long values cut off: it may be false, and made to grow."""
    if not deep or len(said.template) > LONGEST_MESSAGE or max(said.template.count("{"), len(said.values)) > _PLACES:
        raise _TooMuch
    values = {
        name: _bounded(value, deep - 1) if isinstance(value, Message) else str(value)[:LONGEST_MESSAGE]
        for name, value in said.values.items()
    }
    return Message(said.template, dict(values))


def read_in_child(data: bytes, name: str, asker: int | None = None) -> bytes:
    """Return what becomes of reading a file in a process made by fork, encoded.

    Args:
        data: the bytes of the file.
        name: the file's name.
        asker: a pipe; the process is ended when its other end is closed.
    """
    seconds = limits().seconds
    detect.load_reader(data)  # once here, not once in every child
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        _be_child(data, name, theirs)
    os.close(theirs)
    sent: bytes | None = None
    try:
        sent = received(ours, seconds, asker)
    finally:
        os.close(ours)
        by = ended(pid)
    if sent is None:
        return refused(too_slow(name))
    return sent or refused(broken_off(name, by))


def _be_child(data: bytes, name: str, pipe: int) -> None:
    """Read the file, send what was found, and end; nothing that the parent has begun is carried on."""
    try:
        most = limits()
        settle(most)  # the environment of this process stays as it is, and is not asked at every cell
        pipe = confine(pipe, most.memory_mb * MEGABYTE, most.processor_seconds, most.seconds + 1)
        gc.freeze()
        gc.set_threshold(_OFTEN)  # whatever the parent has: this process has little memory
        left = memoryview(answered(data, name))
        while left:
            left = left[os.write(pipe, left) :]
        os._exit(0)
    finally:
        os._exit(1)
