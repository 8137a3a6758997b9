"""Full-text search over the items of a corpus: the only door to SQLite.

The index lies beside git's own files, is made from the history at any time and is never the truth:
what it does not know is added, what is no longer in the history is dropped, and where it is broken it
is made anew.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from shinkyu.codec.canonical import to_builtins
from shinkyu.codec.printed import printed
from shinkyu.errors import CorpusError
from shinkyu.files import cache_folder, sha256
from shinkyu.model.version import Logged
from shinkyu.store.history import History
from shinkyu.text.phrases import sentences, words
from shinkyu.text.similarity import sequence_ratio
from shinkyu.text.tokenise import dictionary_version

Progress = Callable[[int, int], None]
"""Is told how many versions of how many are in the index."""

FILE = "shinkyu-index.sqlite"
_LAYOUT = "3"
_AT_ONCE = 100
"""Versions that are written to the disk together: one by one, waiting for it took half of the time."""
ROWS = "変更箇所"
"""First element of the addresses of declared rows: they quote what is no longer said, too."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE places (commit_id TEXT, n INTEGER, address TEXT, label TEXT, text INTEGER, PRIMARY KEY (commit_id, n));
CREATE INDEX by_text ON places (text);
CREATE TABLE covers (commit_id TEXT PRIMARY KEY, agency TEXT, number TEXT, title TEXT, assessed_on TEXT);
CREATE TABLE sentences (id INTEGER PRIMARY KEY, sentence TEXT UNIQUE, words TEXT);
CREATE VIRTUAL TABLE sentence_words USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE parts (text INTEGER, n INTEGER, sentence INTEGER, PRIMARY KEY (text, n));
CREATE INDEX by_sentence ON parts (sentence);
"""


class Hit(NamedTuple):
    """An item that holds the words searched for, in one version."""

    logged: Logged
    address: tuple[str, ...]
    text: str


class Cover(NamedTuple):
    """What a version says of itself, as printed; empty where it says nothing or cannot be read."""

    agency: str
    number: str
    title: str
    assessed_on: str
    """①実施日 of the 基礎項目評価, which opens an assessment or a reassessment."""


_COVER = Cover("cover.agency", "cover.number", "cover.title", "procedure.threshold.done_on")


class Copy(NamedTuple):
    """A passage like the one asked for, in one item of one version."""

    logged: Logged
    address: tuple[str, ...]
    passage: str
    """The sentences of the item that are like those asked for."""
    likeness: float
    """Of its words with those of the one asked for, 0 to 1."""


LIKE = 0.8
"""Likeness from which two sentences are near-identical: 4 words in 5 are the same, in the same order."""
SHORTEST = 8
"""Words from which a passage says enough to be looked for in other reports; 国民年金課 is no borrowed text."""
_SENTENCE = 4
"""Words of a sentence that counts: ①, 次のとおり。 stand everywhere."""
_CANDIDATES = 400
"""Different sentences that are compared word by word; boilerplate has fewer wordings."""
_ASKED_WORDS = 64
"""Words of a sentence by which candidates are found; the longest, which are the rarest."""


def covers(history: History, progress: Progress | None = None) -> dict[str, Cover]:
    """Return what each version says of itself, by its commit.

    Raises:
        CorpusError: the index cannot be written.
    """
    with _up_to_date(history, _entries(history), progress) as db:
        rows = db.execute("SELECT commit_id, agency, number, title, assessed_on FROM covers").fetchall()
    return {commit: Cover(*texts) for commit, *texts in rows}


def copies(history: History, passage: str, progress: Progress | None = None) -> list[Copy]:
    """Return the items that have the sentences of *passage*, in the same words or nearly so.

    Most alike first, then newest.  Where the lines of an item end does not matter, nor what else it says; together
    the sentences must be alike by ``LIKE``.

    Raises:
        CorpusError: there is no word in the passage, or the index cannot be written.
    """
    asked = [its for sentence in sentences(passage) if len(its := words(sentence)) >= _SENTENCE] or [words(passage)]
    total = sum(map(len, asked))
    if not total:
        raise CorpusError("there is no word to search for")
    entries = _entries(history)
    order = {entry.commit: n for n, entry in enumerate(entries)}
    found: list[tuple[float, int, int, Copy]] = []
    with _up_to_date(history, entries, progress) as db:
        alike: dict[int, dict[int, tuple[float, int, str]]] = {}
        for which, its in enumerate(asked):
            for text, n, sentence, likeness in _alike(db, its):
                known = alike.setdefault(text, {})
                known[which] = max(known.get(which, (0.0, 0, "")), (likeness, n, sentence))
        for text, parts in alike.items():
            whole = sum(len(asked[which]) * likeness for which, (likeness, _, _) in parts.items()) / total
            if whole < LIKE:
                continue
            said = "".join(dict(sorted((n, sentence) for _, n, sentence in parts.values())).values())
            for commit, n, address in db.execute(
                "SELECT commit_id, n, address FROM places WHERE text = ? AND label != ?", (text, ROWS)
            ):
                if commit in order:
                    copy = Copy(entries[order[commit]], tuple(address.split("\t")), said, whole)
                    found.append((-whole, order[commit], n, copy))
    return [copy for _, _, _, copy in sorted(found, key=lambda row: row[:3])]


def _alike(db: sqlite3.Connection, asked: list[str]) -> Iterator[tuple[int, int, str, float]]:
    """Yield text, number and likeness of every sentence that is near-identical to words asked for."""
    single = sorted({word for part in asked for word in _bare(part).split()}, key=lambda word: (-len(word), word))
    question = " OR ".join(f'"{word}"' for word in single[:_ASKED_WORDS])
    candidates = db.execute(
        "SELECT s.id, s.sentence, s.words FROM sentence_words w JOIN sentences s ON s.id = w.rowid"
        " WHERE sentence_words MATCH ? ORDER BY rank LIMIT ?",
        (question, _CANDIDATES),
    ).fetchall()
    for id, sentence, its in candidates:
        likeness = sequence_ratio(asked, its.split("\t"))
        if likeness >= LIKE:
            for text, n in db.execute("SELECT text, n FROM parts WHERE sentence = ?", (id,)):
                yield text, n, sentence, likeness


def search(history: History, phrases: tuple[str, ...], progress: Progress | None = None) -> list[Hit]:
    """Return the items that hold every one of *phrases*: its words in whatever spelling, or its very letters.

    Newest versions first, items in the order of the form.

    Raises:
        CorpusError: there is no phrase, or no word in one, or the index cannot be written.
    """
    wanted = {phrase: _words(phrase) for phrase in phrases}
    if not wanted or not all(wanted.values()):
        raise CorpusError("there is no word to search for")
    # An unknown name is one word to the dictionary, so its beginning is found letter by letter.
    one = "(t.id IN (SELECT rowid FROM words WHERE words MATCH ?) OR instr(t.text, ?))"
    question = " AND ".join(one for _ in wanted)
    given = [value for phrase, words in wanted.items() for value in (f'"{words}"', phrase)]
    entries = _entries(history)
    with _up_to_date(history, entries, progress) as db:
        rows = db.execute(
            f"SELECT p.commit_id, p.n, p.address, t.text FROM texts t JOIN places p ON p.text = t.id WHERE {question}",
            given,
        ).fetchall()
    order = {entry.commit: n for n, entry in enumerate(entries)}
    found = sorted((row for row in rows if row[0] in order), key=lambda row: (order[row[0]], row[1]))
    return [Hit(entries[order[commit]], tuple(address.split("\t")), text) for commit, _, address, text in found]


def update(history: History, progress: Progress | None = None) -> None:
    """Bring the index up to date, so that the next search need not."""
    with _up_to_date(history, _entries(history), progress):
        pass


def _entries(history: History) -> list[Logged]:
    """Return the latest reading of every version, newest first."""
    latest = [entry for versions in history.reports().values() for entry in versions]
    return sorted(latest, key=lambda entry: (-entry.published_on.toordinal(), entry.key))


@contextmanager
def _up_to_date(history: History, entries: list[Logged], progress: Progress | None) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_open(history)) as db:
            # The transaction stays open for the question: another program may be at the commits of another moment.
            while db.execute("BEGIN") and any(differing := _differing(db, entries)):
                db.rollback()
                missing, gone = differing
                with db:
                    for table in ("places", "covers"):
                        db.executemany(f"DELETE FROM {table} WHERE commit_id = ?", [(commit,) for commit in gone])
                for start in range(0, len(missing), _AT_ONCE):
                    with db:  # a version is indexed whole or not at all
                        for done, entry in enumerate(missing[start : start + _AT_ONCE], start + 1):
                            _add(db, history, entry)
                            if progress:
                                progress(done, len(missing))
            yield db
    except sqlite3.Error as error:
        raise CorpusError(
            "the index {path} cannot be used ({error}); delete it, it is made anew", path=_file(history), error=error
        ) from error


def _differing(db: sqlite3.Connection, entries: list[Logged]) -> tuple[list[Logged], set[str]]:
    """Return the versions that the index lacks, and the commits it need not know any more."""
    known = {row[0] for row in db.execute("SELECT commit_id FROM covers")}
    return [entry for entry in entries if entry.commit not in known], known - {entry.commit for entry in entries}


def _file(history: History) -> Path:
    """Return where the index lies: beside git's files, or among the user's caches where nobody may write there.

    Raises:
        CorpusError: there is no place for it.
    """
    own = history.repository.git_dir / FILE
    if os.access(own.parent, os.W_OK):
        return own
    folder = cache_folder() / "indexes"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError("{path} cannot be written ({why})", path=folder, why=error) from error
    return folder / f"{sha256(os.fsencode(own))[:16]}-{FILE}"


def _open(history: History) -> sqlite3.Connection:
    """Return the index, made anew where it is missing, broken or of another kind."""
    path = _file(history)
    about = {"layout": _LAYOUT, "dictionary": dictionary_version()}
    db = sqlite3.connect(path, timeout=60)
    try:
        if dict(db.execute("SELECT name, value FROM about")) == about:
            return db
    except sqlite3.DatabaseError:
        pass
    db.close()
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path, timeout=60)
    with db:
        db.executescript(_TABLES)
        db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    return db


def _add(db: sqlite3.Connection, history: History, entry: Logged) -> None:
    version = history.version(entry)
    said = {item.id: printed(item) for item in version.document.items if item.id in _COVER}
    db.execute(
        "INSERT OR REPLACE INTO covers VALUES (?, ?, ?, ?, ?)", (entry.commit, *(said.get(id, "") for id in _COVER))
    )
    rows = [(item.address, item.label, printed(item)) for item in version.document.items]
    rows += [
        ((ROWS, f"第{row.n}行"), ROWS, "\n".join((row.item, *row.before, *row.after, row.explanation)))
        for row in version.document.declared or ()
    ]
    for n, (address, label, text) in enumerate(rows):
        found = db.execute("SELECT id FROM texts WHERE text = ?", (text,)).fetchone()
        if found is None:
            id = db.execute("INSERT INTO texts (text) VALUES (?)", (text,)).lastrowid
            db.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (id, _words(text)))
            _add_sentences(db, id, text)
        else:
            id = found[0]
        db.execute(
            "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)",
            (entry.commit, n, "\t".join(to_builtins(address)), label, id),
        )


def _add_sentences(db: sqlite3.Connection, text_id: int | None, text: str) -> None:
    for n, sentence in enumerate(sentences(text)):
        its = words(sentence)
        if len(its) < _SENTENCE:
            continue
        found = db.execute("SELECT id FROM sentences WHERE sentence = ?", (sentence,)).fetchone()
        if found is None:
            given = (sentence, "\t".join(its))
            id = db.execute("INSERT INTO sentences (sentence, words) VALUES (?, ?)", given).lastrowid
            db.execute("INSERT INTO sentence_words (rowid, body) VALUES (?, ?)", (id, " ".join(map(_bare, its))))
        else:
            id = found[0]
        db.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", (text_id, n, id))


def _words(text: str) -> str:
    """Return the words of *text* in one spelling, with a blank between them."""
    return " ".join(map(_bare, words(text)))


def _bare(word: str) -> str:
    """Return a word without quotation marks, which would end the phrase of a question."""
    return word.replace('"', " ")
