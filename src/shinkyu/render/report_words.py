"""The fixed words of the check report, in Japanese and English."""

from typing import Literal, NamedTuple

from shinkyu.render.changes import IGNORED

Lang = Literal["ja", "en"]


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
    partial="一部だけが表に記載されている変更",
    suspects="読み誤りの可能性がある変更（原本での確認が必要）",
    findings="気付き",
    rows="変更箇所の行 {n}: {verdicts}",
    none="なし",
    alone="旧版なし: 表に記載のない変更は調べられません。",
    of_material="（うち※ {n}）",
    off="（プロジェクトファイルで止めた規則: {rules}）",
    ignored=IGNORED,
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
)

WORDS: dict[Lang, ReportWords] = {"ja": JA, "en": EN}
