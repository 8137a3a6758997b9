"""Where two texts differ: sentence by sentence, then word by word, then character by character."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shinkyu.diffing.enumerations import enumerator_at
from shinkyu.diffing.misreadings import is_misreading
from shinkyu.diffing.narrow import common_ends, common_length, joined
from shinkyu.diffing.regions import Kind, Region, tidy
from shinkyu.model.change import Span
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.orthography import Word, differing_segments, same_words, sentence_words, words
from shinkyu.text.similarity import opcodes

MAX_CELLS = 25_000_000
"""Words of one side times words of the other that are compared in one go; above that a block counts
as replaced as a whole.  5,000 × 5,000 words are a block of some 12,000 characters without one common
sentence."""

MAX_CHARACTERS = 120_000
"""Characters of both texts, without their common beginning and end, that are cut into words; above that they are
compared sentence by sentence.  The longest item of an assessment has 20,000; Sudachi and the lists of words take
some 20 µs and 700 bytes a character."""

MAX_BLOCK = 400_000_000
"""Sentences (or words) of one side times those of the other that are aligned at all: 20,000 × 20,000 take 100 MB."""

_Block = tuple[bool, slice, slice]
"""Equal or not; the run on either side."""

_GOES_ON = "いきぎしちにびみりえけげせてねべめれ"
"""Last kana of a verb that goes on; before a noun 行う and 行う、 are not the same."""

_SPACE = re.compile(r"\s+")


class Comparison(NamedTuple):
    """Two texts, their words, and the regions where they differ."""

    before: str
    after: str
    before_words: tuple[Word, ...]
    after_words: tuple[Word, ...]
    regions: tuple[Region, ...]
    coarse: bool = False
    """A block was too large to be compared word by word."""

    @property
    def substance(self) -> tuple[Region, ...]:
        """The regions that are more than spelling."""
        return tuple(region for region in self.regions if region.kind == "substance")

    def surfaces(self, region: Region) -> tuple[str, str]:
        """Return the folded words of *region* before and after."""
        return (
            joined(self.before_words[region.before]),
            joined(self.after_words[region.after]),
        )


def compare(before: str, after: str) -> Comparison:
    """Return where two texts differ; white space and line breaks never count.

    The comparison of (after, before) is the mirror image.
    """
    if before > after:
        return _mirror(_compare(after, before))
    return _compare(before, after)


def compare_spelt(before: str, after: str) -> Comparison:
    """Return where two texts differ in width, brackets and dashes alone, which are one text when folded.

    The regions have the spans that ``compare`` finds; the words are those of the sentences that are not written alike.
    """
    if fold(before) != fold(after) or len(before) + len(after) > MAX_CHARACTERS:
        return compare(before, after)
    old: list[Word] = []
    new: list[Word] = []
    regions: list[Region] = []
    for old_run, new_run in differing_segments(before, after):
        if _number_size(old_run) != _number_size(new_run):
            return compare(before, after)  # a blank makes a number of one of them: sentences align by what is behind it
        runs = slice(len(old), len(old) + len(old_run)), slice(len(new), len(new) + len(new_run))
        old += old_run
        new += new_run
        regions += _width_regions(before, after, old, new, *runs)
    return Comparison(before, after, tuple(old), tuple(new), tuple(regions))


def _number_size(sentence: Sequence[Word]) -> int:
    number = enumerator_at(sentence, 0)
    return number.size if number else 0


def spans(comparison: Comparison, *kinds: Kind) -> tuple[Span, ...]:
    """Return the regions of the given kinds as spans of characters, narrowed inside a word."""
    return tuple(_span(comparison, region) for region in comparison.regions if region.kind in kinds)


def _compare(before: str, after: str) -> Comparison:
    head, tail = (0, 0) if len(before) + len(after) <= MAX_CHARACTERS else _common_sentences(before, after)
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    coarse = len(middle[0]) + len(middle[1]) > MAX_CHARACTERS
    cut = sentence_words if coarse else words
    before_words, after_words = cut(middle[0]), cut(middle[1])
    regions: list[Region] = []
    for equal, old, new in _sentence_blocks(before_words, after_words):
        if equal:
            regions += _width_regions(*middle, before_words, after_words, old, new)
        elif coarse or _cells(old, new) > MAX_CELLS:
            coarse = True
            regions.append(Region("substance", old, new))
        else:
            for same, inner_old, inner_new in _word_blocks(before_words, after_words, old, new):
                if same:
                    regions += _width_regions(*middle, before_words, after_words, inner_old, inner_new)
                else:
                    regions.append(_judged(before_words, after_words, inner_old, inner_new))
    regions = tidy(regions, before_words, after_words)
    return Comparison(before, after, _shifted(before_words, head), _shifted(after_words, head), tuple(regions), coarse)


def _common_sentences(before: str, after: str) -> tuple[int, int]:
    """Return the length of the common beginning and end of two texts, both in whole sentences.

    One more sentence on either side is left for the context of the difference.
    """
    head = _last_but_one(before[: common_length(before, after)])
    rest = before[head:], after[head:]
    tail = common_length(rest[0][::-1], rest[1][::-1])
    end = rest[0][len(rest[0]) - tail :]
    return head, len(end) - _after_second(end)


def _last_but_one(text: str) -> int:
    return text.rfind("。", 0, max(text.rfind("。"), 0)) + 1


def _after_second(text: str) -> int:
    first = text.find("。")
    second = text.find("。", first + 1) if first >= 0 else -1
    return second + 1 if second >= 0 else len(text)


def _shifted(run: Sequence[Word], offset: int) -> tuple[Word, ...]:
    if not offset:
        return tuple(run)
    return tuple(word._replace(start=word.start + offset, end=word.end + offset) for word in run)


def _cells(old: slice, new: slice) -> int:
    return int(old.stop - old.start) * int(new.stop - new.start)


def _sentence_blocks(before: Sequence[Word], after: Sequence[Word]) -> Iterator[_Block]:
    """Align sentences in order, whatever numbers they bear; yield runs of words."""
    old, new = _sentences(before), _sentences(after)
    old_start = [start for _, start, _ in old] + [len(before)]
    new_start = [start for _, start, _ in new] + [len(after)]
    for equal, o, n in _blocks([key for key, *_ in old], [key for key, *_ in new]):
        if not equal:
            yield False, slice(old_start[o.start], old_start[o.stop]), slice(new_start[n.start], new_start[n.stop])
            continue
        for b, a in zip(range(o.start, o.stop), range(n.start, n.stop), strict=True):
            signs = (
                slice(old_start[b], old_start[b] + old[b].number_size),
                slice(new_start[a], new_start[a] + new[a].number_size),
            )
            yield joined(before[signs[0]]) == joined(after[signs[1]]), *signs
            yield True, slice(signs[0].stop, old_start[b + 1]), slice(signs[1].stop, new_start[a + 1])


def _word_blocks(before: Sequence[Word], after: Sequence[Word], old: slice, new: slice) -> Iterator[_Block]:
    """Align the words of two runs in order."""
    surfaces = [word.surface for word in before[old]], [word.surface for word in after[new]]
    for equal, o, n in _blocks(*surfaces):
        yield (
            equal,
            slice(old.start + o.start, old.start + o.stop),
            slice(new.start + n.start, new.start + n.stop),
        )


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[_Block]:
    """Yield equal and different runs in turn: what stands between two equal runs is one difference."""
    if len(before) * len(after) > MAX_BLOCK:
        yield before == after, slice(0, len(before)), slice(0, len(after))
        return
    b0 = a0 = 0
    for tag, b_start, b_stop, a_start, a_stop in opcodes(before, after):
        if tag == "equal":
            if (b0, a0) != (b_start, a_start):
                yield False, slice(b0, b_start), slice(a0, a_start)
            yield True, slice(b_start, b_stop), slice(a_start, a_stop)
            b0, a0 = b_stop, a_stop
    if (b0, a0) != (len(before), len(after)):
        yield False, slice(b0, len(before)), slice(a0, len(after))


class _Sentence(NamedTuple):
    """The words of a sentence without its number, the position of its first word, and the words of the number."""

    key: str
    start: int
    number_size: int


def _sentences(run: Sequence[Word]) -> list[_Sentence]:
    starts = [position for position, word in enumerate(run) if word.token.start == 0]
    found: list[_Sentence] = []
    for start, stop in pairwise((*starts, len(run))):
        number = enumerator_at(run, start)
        size = number.size if number and number.size < stop - start else 0
        found.append(_Sentence(joined(run[start + size : stop]), start, size))
    return found


def _width_regions(
    before: str, after: str, before_words: Sequence[Word], after_words: Sequence[Word], old: slice, new: slice
) -> Iterator[Region]:
    """Yield the words that are equal when folded and not as written."""
    for b, a in zip(range(old.start, old.stop), range(new.start, new.stop), strict=True):
        old_word, new_word = before_words[b], after_words[a]
        if not same_but_space(before[old_word.start : old_word.end], after[new_word.start : new_word.end]):
            yield Region("width", slice(b, b + 1), slice(a, a + 1))


def _judged(before: Sequence[Word], after: Sequence[Word], old: slice, new: slice) -> Region:
    """Return the region with its kind, widened by an equal word where only that shows the spelling."""
    for left, right in ((0, 0), (0, 1), (1, 0), (1, 1)):
        wider_old = slice(old.start - left, old.stop + right)
        wider_new = slice(new.start - left, new.stop + right)
        fits = _is_inside(wider_old, before) and _is_inside(wider_new, after)
        if fits and _may_be_spelling(old, new) and same_words(before[wider_old], after[wider_new]):
            return Region("spelling", old, new)
    if is_misreading(before, after, old, new):
        return Region("misreading", old, new)
    if _is_stop(before, after, old, new):
        return Region("spelling", old, new)
    return Region("substance", old, new)


def _may_be_spelling(old: slice, new: slice) -> bool:
    """Say whether two runs of words may be the same words: one spelling takes at most three words more a word."""
    shorter, longer = sorted((old.stop - old.start, new.stop - new.start))
    return bool(longer <= 3 * shorter + 3)


def _is_inside(run: slice, whole: Sequence[Word]) -> bool:
    return int(run.start) >= 0 and int(run.stop) <= len(whole)


def _is_stop(before: Sequence[Word], after: Sequence[Word], old: slice, new: slice) -> bool:
    """Say whether one side only has one more mark of punctuation that carries no meaning.

    That is 。 at the end of a line or text, and 、 after a particle, conjunction or verb that goes on (確認し、).
    """
    whole, run = (before, old) if old.stop > old.start else (after, new)
    if (old.stop - old.start) + (new.stop - new.start) != 1:
        return False
    mark, previous = whole[run.start], whole[run.start - 1] if run.start else None
    following = whole[run.stop] if run.stop < len(whole) else None
    if mark.surface == "。":
        return following is None or following.opens
    if mark.surface in ("、", ",") and previous is not None:
        goes_on = previous.token.pos == "動詞" and previous.surface[-1] in _GOES_ON
        return goes_on or previous.token.pos in ("助詞", "接続詞", "副詞")
    return False


def _span(comparison: Comparison, region: Region) -> Span:
    b0, b1 = _place(comparison.before_words, region.before)
    a0, a1 = _place(comparison.after_words, region.after)
    head, tail = common_ends(comparison.before[b0:b1], comparison.after[a0:a1], whole_numbers=True)
    return Span(b0 + head, b1 - tail, a0 + head, a1 - tail)


def _place(run: Sequence[Word], part: slice) -> tuple[int, int]:
    if part.stop > part.start:
        return run[part.start].start, run[part.stop - 1].end
    place = run[part.start - 1].end if part.start else 0
    return place, place


def _mirror(comparison: Comparison) -> Comparison:
    return Comparison(
        comparison.after,
        comparison.before,
        comparison.after_words,
        comparison.before_words,
        tuple(Region(region.kind, region.after, region.before) for region in comparison.regions),
        comparison.coarse,
    )


def same_but_space(before: str, after: str) -> bool:
    """Say whether two texts differ in nothing but white space and line breaks."""
    return before == after or _SPACE.sub("", before) == _SPACE.sub("", after)


def same_folded(before: str, after: str) -> bool:
    """Say whether two texts differ in width, brackets and dashes at most; marks for nothing are equal."""
    return before == after or fold(before) == fold(after) or (is_blank(before) and is_blank(after))
