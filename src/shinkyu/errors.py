"""What the caller must fix; the command line turns each into one line and exit code 2."""

from __future__ import annotations

from typing import Self

from shinkyu.messages import Message, message


class ShinkyuError(Exception):
    """Base of all errors that are the input's or the caller's fault; the text says what to do.

    ``str`` of an error is English; ``error.said.line("ja")`` is the same in Japanese.
    """

    said: Message

    def __init__(self, template: str, /, **values: object) -> None:
        """Take what is to be said: a *template* in English, and what is filled in, see ``messages``."""
        self.said = message(template, **values)
        super().__init__(str(self.said))

    @classmethod
    def saying(cls, said: Message) -> Self:
        """Return an error that says a message made elsewhere."""
        return cls(said.template, **said.values)


class SourceError(ShinkyuError):
    """The file cannot be read as an assessment (missing, empty, wrong type, no assessment)."""


class LimitError(SourceError):
    """The file is beyond a limit (size, pages, cells, memory, time); nothing of it is taken."""


class FormError(ShinkyuError):
    """A form template is not well formed, or no template fits the document."""


class CodecError(ShinkyuError):
    """A canonical JSON file does not follow the schema."""


class ProjectError(ShinkyuError):
    """The project file cannot be read or holds what no project file may hold."""


class CorpusError(ShinkyuError):
    """The corpus refuses: not a corpus, unknown key, a version older than the newest, locked."""


class WriteError(ShinkyuError):
    """What was to be written into the caller's file did not come out as intended; nothing is written."""


class HookError(ShinkyuError):
    """A hook or driver cannot be installed, or was called with what git does not call it with."""
