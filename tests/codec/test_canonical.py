"""The canonical JSON."""

import json

import jsonschema
import pytest
from hypothesis import given, settings

from builders import date_item, document, row
from shinkyu.codec import canonical
from shinkyu.errors import CodecError
from shinkyu.model.document import Document
from strategies import documents


@settings(max_examples=60, deadline=None)
@given(documents())
def test_a_document_reads_back_as_it_was_and_prints_the_same_bytes(document: Document) -> None:
    text = canonical.dumps(document)

    assert document == canonical.loads(text)
    assert text == canonical.dumps(canonical.loads(text))


@settings(max_examples=30, deadline=None)
@given(documents())
def test_every_document_follows_the_published_schema(document: Document) -> None:
    jsonschema.validate(json.loads(canonical.dumps(document)), json.loads(canonical.published_schema()))


def test_the_published_schema_is_the_one_of_the_model() -> None:
    """A change of the model must come with its schema: regenerate it with ``canonical.document_schema``."""
    assert canonical.dumps(canonical.document_schema()) == canonical.published_schema()


@settings(max_examples=30, deadline=None)
@given(documents())
def test_one_scalar_a_line_and_no_float(document: Document) -> None:
    """So that git's own line diff shows the paragraph that changed."""
    for line in canonical.dumps(document).splitlines():
        scalar = line.strip().rstrip(",")
        assert scalar.count('": ') <= 1
        assert not isinstance(_value(scalar), float)


def _value(scalar: str) -> object:
    try:
        return json.loads(scalar)
    except ValueError:
        return None


def test_two_rows_of_one_number_are_refused() -> None:
    """The verdict on one would be taken for that on the other."""
    text = canonical.dumps(document(declared=[row(1, "Ⅰ"), row(2, "Ⅱ")]))

    with pytest.raises(CodecError, match="there are two rows 1"):
        canonical.loads(text.replace('"n": 2', '"n": 1'))


@pytest.mark.parametrize("day", ["2025-02-30", "20250731", "work.name", ""])
def test_a_date_that_is_no_day_is_refused(day: str) -> None:
    text = canonical.dumps(document(date_item("cover.published_on", "令和7年7月31日"), declared=[row(1, "Ⅰ")]))
    for whole in (text.replace("2025-07-31", day), text.replace("2025-04-01", day)):
        with pytest.raises(CodecError, match=r"not a canonical document: .* is no day"):
            canonical.loads(whole)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"schema": "shinkyu/document/9"}', '{"schema": 1', b"\xff\xfe\x00", "[" * 100_000]
)
def test_what_is_no_document_is_refused(text: str | bytes) -> None:
    with pytest.raises(CodecError, match="not a canonical document"):
        canonical.loads(text)
