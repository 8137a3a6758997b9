"""The form templates in ``data/<form>/<edition>.toml``: list, load, recognise."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

from shinkyu.errors import FormError
from shinkyu.forms.editions import DATA, FORMS, editions
from shinkyu.model.form import FormName, FormTemplate, ItemSpec, Kind, Option, Role
from shinkyu.text.normalise import fold, label_key

_HEADER = {"form": str, "edition": str, "mark": str, "title": str, "source": str, "furniture": list}
_INHERITED = {"title", "furniture"}
_TABLES = {"base": str, "options": dict, "item": list, "replace": list}
_ITEM = {
    **dict.fromkeys(("id", "label", "role", "kind", "element", "repeats", "source"), str),
    **dict.fromkeys(("aliases", "ranges"), list),
    **dict.fromkeys(("material", "per_file"), bool),
    "options": str | list,
}
_OPTION = {"text": str, "aliases": list, "note": bool}

_Table = Mapping[str, Any]


@lru_cache
def load(form: str, edition: str) -> FormTemplate:
    """Return the template of *edition* of *form*."""
    if (form, edition) not in editions():
        known = ", ".join("/".join(pair) for pair in editions())
        raise FormError(
            "no template {form}/{edition}; there are {known}",
            form=form,
            edition=edition,
            known=known,
        )
    return build(_parsed(form, edition), f"{form}/{edition}.toml")


@lru_cache
def _parsed(form: str, edition: str) -> dict[str, Any]:
    """Return the file as tables, with what it takes over from its base filled in."""
    file = f"{form}/{edition}.toml"
    try:
        tables = tomllib.loads(Path(DATA, form, f"{edition}.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FormError("{file}: no such template", file=file) from None
    except tomllib.TOMLDecodeError as error:
        raise FormError("{file}: {error}", file=file, error=error) from None
    if "base" not in tables:
        return tables
    return derive(_parsed(form, str(tables["base"])), tables, file)


def derive(base: _Table, tables: _Table, file: str) -> dict[str, Any]:
    """Return *base* with the header of *tables* and the items that *tables* replaces."""
    if "item" in tables:
        raise FormError("{file}: an edition with a base has [[replace]] tables, no [[item]]", file=file)
    changed = {_id(table, file): table for table in tables.get("replace", [])}
    items = [{**item, **changed.pop(item.get("id"), {})} for item in base["item"]]
    if changed:
        raise FormError(
            "{file}: {changed}: replaced, but its base has no such item", file=file, changed=next(iter(changed))
        )
    inherited = {key: base[key] for key in _INHERITED if key in base}
    own = {key: value for key, value in tables.items() if key not in {"base", "replace"}}
    options = {**base.get("options", {}), **tables.get("options", {})}
    return {**inherited, **own, "options": options, "item": items}


def build(tables: _Table, file: str) -> FormTemplate:
    """Return the template that *tables* describe; *file* is named where they are not well formed."""
    _check(tables, _HEADER | _TABLES, file)
    if missing := sorted(_HEADER - tables.keys()):
        raise FormError("{file}: without {missing}", file=file, missing=", ".join(missing))
    if "replace" in tables:
        raise FormError("{file}: [[replace]] without a base", file=file)
    if tables["form"] not in FORMS:
        raise FormError("{file}: unknown form '{form}'", file=file, form=tables["form"])
    lists = {name: _options(entries, f"{file}: options.{name}") for name, entries in tables.get("options", {}).items()}
    items: list[_Table] = list(tables.get("item", []))
    ids: set[str] = set()
    for item in items:
        if _id(item, file) in ids:
            raise FormError("{file}: {id}: more than one item has this id", file=file, id=item["id"])
        ids.add(item["id"])
    return FormTemplate(
        form=tables["form"],
        edition=tables["edition"],
        mark=tables["mark"],
        title=tables["title"],
        source=tables["source"],
        specs=tuple(_spec(item, ids, lists, f"{file}: {item['id']}") for item in items),
        furniture=tuple(tables["furniture"]),
    )


def _id(table: _Table, file: str) -> str:
    if not isinstance(table.get("id"), str):
        raise FormError("{file}: an item without id (label '{label}')", file=file, label=table.get("label"))
    return str(table["id"])


def _spec(item: _Table, ids: set[str], lists: Mapping[str, tuple[Option, ...]], place: str) -> ItemSpec:
    _check(item, _ITEM, place)
    if "label" not in item:
        raise FormError("{place}: without label", place=place)
    role = item.get("role", "row")
    kind = item.get("kind")
    if role not in get_args(Role):
        raise FormError("{place}: unknown role '{role}'", place=place, role=role)
    if kind is not None and kind not in get_args(Kind):
        raise FormError("{place}: unknown kind '{kind}'", place=place, kind=kind)
    if (kind in ("choice", "checks")) is not ("options" in item):
        raise FormError("{place}: a choice or checks has options, nothing else has", place=place)
    options = item.get("options", ())
    if isinstance(options, str):
        if options not in lists:
            raise FormError("{place}: there is no list of options '{options}'", place=place, options=options)
        options = lists[options]
    else:
        options = _options(options, place)
    return ItemSpec(
        id=item["id"],
        label=item["label"],
        role=cast(Role, role),
        kind=cast(Kind | None, kind),
        parent=_parent(item["id"], ids, place),
        element=item.get("element", item["label"] if role == "row" else None),
        aliases=tuple(item.get("aliases", ())),
        options=options,
        material=item.get("material", False),
        per_file=item.get("per_file", False),
        ranges=tuple(item.get("ranges", ())),
        repeats=item.get("repeats", ""),
        source=item.get("source", ""),
    )


def _parent(id: str, ids: set[str], place: str) -> str | None:
    """Return the id that *id* stands under: without its last ``[]``, else without its last word."""
    if id.endswith("[]") and id[:-2] in ids:
        return id[:-2]
    above, dot, _ = id.rpartition(".")
    if not dot and not id.endswith("[]"):
        return None
    if above not in ids:
        raise FormError("{place}: its parent {parent} is missing", place=place, parent=above or id[:-2])
    return above


def _options(entries: Iterable[str | _Table], place: str) -> tuple[Option, ...]:
    return tuple(_option(entry, place) for entry in entries)


def _option(entry: str | _Table, place: str) -> Option:
    if isinstance(entry, str):
        return Option(entry)
    _check(entry, _OPTION, place)
    if "text" not in entry:
        raise FormError("{place}: an option without text", place=place)
    return Option(entry["text"], tuple(entry.get("aliases", ())), entry.get("note", False))


def _check(table: _Table, known: Mapping[str, Any], place: str) -> None:
    """Refuse keys that are not *known* and values of another type: a string would pass for a list."""
    if unknown := sorted(table.keys() - known.keys()):
        raise FormError("{place}: unknown key {unknown}", place=place, unknown=", ".join(unknown))
    for key, value in table.items():
        if not isinstance(value, known[key]):
            raise FormError(
                "{place}: {key} = '{value}' is of the wrong type",
                place=place,
                key=key,
                value=value,
            )


# ---------------------------------------------------------------------------- recognise

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_TITLE = re.compile(
    r"[\W\d_]*(?:様式\d)?[\W\d_]*(?:特定個人情報保護評価書\(?|\()(基礎|重点|全)項目評価書\)?"
    r"(?:\([^()]{1,12}\))?[\W\d_]*"  # (案), (素案)
)
"""A cell that is nothing but the title: 評価書名 and prose say more."""
_TITLE_FORMS: dict[str, FormName] = {"基礎": "basic", "重点": "priority", "全": "all-item"}
TITLE_LENGTH = 60  # characters; the title has 23, the rest is page furniture
_MARK_TEXT = r"((?:平成|令和)(?:\d+|元)年\d+月様式[234])"
_MARK = re.compile(rf"\[{_MARK_TEXT}\]|^{_MARK_TEXT}$")
_MARK_FORMS: dict[str, FormName] = {"2": "basic", "3": "priority", "4": "all-item"}

TELLING = 6  # characters; shorter labels (備考, ①方法) stand in documents of any kind
HANDFUL = 5  # labels; fewer are met by chance, in a notice that quotes an assessment


def recognise(lines: Iterable[str]) -> FormTemplate:
    """Return the template that fits the document whose text is *lines* best.

    The form is told by the title, else by the printed mark, else by labels that only one form has;
    the edition by the mark, else by the labels and options in which the editions differ.  An edition whose own
    mark nobody has seen may still bear that of the edition it was made from: then its options tell.
    """
    bare = (_TAG.sub("", line) if "<" in line else line for line in lines)
    cells = [key for line in bare for cell in line.split("\t") if (key := label_key(cell))]
    marks = [mark.group(1) or mark.group(2) for cell in cells if "様式" in cell and (mark := _MARK.search(cell))]
    form = _form_by_title(cells) or _form_by_mark(marks) or _form_by_labels(cells)
    if form is None:
        raise FormError(
            "not an assessment: it has neither the title 特定個人情報保護評価書 nor the labels of the forms"
        )
    templates = [load(*pair) for pair in editions() if pair[0] == form]
    marked = next((template for template in templates if template.mark and fold(template.mark) in marks), None)
    if marked is None:
        return max(templates, key=lambda template: _fit(template, templates, cells))
    candidates = [marked, *(template for template in templates if not template.mark)]
    return max(candidates, key=lambda template: _fit(template, candidates, cells)[0])


def _form_by_title(cells: list[str]) -> FormName | None:
    titles = (_TITLE.fullmatch(cell) for cell in cells if len(cell) <= TITLE_LENGTH)
    return next((_TITLE_FORMS[title.group(1)] for title in titles if title), None)


def _form_by_mark(marks: list[str]) -> FormName | None:
    return next((_MARK_FORMS[mark[-1]] for mark in marks), None)


def _form_by_labels(cells: list[str]) -> FormName | None:
    """Return the form with the most labels of its own in *cells*, None below a handful of any."""
    labels = {form: _form_labels(form) for form in FORMS}
    found = {form: _printed(keys, cells) for form, keys in labels.items()}
    if max(map(len, found.values())) < HANDFUL:
        return None

    def evidence(form: FormName) -> tuple[int, int]:
        others = frozenset().union(*(labels[other] for other in FORMS if other != form))
        return len(found[form] - others), len(found[form])

    return max(FORMS, key=evidence)


@lru_cache
def _form_labels(form: FormName) -> frozenset[str]:
    templates = (load(*pair) for pair in editions() if pair[0] == form)
    return frozenset().union(*(_labels(template) for template in templates))


@lru_cache
def _labels(template: FormTemplate) -> frozenset[str]:
    """Return the keys of the labels that are long enough to tell something."""
    keys = (label_key(label) for spec in template.specs for label in (spec.label, *spec.aliases))
    return frozenset(key for key in keys if len(key) >= TELLING)


def _printed(labels: frozenset[str], cells: list[str]) -> set[str]:
    """Return the *labels* that a cell is or starts with: a text layer has the entry behind the label."""
    lengths = {len(label) for label in labels}
    return {start for cell in cells for length in lengths if (start := cell[:length]) in labels}


def _fit(template: FormTemplate, rivals: list[FormTemplate], cells: list[str]) -> tuple[int, int]:
    """Return how much of what only *template* prints, among its *rivals*, is printed in *cells*.

    First as form: a label, or an option alone or behind its check box.  Then anywhere, for the entry of an
    item may quote the options of either edition.
    """
    others = [rival for rival in rivals if rival is not template]
    labels = _labels(template).difference(*(_labels(other) for other in others))
    options = _option_keys(template).difference(*(_option_keys(other) for other in others))
    running = "".join(cells)  # an option may run over the end of its line
    printed = len(_printed(labels, cells))
    printed += sum(key in cells or f"]{key}" in running for key in options)
    return printed, sum(key in running for key in options)


@lru_cache
def _option_keys(template: FormTemplate) -> frozenset[str]:
    return frozenset(fold(option.text) for spec in template.specs for option in spec.options)
