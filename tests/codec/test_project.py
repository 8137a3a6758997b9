"""The project file is read strictly: what it does not know, it refuses by name."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from shinkyu.codec.project import loads_project
from shinkyu.errors import ProjectError
from shinkyu.model.project import Level, Project, TableHabits
from shinkyu.model.table import TableStyle

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "project-file.md").read_text(encoding="utf-8")


def loads(text: str) -> Project:
    return loads_project(text.encode(), "shinkyu.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[finding]", "unknown field `finding`"),
        ('[findings]\nstale-terms = "off"', "Invalid enum value 'stale-terms'"),
        ('[findings]\nstale-term = "of"', "a level is off, info, notice, warning"),
        ('[[ignore]]\naddress = ["Ⅱ"]', "missing required field `reason`"),
        ('[[ignore]]\naddress = ["Ⅱ"]\nreason = " "', "a blank text - at `$.ignore[0].reason`"),
        ('[[ignore]]\naddress = ["Ⅱ"]\nreason = "x"\nops = ["gone"]', "Invalid enum value 'gone'"),
        ('[[ignore]]\naddress = []\nreason = "x"', "$.ignore[0].address"),
        ('[table]\npath = "dotted"', "Invalid enum value 'dotted'"),
        ("[table]\nwhole_values = true", "unknown field `whole_values`"),
        ("[table]\nwhole-values = 1", "Expected `bool`"),
        ("findings", "is not TOML"),
    ],
)
def test_a_slip_is_named_with_its_place(text: str, words: str) -> None:
    with pytest.raises(ProjectError) as raised:
        loads(text)

    assert str(raised.value).startswith("shinkyu.toml")
    assert words in str(raised.value)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ProjectError, match="is not TOML"):
        loads_project("項目".encode("cp932"), "shinkyu.toml")


def test_an_empty_file_settles_nothing() -> None:
    assert Project() == loads("")


def test_the_example_of_the_page_is_a_project_file() -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example
    project = loads(example.group(1))

    assert {"ex-ante-with-explanation": "off", "duplicate-row": "info"} == project.findings
    assert 2 == len(project.ignore)
    assert "（削除）" == project.table.deleted


def test_the_page_tells_every_level_and_every_key() -> None:
    for level in get_args(Level):
        assert f'`"{level}"`' in PAGE
    for field in msgspec.structs.fields(TableHabits):
        assert f"| `{field.encode_name}` |" in PAGE


def test_every_habit_is_one_of_the_table_style() -> None:
    assert set(TableHabits.__struct_fields__) <= set(TableStyle.__struct_fields__)
