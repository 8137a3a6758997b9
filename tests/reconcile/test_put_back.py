"""A text as it was before a row; where that cannot be known, nothing is said."""

import pytest

from shinkyu.reconcile.put_back import put_back

STAYS = "庁舎内のサーバ室に保管する。"


@pytest.mark.parametrize(
    ("before", "inside", "gone", "came"),
    [
        # 前 → 後, whole
        ("税務課", "市民税課", ("税務課",), ("市民税課",)),
        # a passage
        (
            "第19条第7号による。写しは保管しない。",
            "第19条第8号による。写しは保管しない。",
            ("第19条第7号",),
            ("第19条第8号",),
        ),
        # fragments with (省略) between
        (
            f"甲は行う。{STAYS}乙は行う。",
            f"丙は行う。{STAYS}丁は行う。",
            ("甲は行う。", "乙は行う。"),
            ("丙は行う。", "丁は行う。"),
        ),
        # fragments that stayed are quoted as well
        (f"{STAYS}乙は行う。", f"{STAYS}乙は行う。丁は行う。", (STAYS,), (STAYS, "丁は行う。")),
        # sentences left out without a mark
        (
            f"甲は行う。{STAYS}乙は行う。",
            f"丙は行う。{STAYS}乙は行う。",
            ("甲は行う。乙は行う。",),
            ("丙は行う。乙は行う。",),
        ),
        # a paragraph came
        (STAYS, f"{STAYS}\n写しは別に保管する。", (), ("写しは別に保管する。",)),
        # a name came into a list
        ("市民課、税務課", "市民課、保険課、税務課", (), ("保険課",)),
        ("市民課、税務課", "市民課、税務課、保険課", (), ("保険課",)),
        ("税務課", "保険課、税務課", (), ("保険課",)),
        # a sentence between others went
        (
            f"甲は行う。丙は行う。{STAYS}乙は行う。",
            f"甲は行う。{STAYS}乙は行う。",
            ("甲は行う。丙は行う。乙は行う。",),
            ("甲は行う。乙は行う。",),
        ),
        # all of it came
        ("", STAYS, (), (STAYS,)),
        # other spelling of the same words
        (
            "施錠した部屋に置く。",
            "サーバーを施錠した部屋に置く。",
            ("施錠した部屋に置く。",),
            ("サーバを施錠した部屋に置く。",),
        ),
    ],
)
def test_what_came_is_taken_out_and_what_went_is_put_back(
    before: str, inside: str, gone: tuple[str, ...], came: tuple[str, ...]
) -> None:
    assert before == put_back(inside, came, gone)


@pytest.mark.parametrize(
    ("inside", "gone", "came"),
    [
        # which of the two?
        ("本人が届け出る。職員が届け出る。", (), ("届け出る。",)),
        # the cell was cut off within the sentence
        ("申請は窓口のほか、電子申請による受付を行う。", (), ("申請は窓口のほか、電子申請によ",)),
        # one became two: which part of 前 belongs to which is not said
        (f"甲は行う。{STAYS}乙は行う。", ("丙は行う。",), ("甲は行う。", "乙は行う。")),
        # not there
        (STAYS, ("甲は行う。",), ("乙は行う。",)),
        # a number is not part of a longer one
        ("別表第12項による。", ("第2項",), ("第1",)),
    ],
)
def test_what_cannot_be_known_is_not_guessed(inside: str, gone: tuple[str, ...], came: tuple[str, ...]) -> None:
    assert put_back(inside, came, gone) is None


def test_a_heading_goes_with_what_is_below_it() -> None:
    text = "＜本市における措置＞\n施錠する。\n＜中間サーバーにおける措置＞\n暗号化する。\n＜その他＞\nなし。"

    assert "＜本市における措置＞\n施錠する。\n＜その他＞\nなし。" == put_back(
        text, ("＜中間サーバーにおける措置＞",), (), below=True
    )


def test_sentence_that_went_before_all_others_has_no_known_place() -> None:
    inside = f"甲は行う。{STAYS}乙は行う。"

    assert put_back(inside, ("甲は行う。乙は行う。",), ("丙は行う。甲は行う。乙は行う。",)) is None
