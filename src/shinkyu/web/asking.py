"""A request, as the pages and the JSON endpoints see it: language, commit, report, version, words asked for."""

import datetime
import hashlib
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlencode

from starlette.requests import Request

from shinkyu import __version__
from shinkyu.errors import ShinkyuError
from shinkyu.messages import Lang
from shinkyu.model.version import Key, Logged
from shinkyu.render.report_words import WORDS, ReportWords
from shinkyu.store.history import Pinned
from shinkyu.store.keys import parse_key
from shinkyu.web.desk import Desk
from shinkyu.web.words import server_words, wanted_language

LONGEST = 400
"""Characters of a question: an address or a term, not a document."""
LONGEST_PARAGRAPH = 8_000
"""Characters of a paragraph that is looked for; the longest seen has 2,900."""


class Refused(ShinkyuError):
    """A request that cannot be answered, by its own fault: a status of 4xx and the key of the words that say why."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


class Ask:
    """One request.  The commit is asked for once, at its beginning."""

    def __init__(self, request: Request, desk: Desk, today: datetime.date) -> None:
        self.request = request
        self.desk = desk
        self.today = today
        self._history = desk.pinned() if desk.has_corpus else None

    @property
    def history(self) -> Pinned:
        """The corpus at the commit of this request.

        Raises:
            Refused: this server has none.
        """
        if self._history is None:
            raise Refused(404, "no_corpus")
        return self._history

    @cached_property
    def chosen_language(self) -> Lang | None:
        """The language that the address names; it goes on in the links of the page."""
        given = self.request.query_params.get("lang")
        return "en" if given == "en" else "ja" if given == "ja" else None

    @cached_property
    def lang(self) -> Lang:
        """The language of the answer."""
        return self.chosen_language or wanted_language(self.request.headers.get("accept-language", ""))

    @cached_property
    def say(self) -> dict[str, str]:
        """The words of the pages."""
        return server_words(self.lang)

    @cached_property
    def words(self) -> ReportWords:
        """The words that reports use too."""
        return WORDS[self.lang]

    @cached_property
    def is_partial(self) -> bool:
        """Whether htmx asks for the part of the page that changes."""
        headers = self.request.headers
        return headers.get("hx-request") == "true" and headers.get("hx-history-restore-request") != "true"

    @cached_property
    def tag(self) -> str:
        """The ETag: the commit, and all else that an answer is made of."""
        commit = self._history.revision if self._history else "no-corpus"
        url = self.request.url
        made_of = (url.path, url.query, self.lang, str(self.is_partial), __version__, self.today.isoformat())
        digest = hashlib.sha256("\0".join(made_of).encode("utf-8", "replace")).hexdigest()
        return f'"{commit}-{digest[:16]}"'

    def has_it(self) -> bool:
        """Say whether the reader holds this very answer already."""
        held = self.request.headers.get("if-none-match", "")
        return self.tag in (one.strip().removeprefix("W/") for one in held.split(","))

    # links

    def url(self, path: str, **query: object) -> str:
        """Return an address of this server, in the language that was chosen."""
        given = {name: str(value) for name, value in query.items() if value not in (None, "", False)}
        if self.chosen_language:
            given["lang"] = self.chosen_language
        return path + ("?" + urlencode(given) if given else "")

    def in_language(self, lang: Lang) -> str:
        """Return the address of this page in a language."""
        given = {name: value for name, value in self.request.query_params.items() if name != "lang"}
        path = self.request.url.path if self.request.method in ("GET", "HEAD") else "/"
        return path + "?" + urlencode(given | {"lang": lang})

    # what is asked for

    def text(self, name: str, most: int = LONGEST) -> str:
        """Return a text of the query without blanks around it, empty where it is not there.

        Raises:
            Refused: it is too long.
        """
        found = self.request.query_params.get(name, "").strip()
        if len(found) > most:
            raise Refused(400, "too_long_question", most=most)
        return found

    def number(self, name: str, default: int) -> int:
        """Return a whole number from 1 of the query.

        Raises:
            Refused: it is none.
        """
        found = self.text(name)
        if not found:
            return default
        if not (found.isascii() and found.isdecimal() and len(found) <= 6 and int(found) >= 1):
            raise Refused(400, "no_number", name=name)
        return int(found)

    @cached_property
    def key(self) -> Key:
        """The report that the path names.

        Raises:
            Refused: the corpus does not hold it.
        """
        given: Mapping[str, str] = self.request.path_params
        key = parse_key(f"{given['agency']}/{given['report']}")
        if key is None or key not in self.history.reports():
            raise Refused(404, "no_report")
        return key

    def version(self, day: str) -> Logged:
        """Return the version of the report that was published on a day (``2025-07-31``).

        Raises:
            Refused: there is none.
        """
        for logged in self.history.reports()[self.key]:
            if logged.published_on.isoformat() == day:
                return logged
        raise Refused(404, "no_version")

    def version_asked(self, name: str, default: Logged) -> Logged:
        """Return the version that the query names by its day, else *default*."""
        day = self.text(name)
        return self.version(day) if day else default

    def pair(self) -> tuple[Logged | None, Logged]:
        """Return the two versions that ``old`` and ``new`` name: by default the newest and the one before it.

        ``old=none`` is no older version.

        Raises:
            Refused: there is no such version, or the older one is not older.
        """
        versions = self.history.reports()[self.key]
        new = self.version_asked("new", versions[-1])
        if self.text("old") == "none":
            return None, new
        earlier = [one for one in versions if one.published_on < new.published_on]
        if not self.text("old"):
            return (earlier[-1] if earlier else None), new
        old = self.version(self.text("old"))
        if old not in earlier:
            raise Refused(400, "not_older")
        return old, new
