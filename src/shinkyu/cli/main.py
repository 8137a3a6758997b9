"""The ``shinkyu`` command: adds the commands and turns failures into exit codes."""

import os
import sys
import traceback
from typing import Any

import click

from shinkyu import __version__
from shinkyu.cli.check import check
from shinkyu.cli.corpus import corpus
from shinkyu.cli.declared import declared
from shinkyu.cli.demo import demo
from shinkyu.cli.diff import diff
from shinkyu.cli.exit_codes import BAD_INPUT, OUR_BUG
from shinkyu.cli.hooks import git_diff, git_merge, git_textconv, hooks
from shinkyu.cli.items import items
from shinkyu.cli.parse import parse
from shinkyu.cli.rewind import rewind
from shinkyu.cli.table import table
from shinkyu.errors import ShinkyuError


class _Group(click.Group):
    """A group that ends every failure in one line and the right exit code."""

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        try:
            code: Any = super().main(*args, standalone_mode=False, **kwargs)  # type: ignore[call-overload]
        except click.Abort:
            code = _fail("interrupted", 130)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            code = BAD_INPUT
        except click.ClickException as error:
            code = _fail(error.format_message(), BAD_INPUT)
        except ShinkyuError as error:
            code = _fail(" ".join(str(error).split()), BAD_INPUT)
        except Exception as error:
            if _debugging():
                traceback.print_exc()
            text = " ".join(f"{type(error).__name__}: {error}".split())
            code = _fail(
                f"this is a bug in shinkyu {__version__} ({text}); please report it with the output of --debug",
                OUR_BUG,
            )
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code


@click.group(
    cls=_Group,
    context_settings={"auto_envvar_prefix": "SHINKYU", "help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="shinkyu")
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
def main(debug: bool) -> None:
    """Track what really changes between versions of a 特定個人情報保護評価書.

    \b
    shinkyu diff OLD NEW                what differs, item by item
    shinkyu check NEW --against OLD     is the 変更箇所 table complete and true?
    shinkyu table OLD NEW               write the 変更箇所 rows
    shinkyu demo                        a tour on bundled examples
    """  # noqa: D301  (click wants the backspace itself)


def _debugging() -> bool:
    return "--debug" in sys.argv or bool(os.environ.get("SHINKYU_DEBUG"))


def _fail(message: str, code: int) -> int:
    click.echo(f"shinkyu: {message}", err=True)
    return code


for command in (items, parse, declared, diff, check, table, rewind, corpus, demo):
    main.add_command(command)

for command in (hooks, git_diff, git_textconv, git_merge):
    main.add_command(command)
