"""Source files made by hypothesis: whole forms in every dialect, with entries that make reading hard.

One drawing of a form (``Sheets``) is the workbook; its rows, as they are read, make the other dialects: rows of
cells with markup as a transcription has, columns as ``pdftotext -layout`` gives, a raw text layer, a PDF.
``damaged()`` does to a text what a bad copy does.
"""

import io
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

from pdf_drawing import HEIGHT, WIDTH, Sheet, pdf
from shinkyu.extract.paragraph import width
from shinkyu.forms.library import load
from shinkyu.model.form import FormName
from shinkyu.sources.detect import read_layout
from strategies import SENTENCES
from workbook_drawing import Drawing
from workbook_forms import CHANGES, Sheets

FORMS: tuple[tuple[FormName, str], ...] = (("basic", "2024-10"), ("priority", "2018-05"), ("all-item", "2018-05"))

_PRINTED = (
    "①事務の名称", "その他の措置の内容", "リスク2:", "[○]その他 (", "[", "]", "<選択肢> 1) 実施する 2) 実施しない",
    "(別添2) 変更箇所", "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明", "システム3", "※",
    "令和6年3月26日", "平成27年10月以降", "Ⅱ 特定個人情報ファイルの概要", "特定個人情報保護評価書(全項目評価書)",
    "十分である", "3件", "(省略)", "<p>", "</ul>", '<input type="checkbox"/>', "<inp", "&nbsp;", "&#12354;",
    "&lt;p&gt;", "「旧」を「新」に改める。", "・", "⑫", "1 / 2", "---", "-",
)  # fmt: skip
"""What the form and the transcription print themselves; here it stands where it should not."""

_ODD = (
    "\u3000 \u00a0\u2028\u0085\u200b\u200d\ufeff\u202e\u2066"  # blanks, invisible signs, directions
    "がぎﾊﾟｳﾞ\u3099\u0301㍻㌢ﷺ½Ⅳⅸßİﬁ"  # composed, decomposed, of several letters when folded
    "\ue000\ue001\ue004\uf8ff"  # characters of an office's own
    "𠮟𩸽葛󠄀\U000e0100👨‍👩‍👧"  # outside the basic plane, with selectors and joiners
    "〜～－―—─‐|｜<>＜＞「」[]［］()（）:：・､,．.0０①⑴一"
)


class Made(NamedTuple):
    """A file and its name."""

    data: bytes
    name: str

    def __repr__(self) -> str:
        """Return what a report of a broken law can bear."""
        return f"<{self.name} of {len(self.data)} bytes>"


def entries() -> st.SearchStrategy[str]:
    """Return a text as entered in a form: sentences, printed words out of place, characters hard to fold."""
    piece = st.sampled_from(SENTENCES) | st.sampled_from(_PRINTED) | st.text(_ODD, min_size=1, max_size=8)
    return st.lists(piece, min_size=1, max_size=4).flatmap(
        lambda found: st.sampled_from(("", "\n", " ")).map(lambda between: between.join(found))
    )


def changes(texts: tuple[str, ...]) -> st.SearchStrategy[tuple[tuple[str, ...], ...]]:
    """Return rows of a change table that quote *texts*, texts that stand nowhere, or say what was done."""
    cited = st.sampled_from(
        [row[1] for row in CHANGES]
        + [
            "Ⅰ 2. システム1 ②システムの機能",
            "Ⅱ 3. ②入手方法",
            "Ⅲ 7. 特定個人情報の保管・消去",
            "表紙 公表日",
            "全体",
            "",
        ]
    )
    said = st.sampled_from(("", "-", "(追加)", "削除", "記載なし", "「旧」を追加", "システム2の全て", "3件"))
    cell = st.sampled_from(texts) | entries() | said
    row = st.tuples(
        st.sampled_from(("令和6年7月1日", "令和7年4月1日", "2025/4/1", "", "令和7年度")),
        cited, cell, cell, st.sampled_from(("事前", "事後", "")), st.sampled_from(("", "重要な変更に当たらないため")),
    )  # fmt: skip
    return st.lists(row, max_size=5).map(tuple)


@st.composite
def workbooks(draw: st.DrawFn, form: tuple[FormName, str] | None = None) -> Made:
    """Return a form as an office keeps it."""
    name, edition = form or draw(st.sampled_from(FORMS))
    texts = tuple(draw(st.lists(entries().map(_for_a_cell), min_size=1, max_size=12)))
    drawing = draw(
        st.builds(
            Drawing,
            boxes=st.sampled_from(("four", "three", "two", "one", "square")),
            merge_down=st.booleans(),
            brackets_down=st.booleans(),
            one_sheet=st.booleans(),
            split_texts=st.booleans(),
            numbers_as_dates=st.booleans(),
            numbers_down=st.booleans(),
            change_rows=st.sampled_from(("single", "merged", "date-merged", "texts")),
        )
    )
    rows = tuple(tuple(map(_for_a_cell, row)) for row in draw(changes(texts)))
    sheets = Sheets(drawing, entries=texts, changes=rows)
    sheets.form(load(name, edition), files=draw(st.integers(1, 2)))
    buffer = io.BytesIO()
    sheets.book.save(buffer)
    return Made(buffer.getvalue(), "評価書.xlsx")


def _for_a_cell(text: str) -> str:
    """Return what a workbook can hold: no formula, no character that XML does not know."""
    return text.lstrip("=").replace("\ufffe", "")


