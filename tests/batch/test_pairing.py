"""Which version follows which."""

from pathlib import Path, PurePosixPath

from shinkyu.batch.cache import About, Cover, Part
from shinkyu.batch.pairing import paired
from shinkyu.batch.sources import Source


def version(
    place: str,
    day: str,
    *,
    says: str = "",
    form: str = "priority",
    agency: str = "澄原市",
    number: str = "8",
    missing: int = 0,
    title: str = "",
) -> tuple[Source, About]:
    source = Source(Path("/base") / place, PurePosixPath(place))
    return source, About((Part(1, says or place),), Cover(form, agency, number, day, missing, title))


def pairs(*versions: tuple[Source, About]) -> list[tuple[str | None, str]]:
    found = paired([source for source, _ in versions], dict(versions))
    return [(pair.old.name if pair.old else None, pair.new.name) for pair in found.pairs]


def test_consecutive_versions_are_told_by_the_cover_and_not_by_the_name() -> None:
    assert [("b.pdf", "a.pdf"), (None, "b.pdf"), ("a.pdf", "c.pdf")] == pairs(
        version("a.pdf", "2022-06-30"), version("b.pdf", "2021-03-26"), version("c.pdf", "2025-07-31")
    )


def test_each_folder_is_by_itself() -> None:
    assert [(None, "a/1.pdf"), (None, "b/2.pdf")] == pairs(
        version("a/1.pdf", "2021-03-26"), version("b/2.pdf", "2022-06-30")
    )


def test_reports_in_one_folder_are_told_apart_by_form_agency_and_number() -> None:
    assert [(None, "1.pdf"), ("1.pdf", "2.pdf"), (None, "3.pdf"), (None, "4.pdf"), (None, "5.pdf")] == pairs(
        version("1.pdf", "2021-03-26"),
        version("2.pdf", "2022-03-26"),
        version("3.pdf", "2023-03-26", number="9"),
        version("4.pdf", "2024-03-26", agency="城里町"),
        version("5.pdf", "2025-03-26", form="basic"),
    )


def test_a_torn_cover_belongs_to_the_only_report_it_can() -> None:
    assert [(None, "1.pdf"), ("1.pdf", "2.pdf")] == pairs(
        version("1.pdf", "2021-03-26"), version("2.pdf", "2022-03-26", number="")
    )


def test_a_torn_cover_that_fits_two_reports_is_given_to_neither() -> None:
    assert [(None, "1.pdf"), (None, "2.pdf"), (None, "3.pdf")] == pairs(
        version("1.pdf", "2021-03-26"),
        version("2.pdf", "2021-03-26", number="9"),
        version("3.pdf", "2022-03-26", number=""),
    )


def test_a_torn_cover_with_another_title_is_no_version_of_the_only_report() -> None:
    assert [(None, "1.pdf"), (None, "2.pdf"), ("1.pdf", "3.pdf")] == pairs(
        version("1.pdf", "2021-03-26", title="住民基本台帳"),
        version("2.pdf", "2022-03-26", number="", title="国民年金"),
        version("3.pdf", "2023-03-26", number="", title="住民基本台帳"),
    )


def test_torn_covers_alone_are_told_apart_by_their_titles() -> None:
    assert [(None, "1.pdf"), (None, "2.pdf"), ("1.pdf", "3.pdf")] == pairs(
        version("1.pdf", "2021-03-26", agency="", number="", title="住民基本台帳"),
        version("2.pdf", "2022-03-26", agency="", number="", title="国民年金"),
        version("3.pdf", "2023-03-26", agency="", number="", title="住民基本台帳"),
    )


def test_a_workbook_and_its_print_are_one_version_and_the_fuller_one_stands_for_it() -> None:
    found = paired(
        *_split(
            version("1.pdf", "2021-03-26", missing=3),
            version("1.xlsx", "2021-03-26"),
            version("2.pdf", "2022-06-30"),
        )
    )

    assert [(None, "1.xlsx"), ("1.xlsx", "2.pdf")] == [(p.old.name if p.old else None, p.new.name) for p in found.pairs]
    assert [("1.pdf", "1.xlsx")] == [(one.name, other.name) for one, other in found.aside]


def test_two_copies_of_one_document_count_once_and_a_correction_of_the_same_day_is_compared() -> None:
    versions = (
        version("a.pdf", "2021-03-26", says="one"),
        version("b.pdf", "2021-03-26", says="one"),
        version("c.pdf", "2021-03-26", says="corrected"),
    )

    assert [(None, "a.pdf"), ("a.pdf", "c.pdf")] == pairs(*versions)


def test_a_version_without_a_day_is_put_nowhere() -> None:
    sources, abouts = _split(version("1.pdf", "2021-03-26"), version("2.pdf", ""))
    found = paired(sources, abouts)

    assert ["2.pdf"] == [source.name for source in found.undated]
    assert ["1.pdf"] == [pair.new.name for pair in found.pairs]


def _split(*versions: tuple[Source, About]) -> tuple[list[Source], dict[Source, About]]:
    return [source for source, _ in versions], dict(versions)
