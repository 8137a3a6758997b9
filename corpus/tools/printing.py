"""Prints a version in the transcribed dialect: form templates, option lists, check boxes, the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from edits import Assessment, Member, Values

FORMS = Path(__file__).resolve().parent / "forms"

HEADER = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")

GROUP_LABEL = {"systems": "システム", "outsourcing": "委託事項", "provision": "提供先", "transfer": "移転先"}
RANGES = ("2～5", "6～10", "11～15", "16～20")

OPTIONS = {
    "対象人数4": "1,000人未満 1,000人以上1万人未満 1万人以上10万人未満 10万人以上30万人未満",
    "対象人数5": "1,000人未満 1,000人以上1万人未満 1万人以上10万人未満 10万人以上30万人未満 30万人以上",
    "実施の有無": "実施する 実施しない 未定",
    "ファイルの種類": "システム用ファイル その他の電子ファイル(表計算ファイル等)",
    "本人の数": "1万人未満 1万人以上10万人未満 10万人以上100万人未満 100万人以上1,000万人未満 1,000万人以上",
    "記録される項目": "10項目未満 10項目以上50項目未満 50項目以上100項目未満 100項目以上",
    "取扱者数": "10人未満 10人以上50人未満 50人以上100人未満 100人以上500人未満 500人以上1,000人未満 1,000人以上",
    "委託の有無": "委託する 委託しない",
    "再委託の有無": "再委託する 再委託しない",
    "ファイルの範囲": "特定個人情報ファイルの全体 特定個人情報ファイルの一部",
    "保管期間": "1年未満 1年 2年 3年 4年 5年 6年以上10年未満 10年以上20年未満 20年以上 定められていない",
    "リスクへの対策": "特に力を入れている 十分である 課題が残されている",
    "行っている": "行っている 行っていない",
    "行っている3": "特に力を入れて行っている 十分に行っている 十分に行っていない",
    "定めている": "定めている 定めていない",
    "制限している": "制限している 制限していない",
    "記録を残している": "記録を残している 記録を残していない",
    "再委託先": "特に力を入れて行っている 十分に行っている 十分に行っていない 再委託していない",
    "統一基準群": "特に力を入れて遵守している 十分に遵守している 十分に遵守していない 政府機関ではない",
    "整備している": "特に力を入れて整備している 十分に整備している 十分に整備していない",
    "周知している": "特に力を入れて周知している 十分に周知している 十分に周知していない",
    "重大事故": "発生あり 発生なし",
    "保管している": "保管している 保管していない",
    "手数料等": "有料 無料",
    "しきい値3": "基礎項目評価及び重点項目評価の実施が義務付けられる "
    "基礎項目評価の実施が義務付けられる(任意に重点項目評価を実施) "
    "特定個人情報保護評価の実施が義務付けられない(任意に重点項目評価を実施)",
    "しきい値4": "基礎項目評価及び全項目評価の実施が義務付けられる "
    "基礎項目評価及び重点項目評価の実施が義務付けられる(任意に全項目評価を実施) "
    "基礎項目評価の実施が義務付けられる(任意に全項目評価を実施) "
    "特定個人情報保護評価の実施が義務付けられない(任意に全項目評価を実施)",
}

# □ is a box; "()" after its label is the text field that some boxes have.
BOXES = {
    "他のシステムとの接続": "□情報提供ネットワークシステム □庁内連携システム "
    "□住民基本台帳ネットワークシステム □既存住民基本台帳システム □宛名システム等 □税務システム □その他 ()",
    "主な記録項目": "・識別情報 □個人番号 □個人番号対応符号 □その他識別情報(内部番号) "
    "・連絡先等情報 □{basics} □連絡先(電話番号等) □その他住民票関係情報 "
    "・業務関係情報 □国税関係情報 □地方税関係情報 □健康・医療関係情報 □医療保険関係情報 "
    "□児童福祉・子育て関係情報 □障害者福祉関係情報 "
    "□生活保護・社会福祉関係情報 □介護・高齢者福祉関係情報 □雇用・労働関係情報 □年金関係情報 "
    "□学校・教育関係情報 □災害関係情報 □その他 ()",
    "入手元": "□本人又は本人の代理人 □評価実施機関内の他部署 () □行政機関・独立行政法人等 () "
    "□地方公共団体・地方独立行政法人 () □民間事業者 () □その他 ()",
    "入手方法": "□紙 □電子記録媒体(フラッシュメモリを除く。) □フラッシュメモリ □電子メール □専用線 "
    "□庁内連携システム □情報提供ネットワークシステム □その他 ()",
    "提供方法": "□情報提供ネットワークシステム □専用線 □電子メール □電子記録媒体(フラッシュメモリを除く。) "
    "□フラッシュメモリ □紙 □その他 ()",
    "移転方法": "□庁内連携システム □専用線 □電子メール □電子記録媒体(フラッシュメモリを除く。) "
    "□フラッシュメモリ □紙 □その他 ()",
    "委託先への提供方法": "□専用線 □電子メール □電子記録媒体(フラッシュメモリを除く。) □フラッシュメモリ □紙 "
    "□その他 ()",
    "監査": "□自己点検 □内部監査 □外部監査",
}

# The only difference between the two editions that this corpus shows.
BASICS = {
    "4情報": "4情報(氏名、性別、生年月日、住所)",
    "5情報": "5情報(氏名、氏名の振り仮名、性別、生年月日、住所)",
}


def fold(text: str) -> str:
    return re.sub(r"\s", "", text)


def choice(value: str, options: str) -> str:
    names = OPTIONS[options].split(" ")
    assert value in ("", *names), f"{value!r} is no option of {options}"
    return f"[{value}] <選択肢> " + " ".join(f"{n}) {name}" for n, name in enumerate(names, 1))


def box_key(label: str) -> str:
    """The name by which the data calls a box: its label without the bracket, 4情報 whatever the edition."""
    key = label.split("(")[0]
    return "4情報" if key in BASICS else key


def checks(on: dict[str, str], boxes: str, edition: str) -> str:
    known = set()

    def box(match: re.Match[str]) -> str:
        label, has_text = match.group(1), match.group(2)
        key = box_key(label)
        known.add(key)
        mark = "○" if key in on else ""
        return f"[{mark}] {label}" + (f" ({on.get(key, '')})" if has_text else "")

    line = re.sub(r"□(\S+)( \(\))?", box, BOXES[boxes].replace("{basics}", BASICS[edition]))
    assert set(on) <= known, f"{set(on) - known} are no boxes of {boxes}"
    return line


def cell(text: str, tagged: bool) -> str:
    """Paragraphs as the transcribed dialect prints them: marked with <p>, or run on behind a space."""
    lines = text.split("\n")
    return " ".join(f"<p>{line}</p>" for line in lines) if tagged else " ".join(lines)


def sharing(values: Values) -> str:
    given, moved = len(values["provision"]), len(values["transfer"])
    return (
        f"[{'○' if given else ''}] 提供を行っている ({given or ''}) 件 "
        f"[{'○' if moved else ''}] 移転を行っている ({moved or ''}) 件 "
        f"[{'' if given or moved else '○'}] 行っていない"
    )


class FormLine(NamedTuple):
    """A line of a form template, and the member of a group that it is printed for."""

    text: str
    member: Member
    group: str
    n: int


class Printer:
    """Fills a form template with the values of one version."""

    def __init__(self, assessment: Assessment, values: Values, table: str) -> None:
        self.assessment, self.values, self.table = assessment, values, table

    def document(self) -> str:
        return "\n".join(self.line(*line) for line in self.lines()).rstrip("\n") + "\n"

    def lines(self) -> Iterator[FormLine]:
        """The lines of the form, groups and optional parts spelt out."""
        form = (FORMS / f"{self.assessment.form}.txt").read_text(encoding="utf-8")
        yield from self.spelt_out(form.split("\n"))

    def spelt_out(self, template: list[str]) -> Iterator[FormLine]:
        rest = iter(template)
        for line in rest:
            if line.startswith("@group "):
                group = line.split(" ")[1]
                yield from self.group(group, list(iter(lambda: next(rest), "@end")))
            elif line.startswith("@if "):
                inner = list(iter(lambda: next(rest), "@end"))
                if self.values.get(line.removeprefix("@if ")):
                    yield from self.spelt_out(inner)
            else:
                yield FormLine(line, {}, "", 0)

    def group(self, group: str, template: list[str]) -> Iterator[FormLine]:
        label, members = GROUP_LABEL[group], self.values[group]
        for n, member in enumerate(members, 1):
            yield from (FormLine(f"{label}{span}|", {}, "", 0) for span in RANGES if span.startswith(f"{n}～"))
            yield from (FormLine(line, member, group, n) for line in template)
        others = (span for span in RANGES if int(span.split("～")[0]) > max(len(members), 1))
        yield from (FormLine(f"{label}{span}|", {}, "", 0) for span in others)

    def line(self, line: str, member: Member, group: str, n: int) -> str:
        def value(match: re.Match[str]) -> str:
            name, _, shape = match.group(1).partition(":")
            if name == "n":
                return str(n)
            if name == "@sharing":
                return sharing(self.values)
            if name == "@table":
                return self.table
            if name.startswith("#"):
                return str(len(self.values[name[1:]]))
            found = member[name[1:]] if name.startswith(".") else self.values[name]
            kind, _, argument = shape.partition(" ")
            if kind == "choice":
                return choice(found, argument)
            if kind == "checks":
                return checks(found, argument, self.values["edition"])
            if kind == "lines":
                return found
            return cell(found, (f"{group}{name}" if member else name) in self.assessment.tagged)

        return re.sub(r"\{([^{}]+)\}", value, line.replace("|", "\t"))


def table_text(assessment: Assessment, rows: list[tuple[str, ...]]) -> str:
    pages = [rows[i : i + assessment.rows_per_page] for i in range(0, len(rows), assessment.rows_per_page)]
    printed = []
    for number, page in enumerate(pages):
        head = [HEADER] if number == 0 or assessment.header_on_each_page else []
        printed.append("\n".join("\t".join(cell(c, False) for c in row) for row in [*head, *page]))
    return "\n\n".join(printed)


def form_labels(form: str) -> list[str]:
    """The labels that a form prints in its first column."""
    lines = (FORMS / f"{form}.txt").read_text(encoding="utf-8").split("\n")
    return [fold(line.split("|")[0].removesuffix(" ※")) for line in lines if "|" in line]


def leaf_labels(form: str, group: str) -> list[tuple[str, str]]:
    """(key, printed label) of each leaf of a group, read from the form itself."""
    lines = (FORMS / f"{form}.txt").read_text(encoding="utf-8").split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith(f"@group {group} "))
    found = []
    for line in lines[start + 1 : lines.index("@end", start)]:
        if match := re.search(r"([^|{}]*)\|+\{\.(\w+(?:\.\w+)?)", line):
            found.append((match.group(2), match.group(1).removesuffix(" ※")))
    return found
