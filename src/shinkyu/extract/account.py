"""The account of a reading: every character of the source is in one category, or unplaced."""

import html
import re
from collections.abc import Iterable
from typing import NamedTuple, get_args

from shinkyu.extract.assemble import file_names, undecided_pieces
from shinkyu.extract.labels import Labels
from shinkyu.extract.lines import logical_rows, source_lines
from shinkyu.extract.markup import BREAK, INLINE, INPUT, RULE_ROW, STAND_INS
from shinkyu.extract.placed import Fragment, Placed, Raw, Slot
from shinkyu.extract.reader import place
from shinkyu.extract.records import is_file_name, read_records
from shinkyu.extract.values import read_checks, read_choice, read_labelled
from shinkyu.model.account import Account, Category, UnplacedPiece
from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.model.source import UNREAD, Layout
from shinkyu.text.normalise import fold, fold_offsets

_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,5});", re.IGNORECASE)
_PRINTED = re.compile(r"<選択肢>|\(\d*\)件|\(\)\d*\)件|\d{1,2}\)|[\[\]()・:,、]|\(\)")
"""What a form prints around options and marks, folded."""
_DIGITS = re.compile(r"\d+")
_UNREAD = re.compile(UNREAD)
_MARKS = re.compile(r"[○◯〇●✓✔☑☐☒■□]")
_RECORD_FURNITURE = re.compile(r"項目名|番号|No\.?|[0-9０-９]+|[・、<>＜＞〈〉【】\[\]［］.．()（）]", re.IGNORECASE)


class _Visible(NamedTuple):
    """Characters that print something, and their offsets in the source."""

    text: str
    offsets: list[int]


def account(layout: Layout, template: FormTemplate) -> Account:
    """Return what became of every character of *layout* when it is read with *template*."""
    return _Account(layout, template).run()


