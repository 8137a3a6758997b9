"""The fixed words of the reports of ``diff`` and ``check``, in Japanese and English."""

from typing import NamedTuple

from shinkyu.messages import Lang

SIGNS = {"confirmed": "○", "partly": "△", "contradicted": "×", "superseded": "→", "unverifiable": "？"}
"""Before each verdict, so that a print in black says as much as the colour."""


class ReportWords(NamedTuple):
    """Headings and words of a report; ``{…}`` is filled in."""

    new: str
    old: str
    no_table: str
    verdicts: dict[str, str]
    ops: dict[str, str]
    undeclared: str
    undeclared_material: str
    undeclared_other: str
    untold: str
    untold_material: str
    untold_other: str
    partial: str
    suspects: str
    findings: str
    rows: str
    none: str
    alone: str
    of_material: str
    off: str
    ignored: str
    row: str
    heading_rows: str
    left_over: str
    blank: str
    before: str
    after: str
    now: str
    then: str
    line: str
    severities: dict[str, str]
    columns: tuple[str, str, str, str, str]
    row_columns: tuple[str, str, str, str, str, str]
    left_columns: tuple[str, str, str]
    comma: str
    classes: dict[str, str]
    weights: dict[str, str]
    notices: dict[str, str]
    forms: dict[str, str]
    undated: str
    made: str
    version: str
    older: str
    newer: str
    same: str
    counted: str
    listed: str
    only: str
    op_counts: str
    material_count: str
    no_changes: str
    none_match: str
    changes_material: str
    changes_other: str
    changes_suspect: str
    changes_quiet: str
    pattern: str
    not_compared: str
    not_in_table: str
    more: str
    place: str
    change_columns: tuple[str, str, str, str, str, str]


JA = ReportWords(
    new="対象",
    old="旧版",
    no_table="この写しから変更箇所の表は読み取れませんでした（表のページがないか、文字の並びが失われています）。",
    verdicts={
        "confirmed": "確認",
        "partly": "一部不一致",
        "contradicted": "不一致",
        "superseded": "後の行で変更",
        "unverifiable": "確認不能",
    },
    ops={
        "added": "追加",
        "removed": "削除",
        "modified": "修正",
        "moved": "移動",
        "renumbered": "項番変更",
        "notation": "表記",
    },
    undeclared="表に記載のない変更",
    undeclared_material="表に記載のない変更: ※の項目",
    undeclared_other="表に記載のない変更: その他の項目",
    untold="表が読み取れないため記載の有無が分からない変更",
    untold_material="記載の有無が分からない変更: ※の項目",
    untold_other="記載の有無が分からない変更: その他の項目",
    partial="一部だけが表に記載されている変更",
    suspects="読み誤りの可能性がある変更（原本での確認が必要）",
    findings="気付き",
    rows="変更箇所の行 {n}: {verdicts}",
    none="なし",
    alone="旧版なし: 表に記載のない変更は調べられません。",
    of_material="（うち※ {n}）",
    off="（プロジェクトファイルで止めた規則: {rules}）",
    ignored="除外した変更: {rule} {n}件{places}: {reason}",
    row="第{n}行",
    heading_rows="{verdict}（{n}行）",
    left_over="行にない部分: {before} → {after}",
    blank="（なし）",
    before="前",
    after="後",
    now="現",
    then="旧",
    line="{n}行目",
    severities={"warning": "", "notice": "参考: ", "info": "情報: "},
    columns=("※", "種別", "項目", "変更前", "変更後"),
    row_columns=("行", "変更日", "項目", "判定", "理由", "根拠"),
    left_columns=("変更", "項目", "行にない部分"),
    comma="、",
    classes={
        "citation": "法令の引用",
        "organisation": "組織名",
        "title": "役職名",
        "person": "氏名",
        "vendor": "事業者名",
        "term": "用語",
        "contact": "連絡先",
        "date": "日付",
        "count": "件数",
        "choice": "選択肢",
        "checks": "チェック欄",
        "list": "記録項目",
        "text": "文章",
        "group": "項目群",
        "edition": "様式の版",
    },
    weights={"substance": "実質", "quiet": "表記・様式", "suspect": "読み誤りの可能性"},
    notices={
        "unread-in-old": "旧版の写しに欠けているか、読み取れない項目",
        "unread-in-new": "新版の写しに欠けているか、読み取れない項目",
        "unread-in-both": "両方の写しに欠けているか、読み取れない項目",
        "undecidable-in-old": "旧版の写しでチェックの有無を判定できない項目",
        "undecidable-in-new": "新版の写しでチェックの有無を判定できない項目",
        "undecidable-in-both": "両方の写しでチェックの有無を判定できない項目",
        "unread-alone": "この写しに欠けているか、読み取れない項目",
        "undecidable-alone": "この写しでチェックの有無を判定できない項目",
        "member-in-gap": "他方の写しにその欄のページがない項目群",
        "too-long": "長いため全体の差替えとして示した項目",
        "too-many": "数が多いため名称の一致だけで対応付けた項目群",
    },
    forms={"basic": "基礎項目評価書", "priority": "重点項目評価書", "all-item": "全項目評価書"},
    undated="公表日不明",
    made="変更箇所の表から{to}まで復元した版（公表されたものではありません）",
    version="{name}: {source} ({form} {edition}, {published}{made})",
    older="旧",
    newer="新",
    same="二つのファイルは1バイトも違いません。変更はありません。",
    counted="{what} {n}件",
    listed="（{places}）",
    only="表示する変更: {words}（ほか{n}件）",
    op_counts="{op}{n}件",
    material_count="（うち※の項目 {n}件）",
    no_changes="変更はありません。",
    none_match="該当する変更はありません。",
    changes_material="※の項目（重要な変更の対象となり得る項目）",
    changes_other="その他の項目",
    changes_suspect="読み誤りの可能性がある変更（原本での確認が必要）",
    changes_quiet="表記のみ・様式の版による違い",
    pattern="{n}項目で同じ置換: {before} → {after}",
    not_compared="比較していません: {what} {n}件{places}",
    not_in_table="表に記載していません: {what} {n}件: {places}",
    more=" ほか{n}件",
    place="{address}（{source}）",
    change_columns=("※", "種別", "分類", "項目", "変更前", "変更後"),
)

