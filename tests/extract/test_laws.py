"""Where the lines of a source break says nothing about the document."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reading import COVER, document_of
from shinkyu.model.document import Document

WORDS = st.text("国民年金資格得喪失届出受理審査報告情報管理被保険者システム、。・", min_size=1, max_size=160)
NAMES = st.text("国民年金資格得喪失届出受理審査報告", min_size=2, max_size=30)
CHOICES = st.sampled_from(["[十分である]", "[課題が残されている]", "[]"])
LIST = "<選択肢> 1) 特に力を入れている 2) 十分である 3) 課題が残されている"
BOX = st.sampled_from(["[]", "[○]", '[<input checked="" type="checkbox"/>]'])


@st.composite
def transcriptions(draw: st.DrawFn) -> list[str]:
    """A short document as rows of cells: texts, choices, boxes, members, a table of changes."""
    rows = [
        "I 基本情報",
        "1. 特定個人情報ファイルを取り扱う事務\t",
        f"①事務の名称\t{draw(NAMES)}",
        f"②事務の内容\t<p>{draw(WORDS)}</p> <p>{draw(WORDS)}</p>",
        "2. 特定個人情報ファイルを取り扱う事務において使用するシステム\t",
    ]
    for n in range(1, draw(st.integers(2, 5))):
        boxes = f"{draw(BOX)} 庁内連携システム {draw(BOX)} 税務システム {draw(BOX)} その他 ({draw(NAMES)})"
        rows += [f"システム{n}\t", f"①システムの名称\t{draw(NAMES)}", f"②システムの機能\t{draw(WORDS)}"]
        rows += [f"③他のシステムとの接続\t{boxes}"]
    rows += ["Ⅲ リスク対策 ※(7. ②を除く。)", "3. 特定個人情報の使用\t"]
    for n in (1, 2):
        rows += [f"リスク{n}: {draw(NAMES)}\t"]
        rows += [f"リスクに対する措置の内容\t{draw(WORDS)}"] if n == 1 else [f"その他の措置の内容\t{draw(WORDS)}"]
        rows += [f"リスクへの対策は十分か\t{draw(CHOICES)}\t{LIST}"]
    rows += ["(別添2) 変更箇所", "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明"]
    for n in range(1, draw(st.integers(3, 9))):
        rows += [f"令和6年{n}月26日\tⅠ 基本情報 1. {draw(NAMES)}\t{draw(WORDS)}\t{draw(WORDS)}\t事後\t{draw(NAMES)}"]
    return rows


def folded(text: str, width: int) -> str:
    """Fold every line at a number of characters, wherever that is: in a label, in an element."""
    lines = text.split("\n")
    return "\n".join(line[n : n + width] for line in lines for n in range(0, max(len(line), 1), width))


def is_folded(text: str, width: int) -> bool:
    """Say whether enough lines are folded for a fold to be seen, and none ends at the width by chance."""
    lines = text.split("\n")
    full = {line[n : n + width] for line in lines for n in range(0, len(line) - width, width)}
    just_below = sum(0.8 * width <= len(line) % width for line in lines)
    return len(full) >= 1.5 * just_below + 5


@settings(max_examples=60, deadline=None)
@given(transcriptions(), st.integers(24, 90))
def test_a_document_folded_at_any_width_is_the_same_document(rows: list[str], width: int) -> None:
    text = COVER + "\n".join(rows) + "\n"
    assume(is_folded(text, width))

    assert document_of(text) == document_of(folded(text, width))


@settings(max_examples=60, deadline=None)
@given(transcriptions(), st.data())
def test_blank_lines_between_rows_change_nothing(rows: list[str], data: st.DataObject) -> None:
    gaps = data.draw(
        st.lists(st.sampled_from(["\n", "\n\n", "\n \n", "\n\n\n\n"]), min_size=len(rows), max_size=len(rows))
    )

    assert document_of(COVER + "\n".join(rows)) == document_of(
        COVER + "".join(row + gap for row, gap in zip(rows, gaps, strict=True))
    )


WIDTHS = str.maketrans("0123456789().:", "０１２３４５６７８９（）．：")


@settings(max_examples=40, deadline=None)
@given(transcriptions())
def test_the_width_of_digits_and_brackets_in_labels_changes_no_place(rows: list[str]) -> None:
    wide = ["\t".join([(cells := row.split("\t"))[0].translate(WIDTHS), *cells[1:]]) for row in rows]
    plain, other = document_of(COVER + "\n".join(rows)), document_of(COVER + "\n".join(wide))

    assert values(plain) == values(other)


def values(document: Document) -> list[object]:
    """Return addresses and values; the risk headings are words of the document and are no items."""
    return [(item.address, item.value) for item in document.items]


@pytest.mark.parametrize("width", [30, 40, 76])
def test_an_input_element_cut_by_a_fold_keeps_its_state(width: int) -> None:
    boxes = " ".join(f'<input {"checked " if n == 3 else ""}type="checkbox"/> {o}' for n, o in enumerate(OPTIONS))
    text = COVER + (
        "I 基本情報\n2. 特定個人情報ファイルを取り扱う事務において使用するシステム\t\n"
        f"システム1\t\n③他のシステムとの接続\t{boxes}\n"
    )
    item = next(i for i in document_of(folded(text, width)).items if i.label == "③他のシステムとの接続")

    assert ("既存住民基本台帳システム",) == item.value.on  # type: ignore[union-attr]


OPTIONS = re.split(
    "・",
    "情報提供ネットワークシステム・庁内連携システム・住民基本台帳ネットワークシステム・既存住民基本台帳システム・宛名システム等・税務システム・その他",
)