class _Account:
    def __init__(self, layout: Layout, template: FormTemplate) -> None:
        self.template = template
        self.labels = Labels(template)
        self.placed = place(layout, template)
        lines = source_lines(layout)
        self.lines = [line for line, _ in lines]
        self.total = max((end for line in self.lines for _, end in line.spans), default=0)
        self.category: list[Category] = ["space"] * self.total
        self.raws = [raw for row in logical_rows(lines, self.labels) for raw in row.raws]

    def run(self) -> Account:
        for line in self.lines:
            positions = [n for start, end in line.spans for n in range(start, end)]
            kind: Category = "markup" if RULE_ROW.match(line.text) else "unplaced"
            for n, char in zip(positions, line.text, strict=True):
                self.category[n] = "space" if char.isspace() else kind
        for raw in self.raws:
            self._mark_markup(raw)
        self._claim_all(self.placed)
        self._claim((raw for fragment, _ in self.placed.undecided for raw in fragment.raws), "undecided")
        counts = {name: self.category.count(name) for name in get_args(Category)}
        return Account(self.total, counts, tuple(self._unplaced()), undecided_pieces(self.placed, self.template))

    def _claim_all(self, placed: Placed) -> None:
        self._claim(placed.furniture, "form")
        for slot, fragments in placed.fragments.items():
            if slot.spec == "records":
                self._claim_records(slot, fragments)
                continue
            spec = self.template.by_id[slot.spec]
            for fragment in fragments:
                if spec.kind in ("choice", "checks", "count"):
                    self._claim_marks(spec, fragment)
                else:
                    self._claim_text(fragment)
        for row in placed.table or ():
            self._claim(row.raws, "declared")
        for attachment in placed.attachments:
            self._claim((raw for fragment in attachment.fragments for raw in fragment.raws), "attachments")

    # ------------------------------------------------------------------ one claim

    def _claim(self, raws: Iterable[Raw], category: Category) -> None:
        self._set(self._visible(raws).offsets, category)

    def _claim_text(self, fragment: Fragment) -> None:
        """The value is the end of the piece, or its beginning; the rest is its label."""
        visible = self._visible(fragment.raws)
        size = len(_bare(fragment.text))
        if visible.text.endswith(_bare(fragment.text)):
            self._set(visible.offsets[: len(visible.text) - size], "form")
            self._set(visible.offsets[len(visible.text) - size :], "items")
        elif visible.text.startswith(_bare(fragment.text)):  # the label stands behind the value on its line
            self._set(visible.offsets[:size], "items")
            self._set(visible.offsets[size:], "form")

    def _claim_marks(self, spec: ItemSpec, fragment: Fragment) -> None:
        """Options, brackets and counts are the form's; marks, the choice and notes are values."""
        visible = self._visible(fragment.raws)
        key, places = fold_offsets(visible.text)
        kinds: list[Category] = ["unplaced"] * len(key)
        self._mark_words(key, kinds, map(fold, _printings(self.template, spec)), "form")
        for option in spec.options:
            for printing in (option.text, *option.aliases):
                for start, end in _find(key, fold_offsets(printing)[0]):
                    listed = re.search(r"\d{1,2}\)$", key[:start])
                    chosen = spec.kind == "choice" and not listed
                    kinds[start:end] = ["items" if chosen else "form"] * (end - start)
        printed: tuple[tuple[re.Pattern[str], Category], ...] = ((_PRINTED, "form"), (_MARKS, "items"))
        if spec.kind == "count":
            printed = ((_DIGITS, "items"), *printed)
        for pattern, kind in printed:
            for match in pattern.finditer(key):
                kinds[match.start() : match.end()] = [kind] * (match.end() - match.start())
        self._mark_notes(spec, fragment, key, kinds)
        if spec.kind == "choice" and read_choice(fragment.text, spec.options).option:
            for start, end in _left_over(kinds):  # the office has retyped the list, and the choice from it
                listed = re.search(r"\d{1,2}\)$", key[:start])
                kinds[start:end] = ["form" if listed else "items"] * (end - start)
        for kind, at in zip(kinds, places, strict=True):
            if kind != "unplaced":  # the line may hold the boxes of two items
                self._set([visible.offsets[at]], kind)

    def _mark_notes(self, spec: ItemSpec, fragment: Fragment, key: str, kinds: list[Category]) -> None:
        """Text in the ( ) of an option, or of an item printed in the same cell, is a value."""
        notes = read_checks(fragment.text, spec.options).notes if spec.kind == "checks" else {}
        for child in self.template.specs:
            if child.parent == spec.id and child.kind == "text":
                labelled = read_labelled(fragment.text, child.label.strip("（）()"))
                self._mark_words(key, kinds, (fold(text) for text in labelled), "items")
        self._mark_words(key, kinds, (fold(note) for note in notes.values()), "items")
        for start, end in _left_over(kinds):
            if any(key[start:end] in fold(note) for note in notes.values()):
                kinds[start:end] = ["items"] * (end - start)

    def _claim_records(self, slot: Slot, fragments: list[Fragment]) -> None:
        """Entries and their titles are values; numbers, separators and column heads are not."""
        names = file_names(self.placed, slot.file)
        groups = read_records(fragments, names)
        words = [word for group in groups for word in (group.title, *group.entries)]
        for raw in (raw for fragment in fragments for raw in fragment.raws):
            visible = self._visible((raw,))
            kinds: list[Category] = ["unplaced"] * len(visible.text)
            if visible.text.startswith("※"):
                continue
            if is_file_name(visible.text):
                self._set(visible.offsets, "form")
                continue
            for match in _RECORD_FURNITURE.finditer(visible.text):
                kinds[match.start() : match.end()] = ["form"] * (match.end() - match.start())
            self._mark_words(visible.text, kinds, map(_bare, names), "form")
            self._mark_words(visible.text, kinds, map(_bare, words), "items")
            for kind, offset in zip(kinds, visible.offsets, strict=True):
                self._set([offset], kind)
        for fragment in fragments:  # an entry may go on over the end of a line
            visible = self._visible(fragment.raws)
            for start, end in (found for word in words for found in _find(visible.text, _bare(word))):
                self._set(visible.offsets[start:end], "items")

    def _mark_words(self, text: str, kinds: list[Category], words: Iterable[str], kind: Category) -> None:
        for word in sorted(set(words), key=len):
            for start, end in _find(text, word):
                kinds[start:end] = [kind] * (end - start)

    def _set(self, offsets: Iterable[int], category: Category) -> None:
        for offset in offsets:
            self.category[offset] = category

    # ------------------------------------------------------------------ characters

    def _mark_markup(self, raw: Raw) -> None:
        positions = raw.offsets()
        for pattern in (INPUT, BREAK, INLINE, _UNREAD):
            for match in pattern.finditer(raw.text):
                self._set(positions[match.start() : match.end()], "markup")
        for match in _ENTITY.finditer(raw.text):
            kept = 0 if html.unescape(match.group()).isspace() else 1
            self._set(positions[match.start() + kept : match.end()], "markup")

    def _visible(self, raws: Iterable[Raw]) -> _Visible:
        chars: list[str] = []
        offsets: list[int] = []
        for raw in raws:
            entities = {m.start(): html.unescape(m.group()) for m in _ENTITY.finditer(raw.text)}
            for n, (char, offset) in enumerate(zip(raw.text, raw.offsets(), strict=True)):
                if self.category[offset] not in ("markup", "space"):
                    chars.append(entities.get(n, char))
                    offsets.append(offset)
        return _Visible("".join(chars), offsets)

    def _unplaced(self) -> list[UnplacedPiece]:
        found: list[UnplacedPiece] = []
        for line in self.lines:
            positions = [n for start, end in line.spans for n in range(start, end)]
            run = ""
            for n, char in zip(positions, line.text, strict=True):
                if self.category[n] == "unplaced" or (run and self.category[n] == "space"):
                    run += char
                elif run:
                    found.append(UnplacedPiece(line.number, run.strip()))
                    run = ""
            if run:
                found.append(UnplacedPiece(line.number, run.strip()))
        return found


def _bare(text: str) -> str:
    return "".join(text.translate(STAND_INS).split())


def _left_over(kinds: list[Category]) -> list[tuple[int, int]]:
    """Return the runs of characters that are of no category yet."""
    runs: list[tuple[int, int]] = []
    for n, kind in enumerate(kinds):
        if kind == "unplaced":
            runs = [*runs[:-1], (runs[-1][0], n + 1)] if runs and runs[-1][1] == n else [*runs, (n, n + 1)]
    return runs


def _find(text: str, word: str) -> list[tuple[int, int]]:
    if not word:
        return []
    return [(m.start(), m.end()) for m in re.finditer(re.escape(word), text)]


def _printings(template: FormTemplate, spec: ItemSpec) -> list[str]:
    """Return the printed words that may stand in the cell of *spec*: labels above it, furniture."""
    specs = (spec, *template.ancestors(spec), *(s for s in template.specs if s.parent == spec.id))
    labels = [text for s in specs for text in (s.label, *s.aliases)]
    return [*labels, *template.furniture, "※", "件"]
