"""What the pages say, read as text."""

import datetime
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from shinkyu.pipeline import archive
from shinkyu.store.corpus import Corpus
from shinkyu.store.spool import Spool
from shinkyu.web.words import wanted_language

PRIORITY = "/reports/sumihara-shi/8-priority"
PAGES = [
    "/",
    "/?q=介護",
    "/search",
    "/search?q=クラウド",
    "/terms?term=第19条第7号&instead=第19条第8号",
    "/copies",
    PRIORITY,
    f"{PRIORITY}/versions/2025-07-31",
    f"{PRIORITY}/compare",
    f"{PRIORITY}/compare?old=none&new=2021-03-26",
    f"{PRIORITY}/item?address=Ⅱ 4 委託の有無",
]


def said(client: TestClient, address: str, **headers: str) -> str:
    """Return the words of a page."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return words_of(answer.text)


def words_of(html: str) -> str:
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


class _Inline(HTMLParser):
    """Collects what the policy would not let run or apply, and links."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.links += [given[name] or "" for name in ("href", "src", "action", "hx-get") if name in given]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_nothing_inline_and_links_that_lead_somewhere(reader: TestClient, address: str) -> None:
    page = _Inline()
    page.feed(reader.get(address).text)

    assert [] == page.inline
    ours = {link.partition("#")[0] for link in page.links} - {""}
    assert all(link.startswith("/") and not link.startswith("//") for link in ours)
    forms = {"/files"}
    broken = [link for link in sorted(ours - forms)[:12] if reader.get(link).status_code != 200]
    assert [] == broken


def test_the_list_tells_agency_title_form_version_and_due_dates(reader: TestClient) -> None:
    text = said(reader, "/")

    assert "1機関の評価書 3件" in text
    row = "澄原市長 介護保険に関する事務 重点項目評価書 評価書番号 8 重点項目評価書 2025-07-31 （3版）"
    assert f"{row} 2026-07-31 2030-07-31" in text


def test_a_day_that_is_past_is_marked_and_one_that_is_not_certain_told_as_that(serving, sumihara: Corpus) -> None:
    text = said(serving(sumihara, datetime.date(2031, 1, 1)), "/")

    assert "2026-07-31 公表から1年経過 2030-07-31 公表から5年経過" in text
    assert "遅くとも 2030-06-30 公表から5年経過" in text


def test_a_filter_leaves_the_reports_that_hold_its_words(reader: TestClient) -> None:
    text = said(reader, "/?q=介護 澄原")

    assert "3件のうち1件" in text
    assert "予防接種に関する事務" not in text


