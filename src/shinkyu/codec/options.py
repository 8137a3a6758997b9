"""Options of a form under all their printed wordings."""

from collections.abc import Mapping

from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import fold


def option_names(spec: ItemSpec | None) -> Mapping[str, str]:
    """Return the form's name of every option under every wording of any edition."""
    if spec is None:
        return {}
    return {fold(name): option.text for option in spec.options for name in (option.text, *option.aliases)}
