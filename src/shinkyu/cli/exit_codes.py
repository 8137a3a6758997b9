"""Exit codes of every command."""

NOTHING = 0
"""Done; ``diff`` and ``check``: nothing to report."""
FOUND = 1
"""``diff``: the versions differ; ``check``: something needs a person's eye."""
BAD_INPUT = 2
"""The input or the usage is at fault; one line on stderr says how to mend it."""
OUR_BUG = 3
"""The program is at fault."""
