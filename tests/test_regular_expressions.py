"""No regular expression of the package takes more than linear time, whatever the text."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from regular_expressions import Attack, Found, attacks, compiled
from shinkyu.declared.directives import LONGEST_DIRECTIVE, phrases
from shinkyu.forms import library

ONLY_SHORT = {phrase.pattern.pattern: LONGEST_DIRECTIVE for phrase in phrases()} | {
    library._TITLE.pattern: library.TITLE_LENGTH
}
"""Expressions that see short texts only, with the length that is looked at before."""
ALIKE = 3
"""Expressions made on one line, which differ in the label in them."""


class _Late(BaseException):
    """Time is over."""


def found(*arguments: str) -> list[Found]:
    """Return the expressions, collected by an interpreter that has not loaded the package yet."""
    program = Path(__file__).with_name("regular_expressions.py")
    ended = subprocess.run([sys.executable, program, *arguments], capture_output=True, text=True, check=True)
    lines: Counter[str] = Counter()
    chosen = []
    for line in ended.stdout.splitlines():
        one = Found(**json.loads(line))
        lines[one.where] += 1
        if lines[one.where] <= ALIKE or one.pattern in ONLY_SHORT:
            chosen.append(one)
    return chosen


SIZE = 30_000
"""Characters for which a quadratic expression needs several times what a linear one does."""
SECONDS = 0.15
"""Of processor time for them: the slowest linear one takes a third."""


def late(expressions: list[Found]) -> Iterator[str]:
    """Return the expressions that take longer than SECONDS for a text of SIZE characters."""
    for one in expressions:
        for attack in attacks(one):
            if (took := _seconds(one, attack, SIZE, SECONDS)) > SECONDS:
                yield _told(one, attack, took)
                break


def late_for_a_million(expressions: list[Found], seconds: float) -> Iterator[str]:
    """Return the expressions that take longer than *seconds* for a million characters of their slowest text."""
    for one in expressions:
        tried = [(_seconds(one, attack, SIZE, SECONDS), attack) for attack in attacks(one)]
        slowest = max(tried, default=None)
        if slowest and (took := _seconds(one, slowest[1], 1_000_000, seconds)) > seconds:
            yield _told(one, slowest[1], took)


def _told(one: Found, attack: Attack, took: float) -> str:
    return f"{one.where} {one.pattern[:80]!r} took {took:.1f} s for {attack}"


def _seconds(one: Found, attack: Attack, size: int, most: float) -> float:
    """Return the processor time that an expression takes for a text, something above *most* where it takes longer."""

    def end(*_: object) -> None:
        raise _Late

    text = attack.text(min(size, ONLY_SHORT.get(one.pattern, size)))
    before = signal.signal(signal.SIGVTALRM, end)
    start = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, most)
        _use(one, text)
    except _Late:
        return max(time.process_time() - start, most * 1.001)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - start


def _use(one: Found, text: str) -> None:
    expression = compiled(one)
    subject = text.encode("utf-8", "replace") if one.is_bytes else text
    if one.anywhere:
        for _ in expression.finditer(subject):
            pass
    else:
        expression.match(subject)
        expression.fullmatch(subject)


timers = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this platform has no timer for processor time")


@timers
def test_a_bad_expression_would_be_found() -> None:
    """A check that cannot fail is none: three that are known to be slow, and one that is not."""
    bad = [Found(text, 0, False, True, "here") for text in (r"\s+$", r"(a+)+b", r"<[^>]*>x")]

    assert 3 == len(list(late(bad)))
    assert [] == list(late([Found(r"(?<!\s)\s++$", 0, False, True, "here")]))


@timers
def test_no_expression_takes_long_for_a_long_cell() -> None:
    expressions = found()

    assert len(expressions) > 200
    assert [] == list(late(expressions))


@timers
@pytest.mark.slow
def test_no_expression_takes_more_than_linear_time_on_a_million_characters() -> None:
    """Those made in use from labels and options of the forms among them."""
    expressions = found("--in-use")

    assert len(expressions) > 250
    assert [] == list(late_for_a_million(expressions, 8.0))
