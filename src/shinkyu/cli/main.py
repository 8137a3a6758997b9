"""The ``shinkyu`` command: adds the commands and turns failures into exit codes."""

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import click

from shinkyu import __version__
from shinkyu.cli import language
from shinkyu.cli.exit_codes import BAD_INPUT, OUR_BUG
from shinkyu.cli.language import lang_option
from shinkyu.cli.lazy import Lazy, LazyGroup
from shinkyu.cli.version import version_option
from shinkyu.errors import ShinkyuError
from shinkyu.messages import Message, message


class _Group(LazyGroup):
    """A group that ends every failure in one line and the right exit code."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        if standalone_mode and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # what is begun is cleared away as after Ctrl-C
        language.choose_by(sys.argv[1:] if args is None else args)
        try:
            code: Any = super().main(args, *rest, standalone_mode=False, **kwargs)  # type: ignore[call-overload]
        except click.Abort:
            code = _fail(message("interrupted"), 130)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            code = BAD_INPUT
        except click.ClickException as error:
            code = _fail(message("{error}", error=error.format_message()), BAD_INPUT)
        except ShinkyuError as error:
            code = _fail(error.said, BAD_INPUT)
        except Exception as error:
            if isinstance(error, OSError) and error.filename is None and error.errno in (errno.ENOSPC, errno.EDQUOT):
                code = _fail(message("nothing more can be written ({why})", why=error), BAD_INPUT)
            else:
                code = _bug(error)
        if standalone_mode:
            _give_up_what_is_not_taken()
            sys.exit(code if isinstance(code, int) else 0)
        return code


@click.group(
    cls=_Group,
    context_settings={"auto_envvar_prefix": "SHINKYU", "help_option_names": ["-h", "--help"]},
)
@version_option
@lang_option
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
def main(debug: bool) -> None:
    """Track what really changes between versions of a 特定個人情報保護評価書.

    \b
      shinkyu diff 2022-06-30.xlsx 2025-07-31.xlsx
      shinkyu check 2025-07-31.xlsx --against 2022-06-30.xlsx
      shinkyu table 2022-06-30.xlsx 2025-07-31.xlsx
      shinkyu demo
    """


def _debugging() -> bool:
    return "--debug" in sys.argv or bool(os.environ.get("SHINKYU_DEBUG"))


def _bug(error: Exception) -> int:
    if _debugging():
        import traceback

        traceback.print_exc()
    return _fail(
        message(
            "this is a bug in shinkyu {version} ({kind}: {error}); please report it with the output of --debug",
            version=__version__,
            kind=type(error).__name__,
            error=str(error),
        ),
        OUR_BUG,
    )


def _give_up_what_is_not_taken() -> None:
    """Drop what a stream holds and cannot write: at its end Python would tell of it with an exit code of its own."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _fail(why: Message, code: int) -> int:
    from shinkyu.cli.output import tell  # nothing is loaded for a command that succeeds

    tell("shinkyu: {why}", why=why)
    return code


for _name, _place, _help in (
    ("batch", "batch:batch", "Parse, diff, check or table many versions with all processors."),
    ("cache", "cache:cache", "Look at, or empty, what batch keeps so that nothing is done twice."),
    ("check", "check:check", "Hold the 変更箇所 table against the document, and against an older version."),
    ("corpus", "corpus:corpus", "Keep every version of every report, one commit a publication."),
    ("declared", "declared:declared", "List the rows of the 変更箇所 table, as written and as understood."),
    ("demo", "demo:demo", "A tour on the bundled example corpus, which holds three deliberate slips."),
    ("diff", "diff:diff", "Say what differs between two versions, item by item."),
    ("doctor", "doctor:doctor", "Look whether everything is there that shinkyu rests on."),
    ("git-diff", "hooks:git_diff", "Print what differs in a file, called by git diff."),
    ("git-merge", "hooks:git_merge", "Merge canonical documents item by item into OURS, called by git merge."),
    ("git-textconv", "hooks:git_textconv", "Print an assessment as lines that git can compare."),
    ("hooks", "hooks:hooks", "Make git understand assessments in this repository, or stop it."),
    ("items", "items:items", "List the items of an assessment with their state and value."),
    ("parse", "parse:parse", "Print the canonical JSON of an assessment, or what an earlier stage made of it."),
    ("rewind", "rewind:rewind", "Undo declared rows, newest first: the earlier version that the table implies."),
    ("serve", "serve:serve", "Look at CORPUS in a browser, or drop two files there; without CORPUS the latter alone."),
    ("table", "table:table", "Write the 変更箇所 rows for the step from OLD to NEW."),
):
    main.add_command(Lazy(_name, f"shinkyu.cli.{_place}", _help))
