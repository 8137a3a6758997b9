"""One office, one folder: what keeps the versions of an office from being spread over two."""

from collections.abc import Iterable

from shinkyu.errors import CorpusError
from shinkyu.messages import message
from shinkyu.model.version import Key, Logged
from shinkyu.store.agencies import is_code, named, office
from shinkyu.store.keys import slug


class Offices:
    """The folders that the offices of a corpus have."""

    def __init__(self, log: Iterable[Logged]) -> None:
        """Take the offices of what is recorded."""
        self._folders: dict[str, set[str]] = {}
        for name, folder in {(entry.agency_name, entry.key.agency) for entry in log}:
            self._folders.setdefault(office(name), set()).add(folder)

    def admit(self, key: Key, name: str) -> None:
        """Note that the office *name* of a cover has the folder of *key*.

        Two offices that bear one name are told apart by their codes.

        Raises:
            CorpusError: it has another folder already.
        """
        if not name:
            return
        folders = self._folders.setdefault(office(name), set())
        another = is_code(key.agency) and len(named(name)) != 1
        if folders and key.agency not in folders and not another:
            folder = min(folders)
            plain = folder in (office(name), slug(name, "agency"))
            way = (
                message("add it without --agency") if plain else message("add it with --agency {folder}", folder=folder)
            )
            if len(named(name)) == 1:
                raise CorpusError(
                    "{name} has the folder {folder} in this corpus; {way}", name=name, folder=folder, way=way
                )
            raise CorpusError(
                "{name} has the folder {folder} in this corpus; {way}; "
                "another office of that name: --agency with its 団体コード",
                name=name,
                folder=folder,
                way=way,
            )
        folders.add(key.agency)
