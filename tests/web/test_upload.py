"""Two files, compared and forgotten."""

import io
import tempfile
import zipfile
from pathlib import Path

import anyio
import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from web.test_pages import words_of

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "sumihara-shi"
OLD, NEW = EXAMPLES / "8-priority" / "2022-06-30.txt", EXAMPLES / "8-priority" / "2025-07-31.txt"


def _file(path: Path, name: str | None = None) -> tuple[str, bytes]:
    return name or path.name, path.read_bytes()


def test_two_files_give_the_report(nobody: TestClient) -> None:
    answer = nobody.post("/files", files={"old": _file(OLD), "new": _file(NEW)})

    text = words_of(answer.text)
    assert 200 == answer.status_code
    assert "旧版 2022-06-30" in text
    assert "並びにこれらの者と同一の世帯に属する者" in text
    assert "no-store" == answer.headers["cache-control"]


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_workbooks_and_pdfs_are_taken(nobody: TestClient, kind: str) -> None:
    answer = nobody.post(
        "/files", files={"old": _file(OLD.with_suffix(f".{kind}")), "new": _file(NEW.with_suffix(f".{kind}"))}
    )

    assert 200 == answer.status_code
    assert "並びにこれらの者と同一の世帯に属する者" in words_of(answer.text)


def test_the_newer_file_alone_is_held_against_its_own_table(nobody: TestClient) -> None:
    """A browser sends an empty field where no file was chosen."""
    answer = nobody.post("/files", files={"old": ("", b""), "new": _file(NEW)})

    assert 200 == answer.status_code
    assert "対象 2025-07-31" in words_of(answer.text)


def test_the_report_comes_as_a_workbook_or_as_json_where_that_is_asked_for(nobody: TestClient) -> None:
    files = {"old": _file(OLD), "new": _file(NEW)}
    book = nobody.post("/files", files=files, data={"as": "xlsx"})
    data = nobody.post("/files", files=files, data={"as": "json"})

    assert "概要" in load_workbook(io.BytesIO(book.content)).sheetnames
    assert "attachment" in book.headers["content-disposition"]
    assert 1 == data.json()["summary"]["undeclared"]


def test_nothing_of_the_files_is_left(nobody: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    large = NEW.read_bytes() + b" " * 1_200_000  # past what is kept in memory

    assert 200 == nobody.post("/files", files={"old": _file(OLD), "new": ("大きい.txt", large)}).status_code
    assert [] == list(tmp_path.rglob("*"))


def _bomb() -> bytes:
    """The workbook with a sheet that unpacks to 40 MB."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(NEW.with_suffix(".xlsx")) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, b" " * 40_000_000 if name.endswith("sheet1.xml") else source.read(name))
    return buffer.getvalue()


def _protected() -> bytes:
    """What Excel writes for a workbook with a password: a compound file that holds the encrypted one."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


@pytest.mark.parametrize(
    ("files", "status", "says"),
    [
        ({}, 400, "新版のファイルを選んでください"),
        ({"old": _file(OLD)}, 400, "新版のファイルを選んでください"),
        ({"new": ("空.txt", b"")}, 422, "「空.txt」は空です"),
        (
            {"new": ("手紙.txt", "拝啓 時下ますます".encode())},
            422,
            "手紙.txt: 特定個人情報保護評価書の表題も",
        ),
        (
            {"new": ("絵.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))},
            422,
            "絵.png は PNG 画像です。ブック、PDF、テキスト",
        ),
        (
            {"new": ("壊れた.pdf", b"%PDF-1.7\nnothing")},
            422,
            "壊れた.pdf は PDF として読み取れません",
        ),
        ({"new": ("表題.txt", "特定個人情報保護評価書(重点項目評価書)\n".encode())}, 422, "項目を一つも読み取れません"),
        ({"new": ("雑音.txt", bytes(range(1, 256)) * 20)}, 422, "雑音.txt は"),
        ({"new": ("鍵.xlsx", _protected())}, 422, "パスワードで保護されています"),
        ({"new": ("<b>名.txt", b"x")}, 422, "「<b>名.txt」を評価書として"),
        ({"new": ("../../etc/passwd", b"x")}, 422, "「passwd」を評価書として"),
        ({"new": ("C:\\評価書\\新.txt", b"x")}, 422, "「新.txt」を評価書として"),
        ({"new": ("\u202eslx.exe\x1b[31m.txt", b"x")}, 422, "\\u202e"),
        ({"old": _file(EXAMPLES / "21-basic" / "2016-03-28.txt"), "new": _file(NEW)}, 422, "様式の違う評価書"),
        (
            {"new": ("爆弾.xlsx", _bomb())},
            422,
            "爆弾.xlsx は読み取りません: 中の xl/worksheets/sheet1.xml を展開すると",
        ),
    ],
)
def test_what_is_no_assessment_is_one_clear_line(
    nobody: TestClient, files: dict[str, tuple[str, bytes]], status: int, says: str
) -> None:
    answer = nobody.post("/files", files=files or {"other": ("x", b"x")})

    assert status == answer.status_code
    assert says in words_of(answer.text)
    assert 'role="alert"' in answer.text
    assert "<b>名" not in answer.text


def test_an_english_reader_gets_the_reason_as_the_commands_give_it(nobody: TestClient) -> None:
    answer = nobody.post("/files?lang=en", files={"new": ("letter.txt", "拝啓 時下ますます".encode())})

    assert "“letter.txt” could not be read as an assessment: letter.txt: " in words_of(answer.text)
    assert "not an assessment" in words_of(answer.text)


def test_a_file_beyond_the_limit_is_refused_by_its_name(nobody: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHINKYU_LIMIT_FILE_MB", "1")
    answer = nobody.post("/files", files={"new": ("厚い.pdf", b"%PDF" + bytes(1_000_000))})

    assert 413 == answer.status_code
    assert "「厚い.pdf」は大きすぎます（1 MB まで）" in words_of(answer.text)


def test_a_request_beyond_the_limit_is_refused_before_it_is_read(
    nobody: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHINKYU_LIMIT_FILE_MB", "1")

    assert 413 == nobody.post("/files", files={"new": ("厚い.pdf", bytes(3_000_000))}).status_code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"--x\r\nnothing", "multipart/form-data; boundary=x"),
        (b"a=b", "multipart/form-data"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_a_broken_form_is_refused(nobody: TestClient, content: bytes, kind: str) -> None:
    answer = nobody.post("/files", content=content, headers={"Content-Type": kind})

    assert 400 == answer.status_code
    assert "Traceback" not in answer.text


def test_more_fields_than_the_form_has_are_refused(nobody: TestClient) -> None:
    many = {f"f{n}": (f"{n}.txt", b"x") for n in range(5)}

    assert 400 == nobody.post("/files", files=many).status_code


def test_two_times_the_same_file_is_told(nobody: TestClient) -> None:
    answer = nobody.post("/files", files={"old": _file(NEW), "new": _file(NEW)})

    assert "二つのファイルは1バイトも違いません。" in answer.text


def test_a_reader_who_goes_away_while_files_come_is_no_fault(nobody: TestClient) -> None:
    """Otherwise the terminal of the server fills with our own tracebacks."""
    came = iter([{"type": "http.request", "body": b"--x", "more_body": True}, {"type": "http.disconnect"}])
    kind = (b"content-type", b"multipart/form-data; boundary=x")
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/files",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), kind],
    }
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return next(came)

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    anyio.run(nobody.app, scope, receive, send)

    assert 400 == sent[0]["status"]
