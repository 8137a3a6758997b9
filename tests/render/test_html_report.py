"""The report page: it says what the text report says, in both languages, and nothing a document says acts in it."""

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page_reading import Node, read_page
from shinkyu import pipeline
from shinkyu.messages import Lang
from shinkyu.model.change import KINDS, Change, Side, Span
from shinkyu.pipeline import Read
from shinkyu.pipeline.looking import looked
from shinkyu.pipeline.results import diff_result
from shinkyu.render.html import body, page, script, style
from shinkyu.render.html.passages import Pieces, cell_texts, change_texts, line_of
from shinkyu.render.html.words import page_words
from shinkyu.render.report_words import EN, JA

TESTS = Path(__file__).resolve().parents[1]
GOLDEN = TESTS / "golden"
CASES = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())
EXAMPLE = TESTS.parent / "corpus" / "sumihara-shi" / "8-priority"
LANGS: tuple[Lang, Lang] = ("ja", "en")


def versions(case: str) -> tuple[Read, Read]:
    old, new = (pipeline.read((GOLDEN / case / name).read_bytes(), name) for name in ("old.txt", "new.txt"))
    return old, new


def marked(fragment: Node) -> list[Node]:
    """Return the changes of ※ items."""
    return [node for node in fragment.all("article", cls="change") if "m:1" in node.attributes["data-t"].split()]


def ids(fragment: Node) -> list[str]:
    return [node.attributes["id"] for node in fragment.all() if "id" in node.attributes]


def led_to(fragment: Node) -> set[str]:
    return {link.attributes["href"].removeprefix("#") for link in fragment.all("a")}


def shown(case: str, lang: Lang = "ja") -> Node:
    old, new = versions(case)
    return read_page(body(looked(new, old), lang))


@pytest.mark.parametrize("case", CASES)
def test_every_change_and_every_row_stands_once_on_the_page(case: str) -> None:
    old, new = versions(case)
    checked = pipeline.check(new, old)
    assert checked.compared
    fragment = shown(case)

    found = [node.attributes["id"] for node in fragment.all("article", data_kind="changes")]
    assert sorted(change.id for change in checked.compared.changes.changes) == sorted(found)
    rows = [node.attributes["id"] for node in fragment.all("article", data_kind="rows")]
    assert sorted(f"row-{judgement.n}" for judgement in checked.report.declared) == sorted(rows)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES)
def test_verdicts_and_grounds_are_those_of_the_text_report(case: str, lang: Lang) -> None:
    old, new = versions(case)
    report = pipeline.check(new, old).report
    words = JA if lang == "ja" else EN
    fragment = shown(case, lang)

    for judgement in report.declared:
        row = fragment.one("article", id=f"row-{judgement.n}")
        assert words.verdicts[judgement.verdict] in row.one("h4").text
        assert (judgement.why if lang == "ja" else judgement.why_en) in row.one("p", cls="why").text
        for evidence in judgement.evidence:
            assert evidence.quotation in [quotation.raw_text for quotation in row.all("q")]
    fate = "d:undeclared" if new.document.declared is not None else "d:unknown"
    undeclared = [node for node in fragment.all("article") if fate in node.attributes["data-t"].split()]
    assert {change.id for change in report.undeclared} == {node.attributes["id"] for node in undeclared}
    assert len(report.findings) == len(fragment.all("li", data_kind="findings"))


def test_the_numbers_of_the_summary_lead_to_what_they_count() -> None:
    fragment = shown("declared-and-not")
    links = fragment.one("section", cls="summary").all("a")
    numbers = {link.attributes["href"]: int(link.one("b").text) for link in links}

    assert {
        "#changes-material": 2,
        "#undeclared": 1,
        "#rows-contradicted": 1,
        "#findings": 2,
    }.items() <= numbers.items()
    assert numbers["#rows-confirmed"] == len(fragment.one(id="rows-confirmed").all("article")) == 3
    assert numbers["#changes-material"] == len(marked(fragment)) == 2


@pytest.mark.parametrize("case", CASES)
def test_every_link_leads_to_something_and_no_id_stands_twice(case: str) -> None:
    fragment = shown(case)

    assert len(ids(fragment)) == len(set(ids(fragment)))
    assert led_to(fragment) <= set(ids(fragment))


def test_a_row_stands_beside_the_change_it_covers() -> None:
    row = shown("declared-and-not").one("article", id="row-3")

    assert ["±修正Ⅰ›6›①部署"] == [re.sub(r"\s", "", link.text) for link in row.one("ul", cls="covers").all("a")]
    assert "17行目" in row.one("ul", cls="evidence").text


