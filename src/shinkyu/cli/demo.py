"""``shinkyu demo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shinkyu.cli.output import lang_option, painter
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

    paint = painter("auto", None)
    priority = [_read(path) for path in example_versions(AGENCY, PRIORITY)]
    all_item = [_read(path) for path in example_versions(AGENCY, ALL_ITEM)]

    _step(
        1,
        "読み取り (shinkyu items FILE)",
        "版を項目に分けます。空欄と、この写しにない項目（欠落）は別のものです。",
    )
    _items(priority[-1])

    _step(
        2,
        "差分 (shinkyu diff OLD NEW)",
        "旧版との違いを項目ごとに示します。※の項目が先、表記だけの違いは最後です。",
    )
    compared = pipeline.compare(priority[1], priority[2])
    shapes = [version_shape(v.document, v.reading) for v in (compared.old, compared.new)]
    _echo(_head(changes_text.as_text(shapes[0], shapes[1], compared.changes, paint), 24))

    _step(
        3,
        "変更箇所の照合 (shinkyu check NEW --against OLD)",
        "文書自身の変更箇所の表を、本当の変更と突き合わせます。この版には意図した誤りが二つあります。",
    )
    _check(priority[2], priority[1])
    _echo("")
    _echo("全項目評価書の例には、前の行とつながらない行が一つあります。")
    _check(all_item[2], all_item[1])

    _step(4, "変更表の作成 (shinkyu table OLD NEW)", "変更箇所の行を、文書の書き方に合わせて作ります。")
    _echo(_head(render_table(pipeline.table_rows(compared), "text"), 30))

    _step(5, "コーパス (shinkyu corpus add FILE)", "版を git に、公表日の日付で一版一コミットとして残します。")
    _corpus()


def _read(path: Path) -> Read:
    from shinkyu import pipeline

    return pipeline.read(path.read_bytes(), path.name)


def _step(number: int, title: str, word: str) -> None:
    _echo("")
    _echo(painter("auto", None)(f"── {number}. {title}", "heading"))
    _echo(word)
    _echo("")


def _echo(text: str) -> None:
    click.echo(text)


def _head(text: str, lines: int) -> str:
    every = text.rstrip("\n").split("\n")
    return "\n".join(every[:lines] + ([f"…（あと{len(every) - lines}行）"] if len(every) > lines else []))


def _items(version: Read) -> None:
    from shinkyu.codec.printed import printed
    from shinkyu.model.address import cite

    states: list[str] = [item.state for item in version.document.items]
    numbers = {"記載": "filled", "空欄": "blank", "欠落": "unread", "判定不能": "undecidable"}
    _echo(f"{len(states)}項目: " + "、".join(f"{word}{states.count(state)}" for word, state in numbers.items()))
    shown = [item for item in version.document.items if item.id.startswith("work.")][:6]
    for item in shown:
        _echo(f"  {pad(cite(item.address), 34)} {cut(printed(item), 42)}")


def _check(new: Read, old: Read) -> None:
    from shinkyu import pipeline
    from shinkyu.render import changes as changes_text
    from shinkyu.render.report import VERDICTS, summary_lines
    from shinkyu.render.shapes import needs_attention

    report = pipeline.check(new, old).report
    for line in summary_lines(report):
        _echo(line)
    for change in report.undeclared:
        mark = "※ " if change.material else ""
        before, after = changes_text.snippets(change)
        _echo(f"  記載なし: {mark}{changes_text.place(change)}")
        _echo(f"    - {cut(before, 74)}")
        _echo(f"    + {cut(after, 74)}")
    rows = {row.n: row for row in new.document.declared or ()}
    recent = [j for j in report.declared if needs_attention(j)]
    for judgement in recent:
        row = rows[judgement.n]
        verdict = VERDICTS[judgement.verdict]
        _echo(f"  {verdict}: 第{judgement.n}行 {cut(row.item, 60)}")
        _echo(f"    行: {cut(' '.join(row.before), 34)} → {cut(' '.join(row.after), 34)}")
        _echo(f"    {judgement.why}")
    for finding in report.findings:
        if finding.rule == "broken-chain":
            _echo(f"  気付き: 第{finding.n}行 {finding.message}")


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
