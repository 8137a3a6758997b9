"""Commands that are loaded when they are called, and listed without."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click

from shinkyu.cli.group import Context, Group


class Lazy(click.Command):
    """What stands for a command in lists (``--help``, completion) until it is called."""

    def __init__(self, name: str, place: str, help: str) -> None:
        """Take a command.

        Args:
            name: as it is called.
            place: module and name in it, ``shinkyu.cli.diff:diff``.
            help: the first sentence of its own help.
        """
        super().__init__(name, help=help)
        self.place = place

    def load(self) -> click.Command:
        """Return the command itself."""
        module, _, attribute = self.place.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command), self.place
        command.context_class = Context
        return command


class LazyGroup(Group):
    """A group that loads a command when it is called or its own options are asked for."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return name, command and what follows of a command line."""
        name, command, rest = super().resolve_command(context, arguments)
        return name, command.load() if isinstance(command, Lazy) else command, rest


def every_command(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield name, command and context of *command* and of all below it, each loaded, a group before what is in it."""
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            listed = command.get_command(context, name)
            child = listed.load() if isinstance(listed, Lazy) else listed
            if child is not None and not child.hidden:
                yield from every_command(child, click.Context(child, info_name=name, parent=context))