def test_what_is_only_notation_is_folded_away_and_no_substance() -> None:
    fragment = shown("spelling-only")

    assert ["quiet"] == list({name for node in fragment.all("article", cls="change") for name in node.classes[2:]})
    assert fragment.one("details", id="changes-quiet").all("article")


def test_items_of_a_lost_page_are_named_as_not_compared() -> None:
    left_out = shown("lost-page").one("section", cls="left-out")

    assert "新版の写しに欠けているか、読み取れない項目" in left_out.text


def test_of_one_version_alone_the_page_says_what_cannot_be_told() -> None:
    _, new = versions("declared-and-not")
    fragment = read_page(body(looked(new)))

    assert "旧版なし: 表に記載のない変更は調べられません。" in fragment.text
    assert [] == fragment.all("article", data_kind="changes")
    assert "この写しに欠けているか、読み取れない項目（空欄とは別です）" in fragment.one("section", cls="left-out").text


def test_where_no_table_was_read_no_change_is_called_undeclared() -> None:
    """Its pages are missing: what it says of a change cannot be told."""
    old, _ = versions("declared-and-not")
    text = (GOLDEN / "declared-and-not" / "new.txt").read_text("utf-8")
    new = pipeline.read(text[: text.index("(別添2)")].encode(), "new.txt")
    assert new.document.declared is None
    fragment = read_page(body(looked(new, old)))

    assert "表に記載" not in fragment.text
    fates = {
        token for node in fragment.all("article") for token in node.attributes["data-t"].split() if token[:2] == "d:"
    }
    assert {"d:unknown", "d:unasked"} == fates
    assert "変更箇所の表は読み取れませんでした" in fragment.one("header", cls="top").text
    assert "5 表が読み取れないため記載の有無が分からない変更" in fragment.one("section", cls="summary").text


def test_unverifiable_is_told_as_cannot_tell() -> None:
    assert "cannot tell" in page_words("en")["decides"]
    assert "手元の資料からは分からない" in page_words("ja")["decides"]


def test_only_some_of_the_changes_are_asked_for_and_the_page_says_so() -> None:
    old, new = versions("declared-and-not")
    fragment = read_page(body(looked(new, old, only=("material",), lead="diff")))

    assert len(marked(fragment)) == len(fragment.all("article", cls="change")) > 0
    assert "表示する変更: material（ほか" in fragment.text
    assert led_to(fragment) <= set(ids(fragment))


def test_what_the_table_says_is_judged_by_all_changes_whatever_is_shown() -> None:
    old, new = versions("declared-and-not")
    whole = pipeline.compare(old, new)
    shown = pipeline.narrowed(whole, ("quiet",))
    page = read_page(diff_result(shown, "html", whole=whole).decode())

    verdicts = [judgement.verdict for judgement in pipeline.check(new, old).report.declared]
    assert "confirmed" in verdicts
    assert verdicts.count("confirmed") == len(page.all("article", cls="confirmed"))
    assert len(shown.changes.changes) == len(page.all("article", cls="change"))


# ---------------------------------------------------------------------- nothing acts but our own script


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e\"'&"


def hostile_page() -> str:
    old, _ = versions("declared-and-not")
    text = (GOLDEN / "declared-and-not" / "new.txt").read_text("utf-8").replace("サーバは、", f"サーバは、{HOSTILE}")
    return page(looked(pipeline.read(text.encode(), "<b>new</b>\x1b[31m.txt"), old))


