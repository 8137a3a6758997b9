"""``shinkyu hooks``, and what git itself calls: ``git-diff``, ``git-textconv``, ``git-merge``."""

import os
from pathlib import Path

import click

from shinkyu.cli import language
from shinkyu.cli.exit_codes import FOUND, NOTHING
from shinkyu.cli.group import Group
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import tell, tell_message, terminal_columns, write
from shinkyu.files import read_file
from shinkyu.hooks import install as installing
from shinkyu.messages import Message

_scope_option = click.option(
    "--local/--global", "local", default=True, help="This repository (default), or all of yours."
)


@click.group(cls=Group)
@lang_option
def hooks() -> None:
    """Make git understand assessments in this repository, or stop it.

    \b
      shinkyu hooks install
      shinkyu hooks uninstall
    """


@hooks.command()
@_scope_option
@click.option("--hook", "names", multiple=True, type=click.Choice(installing.NAMES), help="Only this hook; repeatable.")
@lang_option
def install(local: bool, names: tuple[str, ...]) -> None:
    """Install hooks, diff driver and merge driver; a hook that is there already is kept and runs first.

    \b
      shinkyu hooks install
      shinkyu hooks install --hook pre-commit
    """
    _tell(installing.install(Path.cwd(), everywhere=not local, names=names))


@hooks.command()
@_scope_option
@lang_option
def uninstall(local: bool) -> None:
    """Take hooks and drivers out again and put back what was there.

    \b
      shinkyu hooks uninstall
    """
    _tell(installing.uninstall(Path.cwd(), everywhere=not local))


def _tell(done: list[Message]) -> None:
    for one in done:
        tell_message(one)
    if not done:
        tell("nothing of shinkyu is here")


@hooks.command()
@click.argument("name", type=click.Choice(installing.NAMES))
@click.argument("arguments", nargs=-1)
@lang_option
@click.pass_context
def run(context: click.Context, name: str, arguments: tuple[str, ...]) -> None:
    """Do what a hook does, e.g. run pre-commit; exit code 1 stops git.

    \b
      shinkyu hooks run pre-commit
    """
    from shinkyu.hooks import checks

    stops = False
    for said in checks.run(name, arguments, Path.cwd()):
        stops = stops or said.stops
        if said.stops:
            tell("shinkyu: {what}", what=said.text)
        else:
            tell("shinkyu: warning: {what}", what=said.text)
    if stops and name in ("pre-commit", "pre-merge-commit"):
        tell("shinkyu: nothing was committed; `git commit --no-verify` commits all the same")
    context.exit(FOUND if stops else NOTHING)


@click.command("git-diff")
@click.argument("arguments", nargs=-1, required=True)
@lang_option
def git_diff(arguments: tuple[str, ...]) -> None:
    """Print what differs in a file, called by git diff with PATH OLD-FILE OLD-ID OLD-MODE NEW-FILE NEW-ID NEW-MODE.

    \b
      shinkyu git-diff r.txt 2022-06-30.txt 0 100644 2025-07-31.txt 0 100644
    """
    from shinkyu.hooks import drivers

    if len(arguments) < 7:
        write(f"* Unmerged path {arguments[0]}\n", None)
        return
    path, old, _, _, new = arguments[:5]
    sides = [None if name == os.devnull else read_file(Path(name)) for name in (old, new)]
    write(drivers.diff_text(path, sides[0], sides[1], terminal_columns(), language.of_results()), None)


@click.command("git-textconv")
@click.option("--engine", help="Version of shinkyu; git keeps the text by this command line.")
@click.argument("file")
@lang_option
def git_textconv(engine: str | None, file: str) -> None:
    """Print an assessment as lines that git can compare, called by git log -p, git show, git blame.

    \b
      shinkyu git-textconv 2025-07-31.xlsx
    """
    from shinkyu.hooks import drivers

    write(drivers.text(read_file(Path(file)), file), None)


@click.command("git-merge")
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("path", default="document.json")
@lang_option
@click.pass_context
def git_merge(context: click.Context, base: str, ours: str, theirs: str, path: str) -> None:
    """Merge canonical documents item by item into OURS, called by git merge.  Exit code 1 with conflicts.

    \b
      shinkyu git-merge base.json ours.json theirs.json document.json
    """
    from shinkyu.hooks import drivers

    conflicts = drivers.merge_files(Path(base), Path(ours), Path(theirs), path)
    for conflict in conflicts:
        tell("CONFLICT (item): {path}: {where}", path=path, where=conflict)
    context.exit(FOUND if conflicts else NOTHING)
