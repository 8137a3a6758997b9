"""Groups of commands whose help is said in the language of whoever asks."""

import click

from shinkyu.cli.language import of_words
from shinkyu.messages import spoken


class Context(click.Context):
    """A call of a command; its help is written by ``helping``."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes the help."""
        from shinkyu.cli.helping import Formatter  # no other call needs it

        return Formatter(width=self.terminal_width, max_width=self.max_content_width)


class Command(click.Command):
    """A command of a group."""

    context_class = Context


class Group(click.Group):
    """A group of commands."""

    context_class = Context
    command_class = Command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the first paragraph of its help, whole."""
        named = [(name, self.get_command(context, name)) for name in self.list_commands(context)]
        shown = [(name, command.help or "") for name, command in named if command and not command.hidden]
        with formatter.section(spoken(of_words(), "Commands")):
            formatter.write_dl([(name, " ".join(text.partition("\n\n")[0].split())) for name, text in shown])