EN = ReportWords(
    new="document",
    old="older version",
    no_table="No 変更箇所 table could be read from this copy (pages are missing, or the order of its text is lost).",
    verdicts={
        "confirmed": "confirmed",
        "partly": "partly",
        "contradicted": "contradicted",
        "superseded": "superseded",
        "unverifiable": "unverifiable",
    },
    ops={
        "added": "added",
        "removed": "removed",
        "modified": "modified",
        "moved": "moved",
        "renumbered": "renumbered",
        "notation": "notation",
    },
    undeclared="undeclared changes",
    undeclared_material="Undeclared changes: items marked ※",
    undeclared_other="Undeclared changes: other items",
    untold="changes that may be declared or not: no table was read",
    untold_material="Changes that may be declared or not: items marked ※",
    untold_other="Changes that may be declared or not: other items",
    partial="changes declared in part",
    suspects="changes that may be misread (look at the original)",
    findings="findings",
    rows="declared rows {n}: {verdicts}",
    none="none",
    alone="no older version: undeclared changes cannot be looked for",
    of_material=" (of which ※ {n})",
    off=" (rules switched off by the project file: {rules})",
    ignored="left out: {rule}, changes {n}{places}: {reason}",
    row="row {n}",
    heading_rows="{verdict} ({n} rows)",
    left_over="not in the rows: {before} → {after}",
    blank="(nothing)",
    before="before",
    after="after",
    now="now",
    then="then",
    line="line {n}",
    severities={"warning": "", "notice": "note: ", "info": "info: "},
    columns=("※", "kind", "item", "before", "after"),
    row_columns=("row", "date", "item", "verdict", "why", "evidence"),
    left_columns=("change", "item", "not in the rows"),
    comma=", ",
    classes={
        "citation": "citation of a law",
        "organisation": "organisation",
        "title": "title",
        "person": "person",
        "vendor": "vendor",
        "term": "term",
        "contact": "contact",
        "date": "date",
        "count": "count",
        "choice": "choice",
        "checks": "check boxes",
        "list": "record items",
        "text": "text",
        "group": "whole member",
        "edition": "edition of the form",
    },
    weights={"substance": "substance", "quiet": "notation or form", "suspect": "may be misread"},
    notices={
        "unread-in-old": "items missing or unreadable in the older copy",
        "unread-in-new": "items missing or unreadable in the newer copy",
        "unread-in-both": "items missing or unreadable in both copies",
        "undecidable-in-old": "items whose marks cannot be told in the older copy",
        "undecidable-in-new": "items whose marks cannot be told in the newer copy",
        "undecidable-in-both": "items whose marks cannot be told in both copies",
        "unread-alone": "items missing or unreadable in this copy",
        "undecidable-alone": "items whose marks cannot be told in this copy",
        "member-in-gap": "members whose pages the other copy lacks",
        "too-long": "items shown as replaced whole because they are long",
        "too-many": "groups matched by equal names only because they are many",
    },
    forms={"basic": "basic-item report", "priority": "priority-item report", "all-item": "all-item report"},
    undated="publication date not known",
    made="reconstructed from the change table back to {to}; never published",
    version="{name}: {source} ({form} {edition}, {published}{made})",
    older="older",
    newer="newer",
    same="The two files do not differ by a single byte. Nothing differs.",
    counted="{what}: {n}",
    listed=" ({places})",
    only="changes shown: {words} ({n} others are not)",
    op_counts="{op} {n}",
    material_count=" (of which items marked ※ {n})",
    no_changes="Nothing differs.",
    none_match="No change matches.",
    changes_material="Items marked ※ (a change may be a 重要な変更)",
    changes_other="Other items",
    changes_suspect="Changes that may be misread (look at the original)",
    changes_quiet="Notation, and the edition of the form",
    pattern="the same substitution in {n} items: {before} → {after}",
    not_compared="not compared: {what} {n}{places}",
    not_in_table="not in the table: {what} {n}: {places}",
    more=" and {n} more",
    place="{address} ({source})",
    change_columns=("※", "kind", "class", "item", "before", "after"),
)


class Headings(NamedTuple):
    """How the changes that no row covers are called."""

    all: str
    material: str
    other: str


def uncovered(words: ReportWords, *, table_read: bool) -> Headings:
    """Return what the changes that no row covers are called: undeclared only where there was a table to read."""
    if table_read:
        return Headings(words.undeclared, words.undeclared_material, words.undeclared_other)
    return Headings(words.untold, words.untold_material, words.untold_other)


WORDS: dict[Lang, ReportWords] = {"ja": JA, "en": EN}
