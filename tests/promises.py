"""What is promised of every file, however it is made: asked of one file or one pair at a time.

``promised(data, name)`` reads a file and asks everything; the laws and the fuzz targets differ only in where their
files come from.  A broken promise is an ``AssertionError`` or whatever was raised; only ``ShinkyuError`` is allowed.
"""

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.fuzz import partial_ratio

from shinkyu import pipeline
from shinkyu.codec.canonical import dumps, dumps_line, loads
from shinkyu.errors import ShinkyuError
from shinkyu.model.change import Changes
from shinkyu.model.document import (
    ChecksItem,
    ChoiceItem,
    DateItem,
    DeclaredRow,
    Document,
    FigureItem,
    Item,
    ListItem,
    TextItem,
)
from shinkyu.model.formats import CHECK_FORMATS, DIFF_FORMATS, TABLE_FORMATS
from shinkyu.pipeline import Checked, Read
from shinkyu.pipeline.results import check_result, diff_result, table_result
from shinkyu.pipeline.rewinding import rewind
from shinkyu.render.comparison import MARKS, render_comparison
from shinkyu.text.normalise import fold

TELLING = 12
"""Characters of a quotation that no document holds by chance."""

PRESENT = 90.0
"""Likeness of a quotation to the best place: the same words may be spelt otherwise."""

SAME_OPTION = 75.0
"""Likeness from which a printed text may be an option of the form, misspelt."""

_ELEMENT = re.compile(r"</?[a-zA-Z][^<>]*>")
_SMALL_ELEMENT = re.compile(r"</?[a-z][^<>]*>")
"""An element beside which words in the brackets of elements, as ``<ID>``, are words."""
_CUT = re.compile(r"\s+")
_MARKS = re.compile("[\u0300-\u036f\u3099\u309a]")
_NOTHING = "[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_LONE_MARK = re.compile(f"(?:^|[\\s<>]){_NOTHING}*[\u0300-\u036f\u3099\u309a\uff9e\uff9f゛゜]")
_QUOTED = re.compile(r"[\s<>＜＞「」]+")
_WORD = re.compile(r"[^\w]|[ー_]")


def promised(data: bytes, name: str, formats: Sequence[str] = CHECK_FORMATS) -> Read | None:
    """Return what a file was read as, None where it was refused; everything promised of it holds.

    The judgements are written in *formats*.
    """
    read = _read_or_refusal(data, name)
    if isinstance(read, str):
        assert "\n" not in read
        assert name in read
        return None
    nothing_is_lost(read)
    nothing_is_invented(read)
    options_are_printed(read)
    the_canonical_text_is_the_document(read.document)
    nothing_differs_from_itself(read)
    verdicts_are_shown(read, None, formats)
    rows_can_be_undone(read)
    return read


def _read_or_refusal(data: bytes, name: str) -> Read | str:
    try:
        return pipeline.read(data, name)
    except ShinkyuError as error:
        return str(error)


def promised_of_a_pair(old: Read, new: Read) -> None:
    """Ask what is promised of two versions."""
    if old.document.form != new.document.form:
        return
    compared = pipeline.compare(old, new)
    changes_are_shown(compared.changes, new)
    for fmt in DIFF_FORMATS:
        diff_result(compared, fmt).decode()
    for group in (False, True):
        rows = pipeline.table_rows(compared, group=group)
        for fmt in TABLE_FORMATS[:-1]:  # the last is of a 新旧対照表 alone
            table_result(compared, rows, fmt)
    render_comparison(pipeline.table_rows(compared, habits=MARKS), "html")
    verdicts_are_shown(new, old)


# ---------------------------------------------------------------------------- one document


def nothing_is_lost(read: Read) -> None:
    """Ask that the account of characters sums to the source, and what is unplaced is named to the character."""
    account = pipeline.account_of(read)
    assert read.layout is not None
    ends = [cell.start + len(cell.text) + len(row.folds) for row in read.layout.rows for cell in row.cells]

    assert account.total == sum(account.counts.values())
    assert max(ends, default=0) >= account.total
    assert account.counts["unplaced"] == sum(len("".join(piece.text.split())) for piece in account.unplaced)


def nothing_is_invented(read: Read) -> None:
    """Ask that every text of the document is made of pieces of the source, each whole but the first and last."""
    source = Source(read)
    for where, text in texts(read.document):
        assert source.holds(text), f"{where}: {text!r} is not in the source"


def options_are_printed(read: Read) -> None:
    """Ask that every option that is on, off or chosen stands in the source, be it misspelt."""
    source = Source(read)
    for where, option in options(read.document):
        like = source.holds(option) or partial_ratio(fold(option).replace(" ", ""), source.words) >= SAME_OPTION
        assert like, f"{where}: the option {option!r} is not in the source"


def the_canonical_text_is_the_document(document: Document) -> None:
    """Ask that writing and reading again change nothing."""
    written = dumps(document)

    assert document == loads(written)
    assert written == dumps(loads(written))


def nothing_differs_from_itself(read: Read) -> None:
    """Ask that no change is found where there is none."""
    assert () == pipeline.compare(read, read).changes.changes


