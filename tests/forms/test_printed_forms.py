"""The templates against what the five real documents print."""

import re
from collections.abc import Iterator, Mapping

import pytest

from shinkyu.forms.library import load, recognise
from shinkyu.model.form import FormTemplate
from shinkyu.text.normalise import fold, is_blank, label_key

LONGEST = 70  # characters of a label's key; a longer cell is an entry
MEMBER = re.compile(r"(システム|委託事項|提供先|移転先)\d")
HEADING = re.compile(r"[ⅠⅡⅢⅣⅤⅥ]|[IV]+ |\d{1,2}\. |リスク\d?[:：]|\(別添\d\)")
NO_LABEL = re.compile(r"\d*$|\d+\)|\[|<")  # a number, an option, a check box, a sub-heading (<…>)
LISTED = re.compile(r"(?<![\d(])(\d{1,2})\)([^\[\]<]+?)(?=\d{1,2}\)|\(\d*\)件|<|$)")
BOX = re.compile(r"\[[○ ]?\]([^\[\]]+)")
BOX_END = re.compile(r"<選択肢>.*|\(\d*\)?件?$|○$")  # a count, the mark of the next box

# What no template knows: line numbers by document, and the reason why none should.
EXCEPTIONS: dict[str, dict[str, tuple[int, ...]]] = {
    "the entry of a heading that is an item, on a line of its own": {
        "000": (39, 54, 211),
        "001": (95, 109, 251),
        "002": (78, 114, 127, 129, 135, 137, 143, 153, 275, 322),
        "004": (323, 574),
    },
    "entries: the numbered list in 備考 of 別添1, the table in 別添2": {
        "002": (59, 62, 64, 66, 68, 70, 72),
        "004": (501, 502, 516, 552, 569),
    },
    "an entry, or the label 手数料額、納付方法, runs on behind the last option": {
        "002": (435,),
        "004": (429, 436, 805),
    },
    "two pieces of the text layer on one line": {"003": (233,)},
    "misread: 必要なない or 必要な for 必要のない": {
        "000": (219,),
        "001": (259,),
        "002": (298,),
        "004": (607,),
    },
    "misread: a foreign word for が, or が lost": {"002": (285, 372), "004": (585, 593, 728)},
    "misread: ⑤移転方法 for ⑥, after a page break": {"001": (194,)},
    "misread: 2) lost": {"001": (200,)},
    "misread: 行って lost": {"000": (234,)},
    "misread: にしている for に行っている": {"004": (695,)},
}


def unknown(lines: list[str], form: FormTemplate) -> Iterator[tuple[int, str]]:
    """Yield the line and text of whatever is printed as part of the form and not known to *form*.

    Labels: the first filled cell of a table row; a line that starts as headings do; in a text layer
    without cells, every line that starts with a blank.  An entry may follow in the same cell.
    Options: what follows <選択肢>, all of it as one list; the words behind each check box.
    The declared table, and what comes after it, is left out.
    """
    labels = {label_key(text) for spec in form.specs for text in (spec.label, *spec.aliases, *spec.ranges)}
    labels |= {label_key(text) for text in (*form.furniture, form.title)}
    lists = {tuple(fold(option.text) for option in spec.options) for spec in form.specs}
    options = {option for texts in lists for option in texts}
    has_cells = any("\t" in line for line in lines)
    for n, line in enumerate(lines, 1):
        if line.startswith("変更日\t"):
            return
        cells = [plain(cell) for cell in line.split("\t")]
        first = label_key(next((cell for cell in cells if cell.strip()), ""))
        if len(cells) > 1 or (HEADING.match(line) if has_cells else line.startswith(" ")):
            # In the text layer a label may be broken in two: its start is enough.
            known = any(first.startswith(key) or (not has_cells and key.startswith(first)) for key in labels)
            other = is_blank(first) or MEMBER.match(first) or NO_LABEL.match(first) or len(first) > LONGEST
            if not (known or other):
                yield n, first
        row = fold(" ".join(cells))
        if "<選択肢>" in row:
            listed = {int(number): text for number, text in LISTED.findall(row.split("<選択肢>", 1)[1])}
            if listed and tuple(listed[number] for number in sorted(listed)) not in lists:
                yield n, f"{listed}"
        for text in BOX.findall(row):
            box = BOX_END.sub("", text)
            if box and not any(box == option or box.startswith(option + "(") for option in options):
                yield n, box


