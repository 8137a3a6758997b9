"""A plugin of coverage.py: lets processes that read a file of a stranger write what they ran.

They may write no file (``shinkyu.sources.confine``), and so could not tell which of their branches were taken.
Named in pyproject.toml.  Nothing of shinkyu is imported here: what is imported before measuring begins counts as not
run.
"""

import contextlib

with contextlib.suppress(ImportError):
    import resource

    _set = resource.setrlimit

    def _but_for_files(what, most, /):
        if what != resource.RLIMIT_FSIZE:
            _set(what, most)

    resource.setrlimit = _but_for_files


def coverage_init(registry, options):
    """Measure nothing by a way of its own."""