def test_htmx_gets_only_the_part_that_changes(reader: TestClient) -> None:
    part = reader.get("/?q=介護", headers={"HX-Request": "true"})
    whole = reader.get("/?q=介護", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.text.lstrip().startswith('<div id="reports"')
    assert "<!DOCTYPE html>" in whole.text
    assert {"HX-Request", "Accept-Language"} <= {name.strip() for name in part.headers["vary"].split(",")}
    assert part.headers["etag"] != whole.headers["etag"]


def test_the_timeline_says_the_same_in_words_and_in_the_picture(reader: TestClient) -> None:
    text = said(reader, PRIORITY)

    assert "2025-07-31 28件 （うち※ 9）" in text
    assert "45行 不一致 1 、 後の行で変更 4 、 確認 40 1 0 前の版と比べる" in text
    html = reader.get(PRIORITY).text
    assert ["変更 18", "変更 28"] == re.findall(r">(変更 \d+)</text>", html)
    assert 'role="img" aria-labelledby="picture-title picture-says"' in html


def test_any_two_versions_are_compared(reader: TestClient) -> None:
    text = said(reader, f"{PRIORITY}/compare?old=2021-03-26&new=2025-07-31")

    assert "旧版 2021-03-26" in text
    assert "新版 2025-07-31" in text
    assert "並びにこれらの者と同一の世帯に属する者" in text


def test_a_version_lists_every_item_with_the_version_that_last_changed_it(reader: TestClient) -> None:
    text = said(reader, f"{PRIORITY}/versions/2025-07-31")

    assert "2 ③対象となる本人の範囲" in text
    assert re.search(r"公表日 令和7年7月31日 2025-07-31 （表紙 公表日 の経過） 変更", text)
    assert re.search(r"評価書番号 8 2021-03-26 （表紙 評価書番号 の経過） 最も古い版から", text)


def test_one_item_is_followed_through_all_versions(reader: TestClient) -> None:
    text = said(reader, f"{PRIORITY}/item?address=Ⅱ 2 ③対象となる本人の範囲")

    days = [text.index(day) for day in ("2025-07-31 修正", "2022-06-30 変更なし", "2021-03-26 収めている中で")]
    assert sorted(days) == days
    assert (
        "<ins>並びにこれらの者と同一の世帯に属する者</ins>"
        in reader.get(f"{PRIORITY}/item?address=Ⅱ 2 ③対象となる本人の範囲").text
    )


def test_what_was_searched_for_is_marked_in_whatever_spelling(reader: TestClient) -> None:
    html = reader.get("/search?q=取り扱い者").text

    assert "<mark>取扱者</mark>" in html
    assert words_of(html).count("2025-07-31") > 0


def test_search_is_over_the_newest_versions_unless_all_are_asked_for(reader: TestClient) -> None:
    newest, every = (
        int(re.search(r"(\d+)か所", said(reader, f"/search?q=ツキシロデータ{more}"))[1])  # type: ignore[index]
        for more in ("", "&all=1")
    )

    assert 0 < newest < every


def test_a_found_row_leads_to_its_verdict(reader: TestClient) -> None:
    html = reader.get("/search?q=第19条第7号").text
    link = re.search(r'href="(/reports/[^"]*/compare\?new=[^"#]*)#(row-\d+)"', html)

    assert link is not None
    assert f'id="{link[2]}"' in reader.get(unescape(link[1])).text


def test_a_stale_term_is_told_by_report(reader: TestClient) -> None:
    text = said(reader, "/terms?term=4情報")

    assert "1 件の評価書に残っています 1 件の評価書からなくなりました 1 件の評価書にはありませんでした" in text
    assert re.search(
        r"なくなった評価書 評価書名 なくなった版 澄原市長 介護保険に関する事務 重点項目評価書 2025-07-31", text
    )


def test_a_paragraph_is_found_in_the_other_report_that_has_it(serving, tmp_path: Path) -> None:
    """The same text in a report of another town, a word of it replaced."""
    example = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority" / "2025-07-31.txt"
    text = example.read_text(encoding="utf-8")
    corpus, _ = Corpus.init(tmp_path / "two")
    spool = Spool()
    spool.put(archive.version_of(text.encode(), "a.txt", agency="sumihara-shi"))
    other = text.replace("澄原市長", "緑野町長").replace("年1回実地に確認", "年2回実地に確認")
    spool.put(archive.version_of(other.encode(), "b.txt", agency="midorino-cho"))
    archive.record_all(corpus, spool)
    paragraph = (
        "介護保険システムの運用を外部に委託しているため、契約に個人情報の取扱いに関する特記事項を付し、"
        "その遵守の状況を年1回実地に確認している。"
    )

    html = serving(corpus).get("/copies", params={"text": paragraph}).text

    assert "2機関、2か所" in words_of(html)
    assert "年<mark>2</mark>回" in html


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_in_english(reader: TestClient, address: str) -> None:
    more = "&" if "?" in address else "?"
    answer = reader.get(f"{address}{more}lang=en")

    assert '<html lang="en">' in answer.text
    assert "Assessment" in answer.text or "Reports" in answer.text
    assert "lang=en" in answer.text


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("", "ja"),
        ("ja", "ja"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, ja;q=0.5, en;q=0.8", "en"),
        ("de", "ja"),
        ("en;q=0", "ja"),
        ("*;q=x,\x00,en;;", "ja"),
    ],
)
def test_the_language_is_the_one_the_reader_asks_for_first(accepted: str, lang: str) -> None:
    assert lang == wanted_language(accepted)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/reports/nowhere/1-priority", 404, "その評価書はありません"),
        ("/reports/sumihara-shi/..%2f..", 404, "ページはありません"),
        ("/reports/sumihara-shi/8-priority%00", 404, "その評価書はありません"),
        (f"{PRIORITY}/versions/2025-02-30", 404, "版はありません"),
        (f"{PRIORITY}/versions/HEAD", 404, "版はありません"),
        (f"{PRIORITY}/compare?old=2025-07-31&new=2021-03-26", 400, "前に公表された版"),
        (f"{PRIORITY}/compare?new=--help", 404, "版はありません"),
        (f"{PRIORITY}/item", 400, "address"),
        (f"{PRIORITY}/item?address=無い項目", 404, "見つからない"),
        (f"{PRIORITY}/check.exe", 404, "形式"),
        (f"{PRIORITY}/diff.json?old=none", 400, "旧版がありません"),
        ("/search?q=、", 400, "語がありません"),
        ("/search?q=年金&page=0", 400, "整数"),
        ("/search?q=" + "年" * 401, 400, "長すぎ"),
        ("/terms?term=%F0%9F%99%82", 400, "語がありません"),
        ("/copies?text=短い文", 400, "短すぎ"),
        ("/static/app.py", 404, "ページはありません"),
        ("/static/..%2fapp.py", 404, "ページはありません"),
        ("/nothing", 404, "ページはありません"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_line(reader: TestClient, address: str, status: int, says: str) -> None:
    answer = reader.get(address)

    assert status == answer.status_code
    assert says in words_of(answer.text)
    assert "Traceback" not in answer.text


def test_markup_and_controls_of_a_question_and_of_a_document_are_shown_and_not_obeyed(serving, tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority" / "2025-07-31.txt"
    evil = "介護保険に関する&lt;b&gt;事務\u202e<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = example.read_text(encoding="utf-8").replace("介護保険に関する事務", evil)
    corpus, _ = Corpus.init(tmp_path / "evil")
    spool = Spool()
    spool.put(archive.version_of(text.encode(), "a.txt", agency="sumihara-shi"))
    archive.record_all(corpus, spool)
    client = serving(corpus)

    for address in ("/", PRIORITY, f"{PRIORITY}/versions/2025-07-31", f"{PRIORITY}/compare", "/search?q=alert"):
        html = client.get(address).text
        assert "<script>alert" not in html, address
        assert "<img src=x" not in html, address
        assert "\u202e" not in html, address
    asked = client.get("/search", params={"q": '"><script>alert(3)</script>'}).text
    assert "<script>alert(3)" not in asked


def test_without_a_corpus_there_is_only_the_page_for_files(nobody: TestClient) -> None:
    text = said(nobody, "/")

    assert "二つのファイルを比べる" in text
    assert "全文検索" not in text
    assert [404, 404, 404] == [nobody.get(one).status_code for one in ("/search?q=年金", PRIORITY, "/api/reports")]


def test_half_a_word_while_somebody_types_is_no_fault(reader: TestClient) -> None:
    part = reader.get("/search?q=（", headers={"HX-Request": "true"})

    assert 200 == part.status_code
    assert "語がありません" in part.text
    assert "<html" not in part.text


def test_a_corpus_that_is_damaged_is_told_in_one_line(serving, tmp_path: Path) -> None:
    corpus, _ = Corpus.init(tmp_path / "broken")
    example = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority" / "2021-03-26.txt"
    archive.record(corpus, archive.version_of(example.read_bytes(), "a.txt", agency="sumihara-shi"))
    client = serving(corpus)
    for path in (corpus.folder / ".git" / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"")

    answer = client.get(PRIORITY)

    assert 500 == answer.status_code
    assert "damaged" in answer.text or "読み取れません" in answer.text
    assert "Traceback" not in answer.text


def test_a_corpus_that_is_gone_is_told_in_one_line_whatever_is_asked_for(serving, tmp_path: Path) -> None:
    corpus, _ = Corpus.init(tmp_path / "gone")
    example = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority" / "2021-03-26.txt"
    archive.record(corpus, archive.version_of(example.read_bytes(), "a.txt", agency="sumihara-shi"))
    client = serving(corpus)
    shutil.rmtree(corpus.folder)

    answers = [client.get("/"), client.get("/nowhere"), client.get("/files"), client.post("/files", files={"new": b""})]

    assert {500} == {answer.status_code for answer in answers}
    assert {f"{corpus.folder} にコミットがありません\n"} == {answer.text for answer in answers}


def test_where_no_table_was_read_the_timeline_gives_no_number_of_undeclared_changes(serving, tmp_path: Path) -> None:
    corpus, _ = Corpus.init(tmp_path / "cut")
    folder = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi" / "8-priority"
    old, new = ((folder / f"{day}.txt").read_text(encoding="utf-8") for day in ("2022-06-30", "2025-07-31"))
    for text in (old, new[: new.rindex("別添2") - 1]):
        archive.record(corpus, archive.version_of(text.encode(), "a.txt", agency="sumihara-shi"))
    client = serving(corpus)

    newest = client.get(f"/api{PRIORITY}").json()["versions"][-1]
    assert (28, None, False) == (newest["changes"], newest["undeclared"], newest["table_read"])
    assert "この写しから読み取れません この写しから読み取れません" in said(client, PRIORITY)
