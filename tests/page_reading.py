"""A page as a tree: what a test asks of HTML, with the standard library's parser."""

from collections.abc import Iterator
from html.parser import HTMLParser

_EMPTY = ("meta", "br", "input", "link", "img", "hr", "col")


class Node:
    """An element: its name, its attributes, and what is in it."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.inside: list[Node | str] = []

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """The text of the element without blanks at the ends of lines."""
        raw = "".join(part if isinstance(part, str) else part.raw_text for part in self.inside)
        return " ".join(raw.split())

    @property
    def raw_text(self) -> str:
        return "".join(part if isinstance(part, str) else part.raw_text for part in self.inside)

    def all(self, name: str = "", **wanted: str) -> list["Node"]:
        """Return the elements inside with this name; ``cls`` is one of their classes, others are attributes."""
        cls = wanted.pop("cls", None)
        return [
            node
            for node in self._every()
            if name in ("", node.name)
            and (cls is None or cls in node.classes)
            and all(node.attributes.get(key.replace("_", "-")) == value for key, value in wanted.items())
        ]

    def one(self, name: str = "", **wanted: str) -> "Node":
        """Return the only such element."""
        (found,) = self.all(name, **wanted)
        return found

    def _every(self) -> Iterator["Node"]:
        for part in self.inside:
            if isinstance(part, Node):
                yield part
                yield from part._every()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_page(text: str) -> Node:
    """Return the tree of a page or a fragment; every element must be closed in its place."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert [reader.root] == reader.open
    return reader.root
