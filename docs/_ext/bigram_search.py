"""Japanese search without a dictionary: pairs of neighbouring characters, in the index and in the query alike.

Sphinx cuts Japanese into words when it makes the index, and its browser side does not cut the query at all, so
that 委託先名 finds nothing where the index has 委託, 先 and 名.  Here both sides cut 委託先名 into 委託, 託先 and
先名, and a page must have all of them.
"""

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

JAPANESE = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2160-\u217f\u2460-\u2473"
"""々, kana, kanji, Ⅰ Ⅱ and ① ②: what is written without blanks between words."""

_RUN = re.compile(rf"[{JAPANESE}]+|[\w.-]*\w")


def pieces(text: str) -> list[str]:
    """Return words of Latin letters and numbers, and of each run of Japanese its pairs (a single one alone)."""
    found: list[str] = []
    for run in _RUN.findall(re.sub(rf"([{JAPANESE}]+)", r" \1 ", text)):
        if re.match(rf"[{JAPANESE}]", run) and len(run) > 1:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run)
    return found


class Bigrams(SearchLanguage):
    """Pairs of characters for Japanese, words for everything else."""

    lang = "ja"
    language_name = "Japanese"
    # The same cut for the query, in the browser.
    js_splitter_code = """
function splitQuery(query) {
  const japanese = "\\u3005\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u2160-\\u217f\\u2460-\\u2473";
  const spaced = query.replace(new RegExp("([" + japanese + "]+)", "g"), " $1 ");
  const runs = spaced.match(new RegExp("[" + japanese + "]+|[\\\\w.-]*\\\\w", "g")) || [];
  return runs.flatMap((run) =>
    new RegExp("^[" + japanese + "]").test(run) && run.length > 1
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : [run]
  );
}
"""

    def split(self, input: str) -> list[str]:
        """Return the pieces of a page."""
        return pieces(input)

    def stem(self, word: str) -> str:
        """Return *word* in small letters."""
        return word.lower()

    def word_filter(self, word: str) -> bool:
        """Say whether the index keeps *word*."""
        return len(word) > 1 or bool(re.match(rf"[{JAPANESE}]", word))


def setup(app: Sphinx) -> dict[str, Any]:
    """Take the place of Sphinx's own splitter."""
    app.add_search_language(Bigrams)
    return {"parallel_read_safe": True}
