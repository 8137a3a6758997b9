"""What the cover (表紙) says about identity: the key of a report and its 公表日.

Path parts are lower-case ASCII letters, digits and single hyphens.  A name that is not written so is
never transliterated or cut down to it (two names could then share a folder): it becomes a short hash.
"""

import datetime
import hashlib
import re
import unicodedata

import msgspec

from shinkyu.codec.printed import printed
from shinkyu.errors import CorpusError
from shinkyu.messages import joined, message
from shinkyu.model.document import DateItem, Document, Item, is_reconstructed
from shinkyu.model.form import FormName
from shinkyu.model.version import Key
from shinkyu.store.agencies import by_code, check_digit, is_code, named

AGENCY = ("表紙", "評価実施機関名")
NUMBER = ("表紙", "評価書番号")
PUBLISHED_ON = ("表紙", "公表日")

REWOUND = "rewound"
"""Part of the key of reconstructed versions, which keeps them out of the history of the published ones."""
LONGEST = 64  # Windows counts the whole path (260), and three parts stand in it
_PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Device names: Windows refuses them as the name of any file or folder.
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_KEY = re.compile(r"(?P<agency>[^/]+)/(?P<number>[^/]+)-(?P<form>basic|priority|all-item)")
_FORMS: dict[str, FormName] = {"basic": "basic", "priority": "priority", "all-item": "all-item"}


def cover_key(
    document: Document, *, agency: str | None = None, number: str | None = None, rewound: bool = False
) -> Key:
    """Return the key that the cover of *document* gives; *agency* and *number* outrank the cover.

    An office that the table of agencies has gives its 全国地方公共団体コード.  An ASCII name stands as it is, in
    lower case with hyphens for blanks.  Any other gives ``agency-`` (``number-``) and eight hex digits of the
    SHA-256 of the name, width and white space folded, so that one name means one folder on every machine.

    A document that was made by undoing declared rows is a report of its own, ``…-rewound``, and must be said to be one.

    Raises:
        CorpusError: the cover leaves a part blank or names an office of which there are several; a given part is
            no path part, or the code of another office; or the document is reconstructed
            and not said to be, or the other way round.
    """
    if is_reconstructed(document) and not rewound:
        raise CorpusError("this is a reconstructed version that was never published; --rewound keeps it apart as one")
    if rewound and not is_reconstructed(document):
        raise CorpusError("this is no reconstructed version; --rewound is for what shinkyu rewind wrote")
    key = Key(
        agency=_given_agency(agency, document) if agency is not None else _cover_agency(document),
        number=_given(number, "--number") if number is not None else _from_cover(document, NUMBER, "number"),
        form=document.form,
    )
    return msgspec.structs.replace(key, number=f"{key.number}-{REWOUND}") if rewound else key


def cover_date(document: Document) -> datetime.date:
    """Return the 公表日 on the cover.

    Raises:
        CorpusError: the cover names no single day.
    """
    item = _cover_item(document, PUBLISHED_ON)
    day = item.value if isinstance(item, DateItem) else None
    if day is not None and day.date is not None:
        return datetime.date.fromisoformat(day.date)
    if day is not None and day.text.strip():
        raise CorpusError(
            "the cover says '{text}' for 公表日; give the day with --published-on YYYY-MM-DD", text=day.text
        )
    raise CorpusError("the cover does not give 公表日; give the day with --published-on YYYY-MM-DD")


def is_part(text: str) -> bool:
    """Say whether *text* can be a folder or file name on every system, and ours."""
    return len(text) <= LONGEST and bool(_PART.fullmatch(text)) and not _RESERVED.fullmatch(text)


def slug(text: str, kind: str) -> str:
    """Return *text* as a path part; what is not plain ASCII becomes ``<kind>-<hash>``."""
    folded = unicodedata.normalize("NFKC", text).lower()
    part = "-".join(folded.split())
    if is_part(part):
        return part
    # surrogatepass: a broken name must still give a stable part.
    name = "".join(folded.split()).encode("utf-8", "surrogatepass")
    return f"{kind}-{hashlib.sha256(name).hexdigest()[:8]}"


def parse_key(text: str) -> Key | None:
    """Return the key that *text* (``agency/number-form``) writes out in full, None when it is none."""
    found = _KEY.fullmatch(text)
    if not found or not (is_part(found["agency"]) and is_part(found["number"])):
        return None
    return Key(found["agency"], found["number"], _FORMS[found["form"]])


def _given(text: str, option: str) -> str:
    if not is_part(text):
        raise CorpusError(
            "{option} '{text}' cannot name a folder: lower-case letters a-z, digits and single hyphens, "
            "at most {n}, no device name, e.g. shirosato-shi",
            option=option,
            text=text,
            n=LONGEST,
        )
    return text


def _given_agency(text: str, document: Document) -> str:
    part = _given(text, "--agency")
    if part.isdecimal() and len(part) == 5:
        raise CorpusError(
            "--agency {part} lacks the check digit of a 全国地方公共団体コード: {part}{digit}",
            part=part,
            digit=check_digit(part),
        )
    if part.isdecimal() and len(part) == 6 and not is_code(part):
        raise CorpusError(
            "--agency {part} is no 全国地方公共団体コード: the check digit of {head} is {digit}",
            part=part,
            head=part[:5],
            digit=check_digit(part[:5]),
        )
    agency = by_code(part)
    item = _cover_item(document, AGENCY)
    says = printed(item).strip() if item is not None else ""
    meant = named(says)
    if agency is not None and meant and agency not in meant:
        raise CorpusError("--agency {agency} is not the office on the cover, {name}", agency=agency, name=says)
    return part


def _cover_agency(document: Document) -> str:
    item = _cover_item(document, AGENCY)
    says = printed(item).strip() if item is not None else ""
    meant = named(says)
    if len(meant) > 1:
        raise CorpusError(
            "{name} can be {offices}; say which with --agency CODE",
            name=says,
            offices=joined([message("{office}", office=office) for office in meant], " or "),
        )
    return meant[0].code if meant else _from_cover(document, AGENCY, "agency")


def _from_cover(document: Document, address: tuple[str, ...], kind: str) -> str:
    item = _cover_item(document, address)
    text = printed(item) if item is not None else ""
    if not text.strip():
        raise CorpusError("the cover does not give {label}; give it with --{kind}", label=address[-1], kind=kind)
    return slug(text, kind)


def _cover_item(document: Document, address: tuple[str, ...]) -> Item | None:
    return next((item for item in document.items if item.address == address), None)