# ---------------------------------------------------------------------------- the other dialects

Rows = list[list[str]]


def _rows(book: Made) -> Rows:
    return [[cell.text for cell in row.cells] for row in read_layout(*book).rows]


@st.composite
def transcriptions(draw: st.DrawFn, form: tuple[FormName, str] | None = None) -> Made:
    """Return a form as a vision model writes it down: a row a line, tabs, leftover elements."""
    frames = st.sampled_from(("{}", "<p>{}</p>", "<ul> <li>{}</li></ul>", "<table><tr><td>{}", "<small>{}</small>"))
    lines = []
    for row in _rows(draw(workbooks(form))):
        frame = draw(frames)
        lines.append("\t".join([*row[:-1], frame.format(row[-1])]).replace("\n", " "))
    return Made(_lines(lines, draw(st.sampled_from(("\n", "\n\n")))), "評価書.txt")


@st.composite
def column_texts(draw: st.DrawFn, form: tuple[FormName, str] | None = None) -> Made:
    """Return a form as ``pdftotext -layout`` gives it: columns kept by blanks, pages by form feeds."""
    columns = draw(st.integers(16, 44))
    per_page = draw(st.integers(20, 60))
    lines: list[str] = []
    for row in _rows(draw(workbooks(form))):
        for n, cell in enumerate(row):
            for k, line in enumerate(cell.split("\n")):
                if k or not n:
                    lines.append(" " * (columns * n) + line)
                else:
                    lines[-1] += " " * max(columns * n - width(lines[-1]), 2) + line
    pages = ["\n".join(lines[n : n + per_page]) for n in range(0, len(lines), per_page)]
    return Made("\f".join(pages).encode(), "layout.txt")


@st.composite
def text_layers(draw: st.DrawFn, form: tuple[FormName, str] | None = None) -> Made:
    """Return a form as the raw text layer of its PDF: a blank before labels, values beside or apart, lines astray."""
    together = draw(st.lists(st.booleans(), min_size=1, max_size=7))
    reach = draw(st.sampled_from((0, 0, 1, 3, 11)))
    lines: list[str] = []
    for n, (label, *values) in enumerate(_rows(draw(workbooks(form)))):
        if together[n % len(together)]:
            lines += " ".join((f" {label}", *values)).split("\n")
        else:
            lines += [f" {label}", *"\n".join(values).split("\n")]
    pages = [lines[n : n + 40] for n in range(0, len(lines), 40)]
    found = [line for page in pages for line in (*page[reach:], *page[:reach], "\f")]
    return Made(_lines(found, draw(st.sampled_from(("\n", "\n\n")))), "raw.txt")


@st.composite
def prints(draw: st.DrawFn, form: tuple[FormName, str] | None = None) -> Made:
    """Return a form as a PDF: a row of ruled cells a row, pages full of them."""
    sheets = [Sheet()]
    top = 10.0
    split = draw(st.integers(2, 8)) / 10
    for row in _rows(draw(workbooks(form))):
        cells = [[line[n : n + 20] for line in cell.split("\n") for n in range(0, len(line), 20)] for cell in row[:4]]
        height = 13.0 * max((len(cell) for cell in cells), default=1) + 4
        if top + height > HEIGHT:
            sheets.append(Sheet())
            top = 10.0
        left = 10.0
        for n, lines in enumerate(cells):
            right = WIDTH - 10 if n == len(cells) - 1 else left + (WIDTH - 10 - left) * split
            sheets[-1].cell(
                left, top, right, top + height, "\n".join(lines).encode("utf-16", "replace").decode("utf-16")
            )
            left = right
        top += height
    return Made(pdf(*sheets), "評価書.pdf")


def _lines(lines: list[str], end: str) -> bytes:
    return end.join((*lines, "")).encode()


DIALECTS: dict[str, Callable[..., st.SearchStrategy[Made]]] = {
    "workbook": workbooks,
    "transcribed": transcriptions,
    "layout": column_texts,
    "raw": text_layers,
    "pdf": prints,
}


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[Made]) -> Made:
    """Return a text with lines lost, doubled, changed places, cut or run together, or its bytes damaged."""
    made = draw(whole)
    lines = made.data.split(b"\n")
    for _ in range(draw(st.integers(1, 6))):
        n, k = (draw(st.integers(0, max(len(lines) - 1, 0))) for _ in range(2))
        match draw(st.sampled_from(("lost", "doubled", "swapped", "cut", "joined", "column", "byte", "all after"))):
            case "lost":
                del lines[n : n + k % 9]
            case "doubled":
                lines[n:n] = lines[n : n + 1 + k % 3]
            case "swapped" if lines:
                lines[n], lines[k] = lines[k], lines[n]
            case "cut" if lines:
                lines[n] = lines[n][: k % (len(lines[n]) + 1)]
            case "joined":
                lines[n : n + 2] = [b"".join(lines[n : n + 2])]
            case "column" if lines:
                lines[n] = b"\t".join(reversed(lines[n].split(b"\t")))
            case "byte" if lines and lines[n]:
                at = k % len(lines[n])
                lines[n] = lines[n][:at] + bytes([draw(st.integers(0, 255))]) + lines[n][at + 1 :]
            case "all after":
                del lines[n + 1 :]
        lines = lines or [b""]
    return Made(b"\n".join(lines), made.name)
