"""The man page, made from the same words as ``--help``: ``python docs/_ext/man_page.py`` writes it."""

import re
from pathlib import Path

import click
from made_pages import all_commands

PAGE = Path(__file__).resolve().parents[1] / "man" / "shinkyu.1"

EXIT_STATUS = (
    ("0", "Nothing was found, or what was asked is done."),
    ("1", "diff, check, corpus verify or doctor found something."),
    ("2", "Bad input or usage, with one line that says what to do."),
    ("3", "A bug in shinkyu."),
    ("130", "Interrupted."),
)


def page() -> str:
    """Return the man page in roff."""
    every = list(all_commands())
    _, main, context = every[0]
    lines = [
        r".\" Made by docs/_ext/man_page.py from the words of --help; edit those.",
        '.TH SHINKYU 1 "" "shinkyu" "shinkyu"',
        ".ad l",
        ".SH NAME",
        rf"shinkyu \- {_text(main.get_short_help_str(200))}",
        ".SH SYNOPSIS",
        ".B shinkyu",
        _text(" ".join(main.collect_usage_pieces(context))),
        ".SH DESCRIPTION",
        *_help(main),
        *_options(main, context),
        ".SH COMMANDS",
    ]
    for name, command, its in every[1:]:
        lines.append(f".SS {_text(name)} {_text(' '.join(command.collect_usage_pieces(its)))}")
        lines += _help(command)
        lines += _options(command, its)
    lines.append(".SH EXIT STATUS")
    for code, says in EXIT_STATUS:
        lines += [".TP", f".B {code}", _text(says)]
    lines += [
        ".SH ENVIRONMENT",
        _text("Every option can be set by a variable made from the names of command and option: SHINKYU_DIFF_FORMAT."),
        _text("SHINKYU_LIMIT_… set how much of a file is read; `shinkyu doctor` lists them. NO_COLOR is respected."),
        ".SH SEE ALSO",
        ".BR git (1)",
    ]
    return "\n".join(lines) + "\n"


def _help(command: click.Command) -> list[str]:
    """Return the paragraphs of a help text; a block of examples keeps its lines."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", (command.help or "").strip()):
        words = paragraph.strip()
        if words.startswith("\x08"):
            lines += [".PP", ".nf", ".RS", *(_text(line.strip()) for line in words[1:].strip().splitlines()), ".RE"]
            lines.append(".fi")
        else:
            lines += [".PP", _text(" ".join(words.split()))]
    return lines


def _options(command: click.Command, context: click.Context) -> list[str]:
    lines: list[str] = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record and "--help" not in parameter.opts:
            lines += [".TP", f".B {_text(record[0])}", _text(" ".join(record[1].split())) or r"\&"]
    return lines


def _text(text: str) -> str:
    """Return *text* with nothing in it that roff would take for its own."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
