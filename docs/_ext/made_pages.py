"""Parts of pages that are made from the project's own data when the site is built.

A page asks for one with a line ``<!-- made: NAME ARGUMENTS -->``; what stands there is Markdown made by the function
of that name.  So the tables of the forms, the commands and the schemas cannot say otherwise than the code.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import click

from shinkyu.cli import main
from shinkyu.cli.language import choose
from shinkyu.cli.lazy import every_command
from shinkyu.codec.canonical import published_schema
from shinkyu.forms.editions import editions
from shinkyu.forms.library import load
from shinkyu.model.form import FormName, FormTemplate, ItemSpec
from shinkyu.render.schemas import published

MARK = re.compile(r"^<!-- made: ([a-z-]+)((?: [^ \n]+)*) -->$", re.MULTILINE)

KINDS = {
    "text": "文",
    "choice": "選択",
    "checks": "チェック欄",
    "count": "件数",
    "date": "日付",
    "list": "項目の列",
    "figure": "図",
}
TITLES = {"basic": "様式2 基礎項目評価書", "priority": "様式3 重点項目評価書", "all-item": "様式4 全項目評価書"}


# ---------------------------------------------------------------------------- forms


def editions_table() -> str:
    """Return one line an edition: its mark, its items, how many carry ※ and how many nobody has read on a form."""
    lines = ["| 様式 | 版 | 印刷された版の表示 | 項目 | うち※ | うち未確認 |", "|---|---|---|---|---|---|"]
    for form, edition in editions():
        template = load(form, edition)
        items = [spec for spec in template.specs if spec.kind]
        marked = sum(spec.material for spec in items)
        unread = sum(spec.source == "unverified" for spec in items)
        lines.append(
            f"| [{TITLES[form]}](forms/{form}.md) | `{edition}` | {template.mark or '不明'} "
            f"| {len(items)} | {marked} | {unread} |"
        )
    return "\n".join(lines)


def form(name: FormName) -> str:
    """Return every edition of a form: where it was read, and its items."""
    of_form = [load(*pair) for pair in editions() if pair[0] == name]
    parts: list[str] = []
    for n, template in enumerate(of_form):
        parts.append(f"## {template.edition}\n")
        parts.append(f"版の表示: {template.mark or '不明（印刷されたものを見ていません）'}\n")
        parts.append(f"**Source**: {template.source}.\n")
        first = of_form[0]
        if n and set(first.by_id) == set(template.by_id):
            differing = tuple(spec for spec in template.specs if spec != first.by_id[spec.id])
            parts.append(f"次の項目のほかは `{first.edition}` と同じです。\n")
            parts.append(items_table(template, differing))
            continue
        for part in (spec for spec in template.specs if spec.parent is None):
            below = [spec for spec in template.specs if [*template.ancestors(spec), spec][0] is part]
            parts.append(f"### {part.label}{'※' if part.material else ''}\n")
            parts.append(items_table(template, below))
    return "\n".join(parts)


def items_table(template: FormTemplate, specs: Iterator[ItemSpec] | tuple[ItemSpec, ...] | list[ItemSpec]) -> str:
    """Return a table of the items among *specs*: citation, ※, kind, options, where they were read."""
    lines = ["| 項目 | ※ | 種類 | 選択肢 | 出典 |", "|---|---|---|---|---|"]
    for spec in specs:
        if spec.kind is None:
            continue
        where = f"<br>`{spec.id}`"
        options = "<br>".join(_cell(option.text) + (" ( )" if option.note else "") for option in spec.options)
        source = "**未確認**" if spec.source == "unverified" else _cell(spec.source) or "版の出典"
        mark = "※" if spec.material else ""
        lines.append(f"| {_cell(place(template, spec))}{where} | {mark} | {KINDS[spec.kind]} | {options} | {source} |")
    return "\n".join(lines) + "\n"


def place(template: FormTemplate, spec: ItemSpec) -> str:
    """Return the address of an item as one would cite it, with its own label where the address leaves it out."""
    above = [one.element for one in (*template.ancestors(spec), spec) if one.element]
    text = " ".join(above).replace("{n}", "N")
    return text if spec.element else f"{text} （{spec.label}）"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("\n", " ")


# ---------------------------------------------------------------------------- commands


def all_commands() -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield name, command and context of ``shinkyu`` and of all commands below it."""
    choose("en")  # whatever the language of the one who makes the page
    return every_command(main, click.Context(main, info_name="shinkyu", max_content_width=100))


def commands() -> str:
    """Return what ``--help`` says of every command."""
    return "\n".join(
        f"## {name}\n\n```text\n{command.get_help(context)}\n```\n" for name, command, context in all_commands()
    )


# ---------------------------------------------------------------------------- schemas


def schema(name: str) -> str:
    """Return a published JSON Schema."""
    text = published_schema() if name == "document" else published(name)
    return f"```json\n{text}```\n"


MADE: dict[str, Callable[..., str]] = {
    "editions": editions_table,
    "form": form,
    "commands": commands,
    "schema": schema,
}


def filled(text: str, page: str) -> str:
    """Return the Markdown of a page with all that it asks for put in."""

    def made(match: re.Match[str]) -> str:
        name, arguments = match.group(1), match.group(2).split()
        if name not in MADE:
            raise ValueError(f"{page}: there is no {name} to be made")
        return MADE[name](*arguments)

    return MARK.sub(made, text)


def _fill(app: Any, docname: str, content: list[str]) -> None:
    content[0] = filled(content[0], docname)


def setup(app: Any) -> dict[str, Any]:
    """Fill pages as they are read."""
    app.connect("source-read", _fill)
    return {"parallel_read_safe": True}
