"""What the numbers of a report page say nothing about, and why."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shinkyu.model.document import Address
from shinkyu.render.html.view import Version, View
from shinkyu.render.report_words import ReportWords

Group = dict[str, Any]
"""``heading``, ``n``, ``addresses`` and ``texts`` of one reason."""


def left_out(view: View, words: ReportWords, say: Mapping[str, str]) -> list[Group]:
    """Return what was not compared, a group a reason."""
    found = [
        _group(words.notices[notice.rule], addresses=notice.addresses)
        for notice in (view.changes.notices if view.changes else ())
    ]
    if view.old:
        found += _of_version(view.old, say["in_old"], view, words, say)
        if view.old.document.declared is None:
            found.append(_group(say["no_table_in_old"]))
    return [*found, *_of_version(view.new, say["in_new" if view.old else "in_this"], view, words, say)]


def _of_version(
    version: Version, where: str, view: View, words: ReportWords, say: Mapping[str, str]
) -> Iterator[Group]:
    document, reading = version
    unread = [item.address for item in document.items if item.state == "unread"]
    undecidable = [item.address for item in document.items if item.state == "undecidable"]
    if unread and not view.changes:
        yield _group(say["unread"].format(where=where), addresses=unread)
    if undecidable and not view.changes:
        yield _group(say["undecidable"].format(where=where), addresses=undecidable)
    if reading.undecided:
        texts = [
            say["undecided_text"].format(
                line=words.line.format(n=piece.line),
                text=piece.text,
                items=words.comma.join(" ".join(address) for address in piece.candidates),
            )
            for piece in reading.undecided
        ]
        yield _group(say["undecided"].format(where=where), texts=texts)
    if document.unplaced:
        yield _group(say["unplaced"].format(where=where), texts=document.unplaced)


def _group(heading: str, addresses: Iterable[Address] = (), texts: Iterable[str] = ()) -> Group:
    places, said = list(addresses), list(texts)
    return {"heading": heading, "n": len(places) + len(said), "addresses": places, "texts": said}
