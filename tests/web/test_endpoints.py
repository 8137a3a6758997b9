"""The JSON endpoints answer what their description says, and say what the commands say."""

import json
from typing import Any

import jsonpatch
import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from shinkyu.pipeline import archive, check, compare
from shinkyu.pipeline.results import check_result, diff_result
from shinkyu.store.corpus import Corpus
from shinkyu.web.endpoints import ENDPOINTS

KEY = "sumihara-shi/8-priority"
REPORT = f"/api/reports/{KEY}"
PARAGRAPH = "澄原市は、介護保険に関する事務で特定個人情報ファイルを取り扱うに当たり、その取扱いを適正に行う。"
ASKED = [
    ("/api/reports", "/api/reports"),
    ("/api/reports", "/api/reports?q=介護"),
    ("/api/reports/{agency}/{report}", REPORT),
    ("/api/reports/{agency}/{report}", "/api/reports/sumihara-shi/21-basic"),
    ("/api/reports/{agency}/{report}/versions/{day}", f"{REPORT}/versions/2025-07-31"),
    ("/api/reports/{agency}/{report}/versions/{day}/items", f"{REPORT}/versions/2025-07-31/items"),
    ("/api/reports/{agency}/{report}/diff", f"{REPORT}/diff"),
    ("/api/reports/{agency}/{report}/diff", f"{REPORT}/diff?old=2021-03-26&new=2025-07-31"),
    ("/api/reports/{agency}/{report}/patch", f"{REPORT}/patch"),
    ("/api/reports/{agency}/{report}/check", f"{REPORT}/check"),
    ("/api/reports/{agency}/{report}/check", f"{REPORT}/check?old=none"),
    ("/api/reports/{agency}/{report}/history", f"{REPORT}/history?address=Ⅱ 4 委託事項1 ③委託先名"),
    ("/api/search", "/api/search?q=ツキシロデータ&all=1"),
    ("/api/terms", "/api/terms?term=第19条第7号&instead=第19条第8号"),
    ("/api/copies", f"/api/copies?text={PARAGRAPH}"),
]
REFUSED = [
    ("/api/reports/{agency}/{report}", "/api/reports/no/1-basic", 404),
    ("/api/reports/{agency}/{report}/versions/{day}", f"{REPORT}/versions/1999-01-01", 404),
    ("/api/reports/{agency}/{report}/history", f"{REPORT}/history", 400),
    ("/api/reports/{agency}/{report}/diff", f"{REPORT}/diff?old=none", 400),
    ("/api/search", "/api/search", 400),
    ("/api/copies", "/api/copies?text=短い", 400),
]


def _schema(client: TestClient, path: str, status: str) -> dict[str, Any]:
    """Return the schema of an answer with its references resolved inside it."""
    described = client.get("/api/openapi.json").json()
    ((_, content),) = described["paths"][path]["get"]["responses"][status]["content"].items()
    return {**content["schema"], "components": described["components"]}


@pytest.mark.parametrize(("path", "address"), ASKED)
def test_an_answer_fits_its_description(reader: TestClient, path: str, address: str) -> None:
    answer = reader.get(address)
    described = reader.get("/api/openapi.json").json()["paths"][path]["get"]

    assert 200 == answer.status_code, answer.text
    assert answer.headers["content-type"].partition(";")[0] in described["responses"]["200"]["content"]
    Draft202012Validator(_schema(reader, path, "200")).validate(answer.json())


@pytest.mark.parametrize(("path", "address"), [one for one in ASKED if not one[0].endswith("{day}")])
def test_an_answer_that_lacks_a_key_does_not_fit(reader: TestClient, path: str, address: str) -> None:
    """A description that anything fits is none."""
    answer = reader.get(address).json()
    broken = answer[0] if isinstance(answer, list) else answer
    del broken[next(key for key in broken if key not in ("value", "from"))]

    assert not Draft202012Validator(_schema(reader, path, "200")).is_valid(answer)


@pytest.mark.parametrize(("path", "address", "status"), REFUSED)
def test_a_refusal_is_json_with_one_line(reader: TestClient, path: str, address: str, status: int) -> None:
    answer = reader.get(address)

    assert status == answer.status_code
    assert ["error"] == list(answer.json())
    Draft202012Validator(_schema(reader, path, str(status))).validate(answer.json())


def test_every_endpoint_is_asked_here(reader: TestClient) -> None:
    paths = reader.get("/api/openapi.json").json()["paths"]

    assert {endpoint.path for endpoint in ENDPOINTS} == set(paths) == {path for path, _ in ASKED}


def test_the_description_is_openapi(reader: TestClient) -> None:
    described = reader.get("/api/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    names = [one["get"]["operationId"] for one in described["paths"].values()]
    assert sorted(set(names)) == sorted(names)
    for path, operations in described["paths"].items():
        in_path = {one["name"] for one in operations["get"]["parameters"] if one["in"] == "path"}
        assert in_path == {part[1:-1] for part in path.split("/") if part.startswith("{")}
    Draft202012Validator.check_schema({"$defs": described["components"]["schemas"]})
    assert "$ref" in json.dumps(described)


def test_diff_check_and_patch_are_those_of_the_commands(reader: TestClient, sumihara: Corpus) -> None:
    old, new = (archive.stored(sumihara, sumihara.named(f"{KEY}@{day}")) for day in ("2022-06-30", "2025-07-31"))

    assert diff_result(compare(old, new), "json") == reader.get(f"{REPORT}/diff").content
    assert check_result(check(new, old), old, "json", "ja") == reader.get(f"{REPORT}/check").content
    before = reader.get(f"{REPORT}/versions/2022-06-30").json()
    after = reader.get(f"{REPORT}/versions/2025-07-31").json()
    assert after == jsonpatch.apply_patch(before, reader.get(f"{REPORT}/patch").json())


def test_downloads_are_files_that_no_browser_opens(reader: TestClient, sumihara: Corpus) -> None:
    page = f"/reports/{KEY}"
    names = ["check.xlsx", "check.json", "diff.json", "diff.patch", "table.xlsx"]
    paths = [*(f"{page}/{name}" for name in names), f"{page}/versions/2025-07-31/document.json"]
    source = reader.get(f"{page}/versions/2025-07-31/source")

    for path in paths:
        answer = reader.get(path)
        assert answer.headers["content-disposition"].startswith('attachment; filename="sumihara-shi-8-priority-')
    version = sumihara.version(sumihara.named(f"{KEY}@2025-07-31"))
    assert version.source == source.content
    assert "application/octet-stream" == source.headers["content-type"]
    assert "nosniff" == source.headers["x-content-type-options"]
