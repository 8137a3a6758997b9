"""Lines folded at one width are put together; lines that only happen to be long are not."""

from hypothesis import given
from hypothesis import strategies as st

from shinkyu.sources.folding import columns, unfold
from shinkyu.sources.plain import decode, read_layout

LONG = ["あいうえおかきくけこさしすせそたちつてとなにぬねの" * n for n in range(2, 9)]


def folded(lines: list[str], width: int) -> list[str]:
    """Fold as a mail program does, at a number of characters."""
    return [line[n : n + width] for line in lines for n in range(0, max(len(line), 1), width)]


def test_folded_lines_are_put_together() -> None:
    lines = [line + "。" for line in LONG]

    assert lines == [text for text, _ in unfold(folded(lines, 23))]


def test_a_fold_says_where_it_was() -> None:
    text, folds = unfold(folded([line + "。" for line in LONG], 23))[0]

    assert (23, 46) == folds
    assert 51 == len(text)


def test_a_width_in_columns_counts_full_width_characters_twice() -> None:
    lines = [f"{'x' * (n % 3)}{line}。" for n, line in enumerate(LONG)]
    short: list[str] = []
    for line in lines:
        piece = ""
        for char in line:
            if columns(piece + char) > 40:
                short.append(piece)
                piece = ""
            piece += char
        short.append(piece)

    assert lines == [text for text, _ in unfold(short)]


def test_lines_of_many_lengths_are_left_alone() -> None:
    lines = ["あ" * n for n in range(1, 60)]

    assert lines == [text for text, _ in unfold(lines)]


def test_the_same_long_line_printed_often_is_no_fold() -> None:
    """The line of the options of リスクへの対策は十分か stands in a document twenty times."""
    lines = ["[十分である] <選択肢> 1) 特に力を入れている 2) 十分である 3) 課題が残されている", "次の行"] * 20

    assert lines == [text for text, _ in unfold(lines)]


@given(st.lists(st.text(st.characters(exclude_characters="\n\r"), max_size=90), max_size=40))
def test_nothing_is_lost_or_added_whatever_is_joined(lines: list[str]) -> None:
    assert "".join(lines) == "".join(text for text, _ in unfold(lines))


@given(st.lists(st.text("あいう\tx", min_size=1, max_size=90), min_size=1, max_size=40), st.integers(16, 40))
def test_cells_of_folded_rows_know_their_place_in_the_source(lines: list[str], width: int) -> None:
    text = "\n".join(folded([*LONG, *lines], width))
    layout = read_layout(text.encode(), "a.txt")

    source = decode(text.encode(), "a.txt")
    for row in layout.rows:
        for cell in row.cells:
            assert not cell.text or source[cell.start] == cell.text[0]