def test_markup_and_control_characters_of_a_document_are_shown_not_obeyed() -> None:
    text = hostile_page()
    tree = read_page(text)

    assert [] == tree.all("img") + tree.all("b", cls="new")
    assert 1 == len(tree.all("script"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "\\u202e" in text
    assert "\\x1b[31m" in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", text)


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    tree = read_page(hostile_page())
    policy = tree.one("meta", http_equiv="Content-Security-Policy").attributes["content"]

    for name, source in (("style", "style-src"), ("script", "script-src")):
        digest = base64.b64encode(hashlib.sha256(tree.one(name).raw_text.encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("lang", LANGS)
def test_the_fragment_holds_no_inline_style_and_no_handler(lang: Lang) -> None:
    for node in shown("declared-and-not", lang).all():
        assert node.name not in ("style", "script", "link", "form", "iframe")
        assert not {name for name in node.attributes if name == "style" or name.startswith("on")}


def test_the_page_names_no_other_place() -> None:
    fragment = read_page(hostile_page())

    assert not re.search(r"https?:|@import|url\(|fetch|XMLHttp", style() + script())
    assert not {name for node in fragment.all() for name in node.attributes} & {"src", "srcset", "action", "poster"}
    assert not [link for link in fragment.all("a") if not link.attributes["href"].startswith("#")]


def test_the_same_versions_give_the_same_bytes() -> None:
    old, new = versions("declared-and-not")

    assert page(looked(new, old)) == page(looked(new, old))


# ---------------------------------------------------------------------- words


def test_every_word_of_the_page_is_used_and_says_the_same_values_in_both_languages() -> None:
    package = files("shinkyu.render.html")
    used = "".join(
        part.read_text("utf-8")
        for folder in ("templates", ".")
        for part in package.joinpath(folder).iterdir()
        if part.name.endswith((".j2", ".py"))
    )
    families = ("doubt_", "fate_", "means_", "severity_")
    english = page_words("en")
    for key, japanese in page_words("ja").items():
        assert re.search(rf'say\.{key}\b|"{key}"', used) or key.startswith(families), key
        names = [sorted(name for _, name, _, _ in Formatter().parse(text) if name) for text in (japanese, english[key])]
        assert names[0] == names[1], key


@pytest.mark.parametrize("name", JA._fields)
def test_every_word_of_the_reports_exists_in_both_languages(name: str) -> None:
    ja, en = getattr(JA, name), getattr(EN, name)

    assert type(ja) is type(en)
    if isinstance(ja, dict):
        assert list(ja) == list(en)
    elif isinstance(ja, tuple):
        assert len(ja) == len(en)


def test_every_kind_of_change_has_a_word() -> None:
    assert set(KINDS) - {"material"} == {*JA.ops, *JA.classes, *JA.weights}


@pytest.mark.parametrize("case", CASES)
def test_the_english_page_has_no_japanese_words_of_ours(case: str) -> None:
    """What a document says stands in elements marked as Japanese; everything else is English."""

    def english(node: Node) -> str:
        return "".join(
            part if isinstance(part, str) else "" if part.attributes.get("lang") == "ja" else english(part)
            for part in node.inside
        )

    text = english(shown(case, "en").one("div", cls="shinkyu"))
    words = set(re.findall(r"[ぁ-んァ-ヶ一-龠]+", text))
    assert words <= {"変更箇所", "重要な変更", "事後"}  # terms of the law that the English reports use as well


# ---------------------------------------------------------------------- texts in pieces


def text_change(before: str, after: str, *spans: Span) -> Change:
    side = Side(("Ⅰ", "1", "②事務の内容"))
    return Change("c1", "modified", "text", "text", False, "work.content", side, side, before, after, spans)


def joined(pieces: Pieces, without: str = "") -> str:
    return "".join(piece.text for piece in pieces if piece.kind != without)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """A change with spans in order, wherever they fall."""
    letters = st.text("あいう、。\n", max_size=400)
    pieces = st.tuples(letters, st.text("abc", max_size=5), st.text("xyz", max_size=5))
    before = after = ""
    spans = []
    for kept, went, came in draw(st.lists(pieces, max_size=4)):
        before, after = before + kept, after + kept
        spans.append(Span(len(before), len(before) + len(went), len(after), len(after) + len(came)))
        before, after = before + went, after + came
    tail = draw(letters)
    return text_change(before + tail, after + tail, *spans)


@given(changes())
def test_the_pieces_of_a_change_are_its_whole_texts(change: Change) -> None:
    old, new, inline = change_texts(change)

    assert change.before == joined(old) == joined(inline, without="ins")
    assert change.after == joined(new) == joined(inline, without="del")
    assert {"same", "fold", "del"} >= {piece.kind for piece in old}


@given(st.text("市区町村。\n", max_size=300), st.text("市区町村。\n", max_size=300))
def test_the_pieces_of_a_row_are_its_whole_cells(before: str, after: str) -> None:
    texts = cell_texts(before, after)

    assert before == joined(texts.old) == joined(texts.inline, without="ins")
    assert after == joined(texts.new) == joined(texts.inline, without="del")


def test_both_sides_fold_around_the_same_places() -> None:
    """The old side shows the words before the place where something came, not its beginning."""
    before = "あ" * 300 + "い"
    texts = change_texts(text_change(before, before + "追記", Span(301, 301, 301, 303)))
    cells = cell_texts(before, before + "追記")

    for found in (texts, cells):
        assert [("fold", 241), ("same", 60)] == [(piece.kind, len(piece.text)) for piece in found.old]
        assert [("fold", 241), ("same", 60), ("ins", 2)] == [(piece.kind, len(piece.text)) for piece in found.new]


def test_a_line_keeps_the_words_that_changed_and_cuts_the_rest() -> None:
    before = "あ" * 100 + "国保" + "い" * 100
    change = text_change(before, before.replace("国保", "国民健康保険"), Span(100, 102, 100, 106))

    assert "…" + "あ" * 16 + "国保国民健康保険" + "い" * 16 + "…" == joined(line_of(change))
