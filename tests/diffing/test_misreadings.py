"""What a scan makes of a text is told apart from what an office writes."""

import pytest

from builders import text_item
from comparing import change


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("問合せに対する and 調査、作業指示", "問合せに対する調査、作業指示"),
        ("個人情報の保護に関する that 法律", "個人情報の保護に関する法律"),
        ("漏れのないようunnecessary適切なアクセス", "漏れのないよう適切なアクセス"),
        ("記録を进行残す。", "記録を残す。"),
        ("個人情報のобеспеч保護", "個人情報の保護"),
        ("情報がที่ไม่漏えいしない", "情報が漏えいしない"),
        ("個人정보情報の保護", "個人情報の保護"),
        ("行政情服管理部", "行政情報管理部"),
        ("調査の実旋が困難な場合", "調査の実施が困難な場合"),
        ("サ一バに保管する。", "サーバに保管する。"),
        ("ユ二ットを管理する。", "ユニットを管理する。"),
        ("窓ロで受け付ける。", "窓口で受け付ける。"),
        ("统合宛名DBIに登録", "统合宛名DB1に登録"),
        ("ツステムを利用する。", "システムを利用する。"),
        ("特定個人情服を提供する。", "特定個人情報を提供する。"),
        ("都道府県単位で実旋する。", "都道府県単位で実施する。"),
        ("本人碓認書類", "本人確認書類"),
        ("甲請書の提出を受ける。", "申請書の提出を受ける。"),
        ("住民登緑がある者", "住民登録がある者"),
        ("往民税の課税台帳", "住民税の課税台帳"),
    ],
)
def test_likely_misreading_is_flagged_and_no_change_of_substance(damaged: str, sound: str) -> None:
    for old, new in ((damaged, sound), (sound, damaged)):
        found = change(text_item("work.name", old), text_item("work.name", new))
        assert found
        assert ("notation", True) == (found.op, found.suspect_reading)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("申請をシステムで受け付ける。", "申請をwebシステムで受け付ける。"),
        ("申請を受け付ける。", "申請をe-Taxで受け付ける。"),
        ("申請を受け付ける。", "申請をLGWANで受け付ける。"),
        ("収納課へ移転する。", "収納室へ移転する。"),
        ("市長の承認", "町長の承認"),
        ("施錠する。", "施設する。"),
        ("年1回", "年2回"),
        ("二要素認証", "三要素認証"),
        ("医療保険課", "医療年金課"),
        ("保健課へ移転する。", "保険課へ移転する。"),
        ("監査を行う。", "検査を行う。"),
        ("収納課へ移転する。", "徴収課へ移転する。"),
        ("保管する必要がある。", "保管する必要がない。"),
    ],
)
def test_edit_of_an_office_is_not_taken_for_a_misreading(before: str, after: str) -> None:
    for old, new in ((before, after), (after, before)):
        found = change(text_item("work.name", old), text_item("work.name", new))
        assert found
        assert ("modified", False) == (found.op, found.suspect_reading)


def test_misreading_beside_an_edit_does_not_hide_the_edit():
    found = change(text_item("work.name", "情服を年1回点検する。"), text_item("work.name", "情報を年2回点検する。"))

    assert found
    assert ("modified", False) == (found.op, found.suspect_reading)


def test_misreading_is_marked_to_the_letter():
    found = change(text_item("work.name", "行政情服管理部の職員"), text_item("work.name", "行政情報管理部の職員"))

    assert found
    assert [("服", "報")] == [
        ("行政情服管理部の職員"[s.before_start : s.before_end], "行政情報管理部の職員"[s.after_start : s.after_end])
        for s in found.spans
    ]
