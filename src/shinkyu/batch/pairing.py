"""Which version follows which: told by the covers, in each folder by itself."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from shinkyu.batch.cache import About, Cover
from shinkyu.batch.sources import Source


class Pair(NamedTuple):
    """A version and the one before it."""

    old: Source | None
    """None for the oldest version at hand."""
    new: Source


class Paired(NamedTuple):
    """What became of the versions."""

    pairs: tuple[Pair, ...]
    aside: tuple[tuple[Source, Source], ...]
    """Files of a day for which another file of that day stands, each with that one."""
    undated: tuple[Source, ...]
    """Versions without a day on the cover: nothing tells which versions they stand between."""


def paired(sources: Sequence[Source], abouts: Mapping[Source, About]) -> Paired:
    """Return consecutive versions of each report.

    Versions of one report lie in one folder, and their covers name one form, agency and 評価書番号; a version
    whose cover leaves agency or number blank belongs to the only report of its folder and form that has its title,
    too, if any.  They follow each other by 公表日.  Files of one day that are one document, or one in each format
    (a workbook and its PDF), are one version; else they follow each other by name.
    """
    reports: dict[tuple[PurePosixPath, str], list[Source]] = {}
    undated = []
    for source in sources:
        if _cover(abouts[source]).published_on:
            reports.setdefault((source.place.parent, _cover(abouts[source]).form), []).append(source)
        else:
            undated.append(source)
    pairs: list[Pair] = []
    aside: list[tuple[Source, Source]] = []
    for of_form in reports.values():
        for versions in _by_cover(of_form, abouts):
            kept: list[Source] = []
            for of_day in _by_day(versions, abouts):
                standing = _standing(of_day, abouts)
                kept += standing.values()
                aside += [(one, standing[one]) for one in of_day if standing[one] is not one]
            kept = list(dict.fromkeys(kept))
            pairs += [Pair(old, new) for old, new in zip([None, *kept], kept, strict=False)]
    return Paired(
        tuple(sorted(pairs, key=lambda pair: str(pair.new.place))),
        tuple(sorted(aside, key=lambda two: str(two[0].place))),
        tuple(undated),
    )


def _by_day(versions: Sequence[Source], abouts: Mapping[Source, About]) -> list[list[Source]]:
    days: dict[str, list[Source]] = {}
    for source in versions:
        days.setdefault(_cover(abouts[source]).published_on, []).append(source)
    return [sorted(days[day], key=lambda one: str(one.place)) for day in sorted(days)]


def _standing(of_day: Sequence[Source], abouts: Mapping[Source, About]) -> dict[Source, Source]:
    """Return for each file of a day the one that stands for it, in the order they follow each other."""
    found: dict[Source, Source] = {}
    for source in of_day:
        found[source] = next((one for one in found.values() if _twins(abouts[one], abouts[source])), source)
    left = list(dict.fromkeys(found.values()))
    if len({one.place.suffix.lower() for one in left}) < len(left):
        return found
    # What one format does not hold (boxes in a text layer, words that a print cuts off) the other may.
    fullest = min(left, key=lambda one: (_cover(abouts[one]).missing, str(one.place)))
    return dict.fromkeys(found, fullest)


def _by_cover(sources: Sequence[Source], abouts: Mapping[Source, About]) -> list[list[Source]]:
    """Return the versions of one folder and form, report by report."""
    groups: dict[tuple[str, ...], list[Source]] = {}
    vague = []
    for source in sources:
        cover = _cover(abouts[source])
        if cover.agency and cover.number:
            groups.setdefault((cover.agency, cover.number), []).append(source)
        else:
            vague.append(source)
    for source in vague:
        cover = _cover(abouts[source])
        fitting = [
            group
            for (agency, number, *_), group in groups.items()
            if cover.agency in ("", agency)
            and cover.number in ("", number)
            and any(cover.title in ("", title) or not title for title in (_cover(abouts[one]).title for one in group))
        ]
        if len(fitting) == 1:
            fitting[0].append(source)
        else:
            groups.setdefault((cover.agency, cover.number, cover.title), []).append(source)
    return list(groups.values())


def _twins(one: About, other: About) -> bool:
    """Say whether two sources give one document: the same version as a workbook and as a PDF."""
    return one.parts[0] == other.parts[0]


def _cover(about: About) -> Cover:
    if about.cover is None:
        raise TypeError("no version")
    return about.cover
