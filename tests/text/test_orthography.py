"""Words of a text and their place in it; what counts as one spelling of another is in tests/diffing."""

import tomllib
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from shinkyu.text.normalise import fold
from shinkyu.text.orthography import same_words, segments, words


@given(st.text(st.sampled_from("国保の取り扱い。・①ﾊﾞー(7)　\n 十分Aa"), max_size=30))
def test_words_are_the_whole_folded_text_in_order(text: str) -> None:
    found = words(text)

    assert fold(text) == "".join(word.surface for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)
    for word in found:
        assert fold(text[word.start : word.end]).startswith(word.surface[:1])


@given(st.text(st.sampled_from("国保を。・①②●」(あ"), max_size=30))
def test_segments_are_the_whole_text(key: str) -> None:
    assert key == "".join(segments(key))


def test_words_do_not_depend_on_wrapping() -> None:
    one, other = words("資格の取得、\n喪失の届出を受理"), words("資格の取得、喪失の届\n出を受理")

    assert [word.surface for word in one] == [word.surface for word in other]


def test_enough_is_no_number() -> None:
    """Sudachi reads 十分に in front of some verbs as ten minutes."""
    assert not same_words(words("十分に行っている"), words("10分に行っている"))


def test_list_sign_opens_a_line() -> None:
    assert [True, False, False, True] == [word.opens for word in words("・氏名を\n・")]


def test_every_entry_of_the_house_list_has_a_reason_and_no_form_twice() -> None:
    data = tomllib.loads(files("shinkyu.text").joinpath("orthography.toml").read_text("utf-8"))
    forms = [form for entry in data["variant"] for form in entry["forms"]]

    assert len(forms) == len(set(forms))
    assert all(entry["reason"] for entry in data["variant"])