def verdicts_are_shown(new: Read, old: Read | None, formats: Sequence[str] = CHECK_FORMATS) -> Checked:
    """Ask that every row has one verdict, none is confirmed whose text is absent, and all can be shown."""
    checked = pipeline.check(new, old)
    rows = new.document.declared or ()

    assert [row.n for row in rows] == [judgement.n for judgement in checked.report.declared]
    for row in wrongly_confirmed(checked):
        raise AssertionError(f"confirmed, but absent: {row}")
    for fmt in formats:
        for lang in ("ja", "en") if fmt == "text" else ("ja",):
            check_result(checked, old, fmt, lang)
    return checked


def rows_can_be_undone(read: Read) -> None:
    """Ask that rewinding gives a version that can be written, or one clear line."""
    try:
        earlier, _ = rewind(read)
    except ShinkyuError:
        return
    the_canonical_text_is_the_document(earlier.document)


def changes_are_shown(changes: Changes, new: Read) -> None:
    """Ask that ids count up and texts of changes are texts of the versions."""
    assert [f"c{n}" for n in range(1, len(changes.changes) + 1)] == [change.id for change in changes.changes]
    assert "\n" not in dumps_line(changes)


# ---------------------------------------------------------------------------- the source


class Source:
    """The printed words of a source, to find texts in: folded, without blanks and elements."""

    def __init__(self, read: Read) -> None:
        assert read.layout is not None
        lines = ["\t".join(cell.text for cell in row.cells) for row in read.layout.rows]
        raw = "\n".join(lines)
        bare = _ELEMENT.sub("\n", raw)
        wordy = _SMALL_ELEMENT.sub("\n", raw)
        readings = (raw, html.unescape(raw), bare, html.unescape(bare), wordy, html.unescape(wordy))
        # A mark that stands behind a blank belongs to the letter before, and in another order among its marks.
        self.key = _without_marks if any(_LONE_MARK.search(text) for text in readings) else fold
        self.pieces = sorted({key for text in readings for key in map(self.key, _CUT.split(text)) if key})
        self.starts: dict[str, list[str]] = {}
        for piece in self.pieces:
            self.starts.setdefault(piece[0], []).append(piece)
        self.all = "\0".join((*self.pieces, ""))
        self.words = "".join(map(fold, _CUT.split(bare)))

    def holds(self, text: str) -> bool:
        """Say whether *text* is an end of a piece, whole pieces and the beginning of one, or inside of one."""
        key = self.key(text)
        if key in self.all:
            return True
        seen: set[int] = set()
        waiting = [n for n in range(1, self._longest_beginning(key) + 1) if f"{key[:n]}\0" in self.all]
        while waiting:
            start = waiting.pop()
            if start in seen:
                continue
            seen.add(start)
            for piece in self.starts.get(key[start], ()):
                if piece.startswith(key[start:]):
                    return True
                if key.startswith(piece, start):
                    waiting.append(start + len(piece))
        return False

    def _longest_beginning(self, key: str) -> int:
        """Return the length of the longest beginning of *key* that stands in a piece."""
        return bisect_left(range(1, len(key)), True, key=lambda n: key[:n] not in self.all)


def _without_marks(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFD", fold(text)))


def texts(document: Document) -> Iterator[tuple[object, str]]:
    """Yield every text of a document that is printed in its source, with the place it stands at."""
    for item in document.items:
        yield from ((item.address, text) for text in _texts_of(item) if text)
    for row in document.declared or ():
        yield from ((row.n, text) for text in _texts_of_row(row) if text)
    yield from (("unplaced", text) for text in document.unplaced if text)


def options(document: Document) -> Iterator[tuple[object, str]]:
    """Yield every option whose state is known, with the address of its item: what is unknown need not be printed."""
    for item in document.items:
        match item:
            case ChecksItem():
                yield from ((item.address, option) for option in (*item.value.on, *item.value.off))
            case ChoiceItem(value=str() as chosen):
                yield item.address, chosen
            case _:
                pass


def _texts_of(item: Item) -> Iterable[str]:
    match item:
        case TextItem() | ListItem() | FigureItem():
            return item.value
        case DateItem():
            return (item.value.text,) if item.value else ()
        case ChecksItem():
            return item.value.notes.values()
        case _:
            return ()


def _texts_of_row(row: DeclaredRow) -> Iterable[str]:
    return (row.date.text, *row.item.split("\n"), *row.before, *row.after, row.timing, *row.explanation.split("\n"))


# ---------------------------------------------------------------------------- verdicts


def wrongly_confirmed(checked: Checked) -> Iterator[DeclaredRow]:
    """Yield the rows that are confirmed although a long text they quote as new stands nowhere in the document."""
    items = checked.new.document.items
    body = "".join(_words(text) for item in items for text in (*item.address, *_texts_of(item)))
    rows = {row.n: row for row in checked.new.document.declared or ()}
    for declaration, judgement in zip(checked.declarations, checked.report.declared, strict=True):
        if judgement.verdict != "confirmed" or declaration.directive.op not in ("quote", "add"):
            continue
        quoted = (_words(piece) for text in declaration.directive.after for piece in _QUOTED.split(text))
        if any(len(piece) >= TELLING and partial_ratio(piece, body) < PRESENT for piece in quoted):
            yield rows[declaration.n]


def _words(text: str) -> str:
    """Return the letters and numerals of *text*: signs may be printed or not."""
    return _WORD.sub("", fold(text))
