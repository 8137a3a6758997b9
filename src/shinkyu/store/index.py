"""Full-text search over the items of a corpus: the only door to SQLite.

The index lies beside git's own files, is made from the history at any time and is never the truth:
what it does not know is added, what is no longer in the history is dropped, and where it is broken it
is made anew.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from shinkyu.codec.canonical import to_builtins
from shinkyu.codec.printed import printed
from shinkyu.errors import CorpusError
from shinkyu.model.version import Logged
from shinkyu.store.history import History
from shinkyu.text.phrases import words
from shinkyu.text.similarity import sequence_ratio
from shinkyu.text.tokenise import dictionary_version

Progress = Callable[[int, int], None]
"""Is told how many versions of how many are in the index."""

FILE = "shinkyu-index.sqlite"
_LAYOUT = "2"
ROWS = "変更箇所"
"""First element of the addresses of declared rows: they quote what is no longer said, too."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE places (commit_id TEXT, n INTEGER, address TEXT, label TEXT, text INTEGER, PRIMARY KEY (commit_id, n));
CREATE INDEX by_text ON places (text);
CREATE TABLE covers (commit_id TEXT PRIMARY KEY, agency TEXT, number TEXT, title TEXT, assessed_on TEXT);
CREATE TABLE paragraphs (id INTEGER PRIMARY KEY, paragraph TEXT UNIQUE, words TEXT);
CREATE VIRTUAL TABLE paragraph_words USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE parts (text INTEGER, n INTEGER, paragraph INTEGER, PRIMARY KEY (text, n));
CREATE INDEX by_paragraph ON parts (paragraph);
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
    """A paragraph like the one asked for, in one version."""

    logged: Logged
    address: tuple[str, ...]
    paragraph: str
    likeness: float
    """Of its words with those of the one asked for, 0 to 1."""


LIKE = 0.8
"""Likeness from which two paragraphs are near-identical: 4 words in 5 are the same, in the same order."""
_CANDIDATES = 400
"""Different paragraphs that are compared word by word; boilerplate has fewer wordings."""
SHORTEST = 8
"""Words from which a paragraph says enough to be looked for in other reports; 国民年金課 is no borrowed text."""
_ASKED_WORDS = 64
"""Words of a paragraph by which candidates are found; the longest, which are the rarest."""


def covers(history: History, progress: Progress | None = None) -> dict[str, Cover]:
    """Return what each version says of itself, by its commit.

    Raises:
        CorpusError: the index cannot be written.
    """
    with _up_to_date(history, _entries(history), progress) as db:
        rows = db.execute("SELECT commit_id, agency, number, title, assessed_on FROM covers").fetchall()
    return {commit: Cover(*texts) for commit, *texts in rows}


def copies(history: History, paragraph: str, progress: Progress | None = None) -> list[Copy]:
    """Return where *paragraph* stands in the same words or nearly so, most alike first, then newest.

    Raises:
        CorpusError: it has no word in it, or the index cannot be written.
    """
    wanted = words(paragraph)
    asked = sorted({word for part in wanted for word in part.replace('"', " ").split()}, key=lambda w: (-len(w), w))
    if not asked:
        raise CorpusError("there is no word to search for")
    question = " OR ".join(f'"{word}"' for word in asked[:_ASKED_WORDS])
    entries = _entries(history)
    with _up_to_date(history, entries, progress) as db:
        candidates = db.execute(
            "SELECT p.id, p.paragraph, p.words FROM paragraph_words w JOIN paragraphs p ON p.id = w.rowid"
            " WHERE paragraph_words MATCH ? ORDER BY rank LIMIT ?",
            (question, _CANDIDATES),
        ).fetchall()
        alike = [
            (id, text, likeness)
            for id, text, its in candidates
            if (likeness := sequence_ratio(wanted, its.split("\t"))) >= LIKE
        ]
        rows = [
            (commit, n, address, text, likeness)
            for id, text, likeness in alike
            for commit, n, address in db.execute(
                "SELECT DISTINCT p.commit_id, p.n, p.address FROM parts JOIN places p ON p.text = parts.text"
                " WHERE parts.paragraph = ? AND p.label != ?",
                (id, ROWS),
            )
        ]
    order = {entry.commit: n for n, entry in enumerate(entries)}
    found = sorted((row for row in rows if row[0] in order), key=lambda row: (-row[4], order[row[0]], row[1]))
    return [
        Copy(entries[order[commit]], tuple(address.split("\t")), text, likeness)
        for commit, _, address, text, likeness in found
    ]


def search(history: History, phrases: tuple[str, ...], progress: Progress | None = None) -> list[Hit]:
    """Return the items that hold every one of *phrases*: its words in whatever spelling, or its very letters.

    Newest versions first, items in the order of the form.

    Raises:
        CorpusError: no phrase has a word in it, or the index cannot be written.
    """
    wanted = {phrase: _words(phrase) for phrase in phrases}
    if not all(wanted.values()):
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
                for done, entry in enumerate(missing, 1):
                    with db:  # a version is indexed whole or not at all
                        _add(db, history, entry)
                    if progress:
                        progress(done, len(missing))
            yield db
    except sqlite3.Error as error:
        path = history.repository.git_dir / FILE
        raise CorpusError(f"the index {path} cannot be used ({error}); delete it, it is made anew") from error


def _differing(db: sqlite3.Connection, entries: list[Logged]) -> tuple[list[Logged], set[str]]:
    """Return the versions that the index lacks, and the commits it need not know any more."""
    known = {row[0] for row in db.execute("SELECT commit_id FROM covers")}
    return [entry for entry in entries if entry.commit not in known], known - {entry.commit for entry in entries}


def _open(history: History) -> sqlite3.Connection:
    """Return the index, made anew where it is missing, broken or of another kind."""
    path = history.repository.git_dir / FILE
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
            _add_paragraphs(db, id, text)
        else:
            id = found[0]
        db.execute(
            "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)",
            (entry.commit, n, "\t".join(to_builtins(address)), label, id),
        )


def _add_paragraphs(db: sqlite3.Connection, text_id: int | None, text: str) -> None:
    for n, paragraph in enumerate(text.split("\n")):
        its = words(paragraph)
        if len(its) < SHORTEST:
            continue
        found = db.execute("SELECT id FROM paragraphs WHERE paragraph = ?", (paragraph,)).fetchone()
        if found is None:
            given = (paragraph, "\t".join(its))
            id = db.execute("INSERT INTO paragraphs (paragraph, words) VALUES (?, ?)", given).lastrowid
            body = " ".join(word.replace('"', " ") for word in its)
            db.execute("INSERT INTO paragraph_words (rowid, body) VALUES (?, ?)", (id, body))
        else:
            id = found[0]
        db.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", (text_id, n, id))


def _words(text: str) -> str:
    """Return the words of *text* in one spelling, with a blank between them."""
    # A quotation mark would end the phrase of a question.
    return " ".join(word.replace('"', " ") for word in words(text))
