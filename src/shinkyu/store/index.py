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
from shinkyu.text.tokenise import dictionary_version, short_units

FILE = "shinkyu-index.sqlite"
_LAYOUT = "1"
_NO_WORDS = ("空白", "補助記号", "記号")

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE places (commit_id TEXT, n INTEGER, address TEXT, label TEXT, text INTEGER, PRIMARY KEY (commit_id, n));
CREATE INDEX by_text ON places (text);
"""


class Hit(NamedTuple):
    """An item that holds the words searched for, in one version."""

    logged: Logged
    address: tuple[str, ...]
    text: str


def search(history: History, phrases: tuple[str, ...], progress: Callable[[int, int], None] | None = None) -> list[Hit]:
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


def update(history: History) -> None:
    """Bring the index up to date, so that the next search need not."""
    with _up_to_date(history, _entries(history), None):
        pass


def _entries(history: History) -> list[Logged]:
    """Return the latest reading of every version, newest first."""
    latest = [entry for versions in history.reports().values() for entry in versions]
    return sorted(latest, key=lambda entry: (-entry.published_on.toordinal(), entry.key))


@contextmanager
def _up_to_date(
    history: History, entries: list[Logged], progress: Callable[[int, int], None] | None
) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_open(history)) as db:
            known = {row[0] for row in db.execute("SELECT DISTINCT commit_id FROM places")}
            gone = known - {entry.commit for entry in entries}
            missing = [entry for entry in entries if entry.commit not in known]
            with db:
                db.executemany("DELETE FROM places WHERE commit_id = ?", [(commit,) for commit in gone])
            for done, entry in enumerate(missing, 1):
                with db:  # a version is indexed whole or not at all
                    _add(db, history, entry)
                if progress:
                    progress(done, len(missing))
            yield db
    except sqlite3.Error as error:
        path = history.repository.git_dir / FILE
        raise CorpusError(f"the index {path} cannot be used ({error}); delete it, it is made anew") from error


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
    rows = [(item.address, item.label, printed(item)) for item in version.document.items]
    rows += [
        (("変更箇所", f"第{row.n}行"), "変更箇所", "\n".join((row.item, *row.before, *row.after, row.explanation)))
        for row in version.document.declared or ()
    ]
    for n, (address, label, text) in enumerate(rows):
        found = db.execute("SELECT id FROM texts WHERE text = ?", (text,)).fetchone()
        if found is None:
            id = db.execute("INSERT INTO texts (text) VALUES (?)", (text,)).lastrowid
            db.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (id, _words(text)))
        else:
            id = found[0]
        db.execute(
            "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)",
            (entry.commit, n, "\t".join(to_builtins(address)), label, id),
        )


def _words(text: str) -> str:
    """Return the words of *text* in one spelling, with a blank between them."""
    found = [token.normalized for token in short_units(text) if token.pos not in _NO_WORDS]
    # A quotation mark would end the phrase of a question.
    return " ".join(word.replace('"', " ") for word in found if word.strip())
