"""``corpus check``, ``blame``, ``history``: a report through its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from shinkyu.cli import language
from shinkyu.cli.check import check as check_command
from shinkyu.cli.corpus.common import folder_option, open_corpus, say
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import output_option, terminal_columns, write
from shinkyu.messages import Message, joined, message
from shinkyu.model.address import cite
from shinkyu.text.width import cut, harmless, pad

if TYPE_CHECKING:
    from shinkyu.model.version import Ground, Logged
    from shinkyu.pipeline import tracing
    from shinkyu.store.corpus import Corpus
    from shinkyu.store.history import History

_GROUNDS: dict[Ground, Message] = {
    "first": message("since the first version"),
    "added": message("added"),
    "changed": message("changed"),
    "unread-before": message("unread before, not known"),
    "unread": message("unread here, not known"),
}

_format_option = click.option("--format", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)


@click.pass_context
def _check(context: click.Context, /, version: str, corpus: str | None, **options: Any) -> None:
    """Hold the 変更箇所 table of a version (of KEY the newest) against it and against the version before it.

    \b
      shinkyu corpus check 8-priority --corpus archive
    """
    archive = open_corpus(corpus)
    history, logged = _named(archive, version)
    earlier = [one for one in history.versions(logged.key) if one.published_on < logged.published_on]
    # By their commits: a version may have been read more than once.
    new, against = (f"{one.commit}:{one.key}" if one else None for one in (logged, earlier[-1] if earlier else None))
    context.invoke(check_command, new=new, against=against, corpus=str(archive.folder), **options)


check = click.Command(
    "check",
    callback=_check,
    help=_check.__doc__,
    params=[
        click.Argument(["version"], metavar="KEY[@DATE]"),
        *(param for param in check_command.params if param.name not in ("new", "against")),
    ],
)


@click.command()
@click.argument("version", metavar="KEY[@DATE]")
@folder_option
@_format_option
@output_option
@lang_option
def blame(version: str, folder: str | None, format: str, output: str | None) -> None:
    """Say for each item which version last changed it in substance, and which declared row covers that.

    \b
      shinkyu corpus blame 8-priority --corpus archive
    """
    from shinkyu.codec.canonical import dumps_line
    from shinkyu.pipeline import exporting, tracing
    from shinkyu.render.report_words import WORDS

    found = tracing.blame(*_named(open_corpus(folder), version))
    if format == "jsonl":
        write("".join(dumps_line(exporting.blamed_shape(one)) + "\n" for one in found), output)
        return
    columns, lang = terminal_columns(), language.of_results()
    words = WORDS[lang]
    lines = []
    for one in found:
        rows = words.comma.join(f"{words.row.format(n=row.row.n)} {words.verdicts[row.verdict]}" for row in one.rows)
        ground = _GROUNDS[one.ground].said(lang) + (words.listed.format(places=rows) if rows else "")
        lines.append(f"{one.since.published_on} {pad(cite(one.item.address), columns - 44)} {cut(ground, 32)}")
    write(harmless("\n".join(lines)) + "\n", output)


@click.command()
@click.argument("version", metavar="KEY[@DATE]")
@click.argument("address", nargs=-1, required=True)
@folder_option
@_format_option
@output_option
@lang_option
def history(version: str, address: tuple[str, ...], folder: str | None, format: str, output: str | None) -> None:
    """Follow one item through all versions: ADDRESS as the commands print it, e.g. Ⅱ 4 委託事項1 ③委託先名.

    \b
      shinkyu corpus history 8-priority Ⅱ 6 保管場所 --corpus archive
    """
    from shinkyu.codec.canonical import dumps_line
    from shinkyu.pipeline import exporting, tracing

    stages = tracing.history(*_named(open_corpus(folder), version), " ".join(address))
    if format == "jsonl":
        write("".join(dumps_line(exporting.stage_shape(stage)) + "\n" for stage in stages), output)
        return
    columns = terminal_columns()
    lines: list[str] = []
    for n, stage in enumerate(stages):
        lines += _stage_lines(stage, columns, oldest=n == len(stages) - 1)
    write("\n".join(lines) + "\n", output)


def _stage_lines(stage: tracing.Stage, columns: int, *, oldest: bool) -> list[str]:
    from shinkyu.pipeline import tracing
    from shinkyu.render.items import STATES
    from shinkyu.render.report_words import WORDS

    lang = language.of_results()
    words = WORDS[lang]
    if stage.item is None:
        ground = _GROUNDS[stage.ground] if stage.ground else message("not in this version")
        return [f"{stage.logged.published_on} {ground.said(lang)}"]
    ops = words.comma.join(dict.fromkeys(words.ops[change.op] for change in stage.changes))
    nothing = message("the oldest version") if oldest else message("no change")
    what = ops or (_GROUNDS[stage.ground] if stage.ground and not oldest else nothing).said(lang)
    lines = [harmless(f"{stage.logged.published_on} {what} {cite(stage.item.address)}")]
    for row in stage.rows:
        text = cut(row.row.item, columns - 24)
        lines.append(harmless(f"    {words.row.format(n=row.row.n)} {words.verdicts[row.verdict]}: {text}"))
    if stage.changes or stage.ground:
        value = tracing.value_of(stage.item) or STATES[stage.item.state].said(lang)
        lines.append("    " + cut(harmless(value.replace("\n", " ")), columns - 4))
    return lines


def _named(corpus: Corpus, text: str) -> tuple[History, Logged]:
    """Return the version that *text* names, see ``tracing.named``; says where several engines read the report."""
    from shinkyu.pipeline.tracing import named, up_to

    history, logged = named(corpus, text)
    readers = {f"{one.engine_version} ({one.dictionary_version})": None for one in up_to(history, logged)}
    if len(readers) > 1:
        say(
            message(
                "warning: versions of {key} were read by {readers}, which may differ in what the "
                "office did not change; `shinkyu corpus rebuild` reads all anew",
                key=logged.key,
                readers=joined([message("{reader}", reader=reader) for reader in readers], " and "),
            )
        )
    return history, logged