def plain(cell: str) -> str:
    """Return *cell* without tags, an input as an empty check box."""
    return re.sub(r"</?[a-z][^<>]*>", " ", re.sub(r"<input[^>]*>", "[ ]", cell))


@pytest.mark.real
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_printed_label_and_option_is_known_to_the_template(real: Mapping[str, list[str]], name: str) -> None:
    """A label the template lacks is an item that nobody reads."""
    lines = real[name]

    found = dict(unknown(lines, recognise(lines)))

    excepted = {n for places in EXCEPTIONS.values() for n in places.get(name, ())}
    assert {} == {n: text for n, text in found.items() if n not in excepted}
    assert set() == excepted - found.keys(), "an exception that is none any more"


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "edition"), [("priority", "2018-05"), ("priority", "five-information"), ("all-item", "2018-05")]
)
def test_every_label_and_option_of_the_template_is_printed_in_a_document(
    real: Mapping[str, list[str]], name: str, edition: str
) -> None:
    """What no document prints would be our invention; 表紙 is a name for the page that has none."""
    form = load(name, edition)
    text = "".join(label_key(plain(line)) for lines in real.values() for line in lines)
    printings = [
        {spec.label.replace("{n}", ""), *spec.aliases} for spec in form.specs if spec.label not in ("表紙", "{title}")
    ]
    printings += [{option.text} for spec in form.specs for option in spec.options]

    assert [] == [printed for printed in printings if not any(label_key(one) in text for one in printed)]


# Left out below: what is printed to the right of another label, and a heading broken over five lines.
BESIDE = (
    "委託しない",
    "提供・移転しない",
    "接続しない",
    "手数料額、納付方法",
    "委託先による特定個人情報の不正入手",
)


@pytest.mark.real
@pytest.mark.parametrize("name", ["001", "002", "004"])
def test_from_the_risk_part_on_the_labels_are_printed_in_the_order_of_the_template(
    real: Mapping[str, list[str]], name: str
) -> None:
    """Many labels are printed again and again there; their order proves that none is missing.

    A risk counts by its number, for the words behind it are misread here and there.
    """
    form = recognise(real[name])
    part = {"risks", "other_risks", "requests", "procedure"}
    specs = [spec for spec in form.specs if spec.id.split(".")[0] in part and not spec.label.startswith(BESIDE)]
    shown = {spec.id: (spec.element or "") if spec.role == "risk" else spec.label for spec in specs}
    labels = {label_key(text): shown[spec.id] for spec in specs for text in (spec.label, *spec.aliases)}

    printed = [first_label(line, labels) for line in from_part(form, "risks", real[name])]

    assert list(shown.values()) == [label for label in printed if label]


def from_part(form: FormTemplate, id: str, lines: list[str]) -> list[str]:
    """Return *lines* from the heading of a part to the declared table or the first attachment."""
    keys = tuple(label_key(text) for text in (form.by_id[id].label, *form.by_id[id].aliases))
    _, start = (n for n, line in enumerate(lines) if label_key(line).startswith(keys))  # first in 項目一覧
    end = next(n for n, line in enumerate(lines) if n > start and label_key(line).startswith("(別添"))
    return lines[start:end]


def first_label(line: str, labels: Mapping[str, str]) -> str | None:
    """Return the label that *line* starts with, the longest there is."""
    filled = (cell for cell in map(plain, line.split("\t")) if cell.strip())
    key = label_key(next(filled, ""))
    if risk := re.match(r"リスク\d?(?=:)", key):
        return risk.group()
    return labels.get(max((label for label in labels if key.startswith(label)), key=len, default=""))
