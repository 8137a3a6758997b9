"""``shinkyu demo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shinkyu.cli import language
from shinkyu.cli.language import lang_option
from shinkyu.cli.output import painter
from shinkyu.messages import Message, message, of_number
from shinkyu.render.report_words import WORDS
from shinkyu.text.width import cut, pad

if TYPE_CHECKING:
    from pathlib import Path

    from shinkyu.pipeline import Read

AGENCY = "sumihara-shi"
PRIORITY, ALL_ITEM = "8-priority", "14-all-item"


@click.command()
@lang_option
def demo() -> None:
    """A tour on the bundled example corpus, which holds three deliberate slips.

    \b
      shinkyu demo
    """
    from shinkyu import pipeline
    from shinkyu.examples import example_versions
    from shinkyu.render import changes as changes_text
    from shinkyu.render.change_table import render_table
    from shinkyu.render.shapes import version_shape

    paint, words = painter("auto", None), WORDS[language.of_results()]
    priority = [_read(path) for path in example_versions(AGENCY, PRIORITY)]
    all_item = [_read(path) for path in example_versions(AGENCY, ALL_ITEM)]

    _step(
        1,
        message("Reading (shinkyu items FILE)"),
        message("A version is cut into items; a blank one is not one that this copy lacks."),
    )
    _items(priority[-1])

    _step(
        2,
        message("Differences (shinkyu diff OLD NEW)"),
        message("What differs, item by item: ※ items first, mere notation last."),
    )
    compared = pipeline.compare(priority[1], priority[2])
    shapes = [version_shape(v.document, v.reading) for v in (compared.old, compared.new)]
    _echo(_head(changes_text.as_text(shapes[0], shapes[1], compared.changes, paint, words=words), 24))

    _step(
        3,
        message("Reconciling (shinkyu check NEW --against OLD)"),
        message("The document's own table against what really changed: two deliberate slips."),
    )
    _check(priority[2], priority[1])
    _echo("")
    _say(message("In the example of an all-item report one row does not follow from another."))
    _check(all_item[2], all_item[1])

    _step(
        4,
        message("Writing the table (shinkyu table OLD NEW)"),
        message("The 変更箇所 rows, in the way that the document writes its own."),
    )
    _echo(_head(render_table(pipeline.table_rows(compared), "text"), 30))

    _step(
        5,
        message("The corpus (shinkyu corpus add FILE)"),
        message("Versions are kept in git, one commit a version, dated by its 公表日."),
    )
    _corpus()


def _read(path: Path) -> Read:
    from shinkyu import pipeline

    return pipeline.read(path.read_bytes(), path.name)


def _step(number: int, title: Message, word: Message) -> None:
    _echo("")
    _echo(painter("auto", None)(f"── {number}. {title.said(language.of_results())}", "heading"))
    _say(word)
    _echo("")


def _say(said: Message) -> None:
    _echo(said.said(language.of_results()))


def _echo(text: str) -> None:
    click.echo(text)


def _head(text: str, lines: int) -> str:
    every = text.rstrip("\n").split("\n")
    return "\n".join(every[:lines] + ([_more(len(every) - lines)] if len(every) > lines else []))


def _more(n: int) -> str:
    return of_number(n, "… ({n} more line)", "… ({n} more lines)").said(language.of_results())


def _items(version: Read) -> None:
    from shinkyu.codec.printed import printed
    from shinkyu.model.address import cite
    from shinkyu.render.items import STATES

    lang = language.of_results()
    states: list[str] = [item.state for item in version.document.items]
    counts = WORDS[lang].comma.join(f"{word.said(lang)} {states.count(state)}" for state, word in STATES.items())
    _say(message("{n} items: {counts}", n=len(states), counts=counts))
    shown = [item for item in version.document.items if item.id.startswith("work.")][:6]
    for item in shown:
        _echo(f"  {pad(cite(item.address), 34)} {cut(printed(item), 42)}")


def _check(new: Read, old: Read) -> None:
    from shinkyu import pipeline
    from shinkyu.render import changes as changes_text
    from shinkyu.render.report import summary_lines
    from shinkyu.render.shapes import needs_attention

    lang = language.of_results()
    words = WORDS[lang]
    report = pipeline.check(new, old).report
    for line in summary_lines(report, lang):
        _echo(line)
    for change in report.undeclared:
        mark = "※ " if change.material else ""
        before, after = changes_text.snippets(change)
        _say(message("  not declared: {place}", place=mark + changes_text.place(change, words)))
        _echo(f"    - {cut(before, 74)}")
        _echo(f"    + {cut(after, 74)}")
    rows = {row.n: row for row in new.document.declared or ()}
    recent = [j for j in report.declared if needs_attention(j)]
    for judgement in recent:
        row = rows[judgement.n]
        head = f"{words.verdicts[judgement.verdict]}: {words.row.format(n=judgement.n)}"
        _echo(cut(f"  {head} {row.item}", 80))
        before, after = cut(" ".join(row.before), 34), cut(" ".join(row.after), 34)
        _say(message("    row: {before} → {after}", before=before, after=after))
        _echo(f"    {judgement.why if lang == 'ja' else judgement.why_en}")
    for finding in report.findings:
        if finding.rule == "broken-chain":
            said = finding.message if lang == "ja" else finding.message_en
            _say(message("  finding: row {n} {said}", n=finding.n, said=said))


def _corpus() -> None:
    import tempfile
    from pathlib import Path

    from shinkyu.examples import example_versions
    from shinkyu.pipeline import archive
    from shinkyu.store.corpus import Corpus

    with tempfile.TemporaryDirectory() as folder:
        corpus, _ = Corpus.init(Path(folder))
        for path in example_versions(AGENCY, PRIORITY):
            version = archive.version_of(path.read_bytes(), path.name, agency=AGENCY)
            recorded = archive.record(corpus, version)
            _echo(f"  {recorded.commit[:12]} {version.published_on} {version.key}")
