"""What always holds of a file, whatever form it is, however it is written and whatever stands in it."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from file_strategies import DIALECTS, FORMS, Made, damaged
from promises import promised, promised_of_a_pair

TEXTS = ("transcribed", "layout", "raw")
BASIC = FORMS[0]
"""The shortest form: drawing and reading a longer one, and asking everything of it, takes a second and more."""
_AS_FOUND = [phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)]
"""A whole form does not shrink to anything smaller within minutes."""
laws = settings(max_examples=4, deadline=None, phases=_AS_FOUND)
long_laws = settings(max_examples=25, deadline=None, phases=_AS_FOUND)


def ask_of_a_file(made: Made) -> None:
    """Of a text without cells it may be that nothing is certain."""
    assert promised(*made) is not None or made.name in ("raw.txt", "layout.txt")


def ask_of_a_damaged_file(made: Made) -> None:
    promised(*made)


@st.composite
def pairs(draw: st.DrawFn, forms: st.SearchStrategy) -> tuple[Made, Made]:
    """Two versions of one form, each in any dialect."""
    form = draw(forms)
    old, new = (draw(DIALECTS[draw(st.sampled_from(list(DIALECTS)))](form)) for _ in range(2))
    return old, new


def ask_of_a_pair(pair: tuple[Made, Made]) -> None:
    old, new = (promised(*made) for made in pair)
    if old and new:
        promised_of_a_pair(old, new)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_file_keeps_all_promises(dialect: str) -> None:
    laws(given(DIALECTS[dialect](BASIC))(ask_of_a_file))()


@pytest.mark.parametrize("dialect", TEXTS)
def test_a_damaged_text_keeps_all_promises(dialect: str) -> None:
    laws(given(damaged(DIALECTS[dialect](BASIC)))(ask_of_a_damaged_file))()


def test_two_files_in_any_dialect_keep_all_promises() -> None:
    laws(given(pairs(st.just(BASIC)))(ask_of_a_pair))()


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
def test_files_of_every_form_keep_all_promises(dialect: str) -> None:
    long_laws(given(DIALECTS[dialect]())(ask_of_a_file))()


@pytest.mark.slow
@pytest.mark.parametrize("dialect", TEXTS)
def test_damaged_texts_of_every_form_keep_all_promises(dialect: str) -> None:
    long_laws(given(damaged(DIALECTS[dialect]()))(ask_of_a_damaged_file))()


@pytest.mark.slow
def test_pairs_of_every_form_keep_all_promises() -> None:
    long_laws(given(pairs(st.sampled_from(FORMS)))(ask_of_a_pair))()
