"""Record items (記録項目) of the annex: one entry each, in groups where the office made groups."""

import itertools
import re
from dataclasses import dataclass, field

from shinkyu.extract.markup import one_line, paragraphs
from shinkyu.extract.placed import Fragment
from shinkyu.text.normalise import fold

_GROUP = re.compile(r"^\s*[<＜〈]\s*([^<>＜＞]{1,40}?)\s*[>＞〉]\s*(.*)$", re.DOTALL)
_FILE = re.compile(r"^\s*(?:[【\[［]\s*.{1,60}?\s*[】\]］]|[(（][0-9０-９]{1,2}[)）]\S{1,60}ファイル)\s*$")
"""The name of a 特定個人情報ファイル over its annex."""
_NUMBER = re.compile(r"^\d{1,4}$")
_NUMBERED_ENTRY = re.compile(r"^\s*(\d{1,4})\s*[.．、)）]\s*(\S.*)$")
_BEFORE_NUMBER = re.compile(r"(?<!\s)\s++(?=\d{1,4}\s*+[.．、)）]\D)")
_COLUMN_HEADS = frozenset({"項目名", "番号", "no", "no."})


@dataclass
class RecordGroup:
    """A titled run of record items; an untitled one has an empty title."""

    title: str
    entries: list[str] = field(default_factory=list)
    line: int = 0
    last_line: int = 0


def read_records(fragments: list[Fragment], file_names: tuple[str, ...]) -> list[RecordGroup]:
    """Return the groups of an annex in order.

    Args:
        fragments: its lines, cells separated by tabs.
        file_names: names of the files of this document; a line that is one of them is a title.
    """
    if any(_is_numbered_table(fragment.text) for fragment in fragments):
        groups = _from_table(fragments)
    else:
        groups = _from_runs(fragments, {fold(name) for name in file_names})
    return [group for group in groups if group.entries or group.title]


def _from_runs(fragments: list[Fragment], file_keys: set[str]) -> list[RecordGroup]:
    groups = [RecordGroup("")]
    for fragment in _in_number_order(fragments):
        for text, runs in _runs_of(fragment.text):
            if is_file_name(text) or fold(text) in file_keys:
                continue
            titled = _GROUP.match(text)
            if titled:
                groups.append(RecordGroup(titled.group(1), line=fragment.line))
                runs = [titled.group(2)]
            group = groups[-1]
            group.line = group.line or fragment.line
            group.last_line = fragment.line
            group.entries.extend(entry for run in runs for entry in split_run(run))
    return groups


def _in_number_order(fragments: list[Fragment]) -> list[Fragment]:
    """Return *fragments* with numbered cells in the order of their numbers: some offices count down the columns."""
    ordered: list[Fragment] = []
    for numbered, run in itertools.groupby(fragments, key=lambda fragment: _numbers(fragment.text) is not None):
        stretch = list(run)
        numbers = [n for fragment in stretch for n in _numbers(fragment.text) or ()] if numbered else []
        in_columns = len(numbers) > len(stretch)
        if in_columns and len(set(numbers)) == len(numbers) and numbers != sorted(numbers):
            cells = [cell for fragment in stretch for cell in fragment.text.split("\t") if cell.strip()]
            cells = [cell for _, cell in sorted(zip(numbers, cells, strict=True))]
            stretch = [stretch[0]._replace(text="\t".join(cells))]
        ordered.extend(stretch)
    return ordered


def _numbers(text: str) -> list[int] | None:
    """Return the numbers of a line of which every cell is a numbered entry."""
    found = [_NUMBERED_ENTRY.match(cell) for cell in text.split("\t") if cell.strip()]
    return [int(match.group(1)) for match in found if match] if found and all(found) else None


def is_file_name(text: str) -> bool:
    """Say whether a line of an annex is the name of a file over its items."""
    return bool(_FILE.match(text))


def _runs_of(text: str) -> list[tuple[str, list[str]]]:
    """Return the paragraphs of a line, each with its runs of entries: a run is a cell where cells are numbered."""
    cells = [one_line(cell) for cell in text.split("\t") if cell.strip()]
    if len(cells) > 1:
        numbered = all(_NUMBERED_ENTRY.match(cell) for cell in cells)
        whole = " ".join(cells)
        return [(whole, cells if numbered else [whole])]
    return [(paragraph, [paragraph]) for paragraph in paragraphs(text)]


def split_run(text: str) -> list[str]:
    """Return the entries of a run, separated by ``・``, ``、`` or blanks, whichever it uses."""
    if _NUMBERED_ENTRY.match(text):
        entries = [_NUMBERED_ENTRY.match(part) for part in _BEFORE_NUMBER.split(text)]
        return [entry.group(2).strip() for entry in entries if entry]
    if re.match(r"^\s*・", text):
        parts = re.split(r"(?:^|\s)・", text)
    elif "、" in text:
        parts = text.split("、")
    else:
        parts = re.split(r"\s+", text)
    return [part.strip() for part in parts if part.strip()]


def _is_numbered_table(text: str) -> bool:
    cells = [cell.strip() for cell in text.split("\t")]
    return len(cells) >= 2 and any(
        _NUMBER.match(a) and b and not _NUMBER.match(b) for a, b in itertools.pairwise(cells)
    )


def _from_table(fragments: list[Fragment]) -> list[RecordGroup]:
    """Read a table of number and name in one or two columns: down the left one, then the right one."""
    columns: tuple[list[tuple[str, str, int]], list[tuple[str, str, int]]] = ([], [])
    for fragment in fragments:
        cells = [one_line(cell) for cell in fragment.text.split("\t")]
        units: list[tuple[int, str, str]] = []
        n = 0
        while n < len(cells):
            if _NUMBER.match(cells[n]):
                name = cells[n + 1] if n + 1 < len(cells) else ""
                units.append((n, cells[n], name))
                n += 2
                continue
            if cells[n] and cells[n].lower() not in _COLUMN_HEADS:
                units.append((n, "", cells[n]))
            n += 1
        for position, (n, number, name) in enumerate(units):
            right = position > 0 or n > 1
            columns[1 if right else 0].append((number, name, fragment.line))
    groups = [RecordGroup("")]
    for number, name, line in (*columns[0], *columns[1]):
        if number:
            if name:
                groups[-1].entries.append(name)
        elif not name.startswith("※"):
            groups.append(RecordGroup(name))
        groups[-1].line = groups[-1].line or line
        groups[-1].last_line = line
    return groups
