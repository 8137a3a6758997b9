"""Pairs of versions to measure with, made the same way each time."""

import random
import re
from pathlib import Path

LARGEST = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "004_2bb90e44d61317a5.txt"
"""The longest document at hand: 110,000 characters, 139 declared rows.  It is not part of the project."""

_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ"
SPELLINGS = (
    ("取り扱", "取扱"), ("取扱", "取り扱"), ("を行", "をおこな"), ("及び", "および"), ("又は", "または"),
    ("サーバー", "サーバ"), ("ユーザー", "ユーザ"), ("ために", "為に"), ("または", "又は"), ("等", "など"),
    ("全て", "すべて"), ("(", "（"), (")", "）"),
    *((chr(code), chr(code + 0xFEE0)) for code in range(ord("0"), ord("9") + 1)),
    *zip(_KATAKANA, _HALF, strict=True),
)  # fmt: skip
"""Two spellings of one word."""

WORDS = (
    ("職員", "会計年度任用職員"), ("担当者", "責任者"), ("システム", "新システム"), ("市民", "区民"), ("毎年", "隔年"),
    ("記録", "履歴"), ("確認", "点検"), ("情報", "データ"), ("事務", "業務"), ("管理", "監査"),
)  # fmt: skip
"""Words that say something else."""

SENTENCES = (
    "また、その状況を年に一回、所属長が記録により確認する。",
    "この場合において、持ち出した媒体は施錠できる保管庫に保管し、管理簿に日時と氏名を記載する。",
    "なお、再委託を行う場合には、あらかじめ書面により市の承諾を得なければならない。",
)

A_SENTENCE = 20
"""Characters."""
_PROSE = re.compile(r"[ぁ-んァ-ヶ一-龠]{2}")
_FORM = re.compile(r"選択肢|checkbox|\[[^\]]*\]|^\d+[.)]")


def edited(text: str, substance: int = 50, spelling: int = 160, seed: int = 10) -> str:
    """Return another version: *substance* entries say something else, *spelling* (or all others) are spelt otherwise.

    Labels, choices and the 変更箇所 table stay as they are.
    """
    chance = random.Random(seed)
    body, mark, table = text.partition("変更日\t")
    lines = body.split("\n")
    entries = [n for n, line in enumerate(lines) if _is_entry(line)]
    chance.shuffle(entries)
    # A label with one sentence is an item of its own; the short ones are mostly entries of one list.
    reworded = [n for n in entries if len(_parted(lines[n])[1]) > A_SENTENCE and _known(lines[n], WORDS)][:substance]
    respelt = [n for n in entries if n not in reworded and _known(lines[n], SPELLINGS)][:spelling]
    for n in reworded:
        lines[n] = _reworded(lines[n], chance)
    for n in respelt:
        lines[n] = _replaced(lines[n], SPELLINGS, chance)
    return "\n".join(lines) + mark + table


def _is_entry(line: str) -> bool:
    label, entry = _parted(line)
    return bool(label.strip() and _PROSE.search(entry) and not _FORM.search(entry))


def _parted(line: str) -> tuple[str, str]:
    """Return what stands before the last cell with words, and the rest of the line."""
    start = line.rfind("\t", 0, len(line.rstrip("\t"))) + 1
    return line[:start], line[start:]


def _reworded(line: str, chance: random.Random) -> str:
    """Return a line with one word replaced throughout, a sentence added or one gone."""
    label, entry = _parted(line)
    sentences = re.findall("[^。]*。", entry)
    how = chance.randrange(3)
    if how == 0 and len(sentences) > 1:
        return label + entry.replace(sentences[-2], "", 1)
    if how == 1 and sentences:
        return label + entry.replace(sentences[0], sentences[0] + chance.choice(SENTENCES), 1)
    return _replaced(line, WORDS, chance)


def _replaced(line: str, pairs: tuple[tuple[str, str], ...], chance: random.Random) -> str:
    label, entry = _parted(line)
    return label + entry.replace(*chance.choice(_known(line, pairs)))


def _known(line: str, pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [pair for pair in pairs if pair[0] in _parted(line)[1]]
