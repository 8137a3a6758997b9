"""The bytes of a file, which may be hostile, → Layout.

Text is read here; a PDF or a workbook, which libraries in C and long parsers take apart, in another process.
"""

from shinkyu.model.source import Layout
from shinkyu.sources import detect


def read_layout(data: bytes, name: str) -> Layout:
    """Return what a workbook, a PDF or a text file holds.

    Args:
        data: the bytes of the file.
        name: the file's name, for messages and provenance.

    Raises:
        SourceError: a file of another kind, damaged, or beyond a limit; the text says what to do.
    """
    if detect.is_text(data):
        return detect.read_layout(data, name)
    from shinkyu.sources.child import read_in_child, taken
    from shinkyu.sources.processes import can_fork

    if can_fork():
        return taken(read_in_child(data, name), name)
    from shinkyu.sources.worker import read_in_worker  # few commands have threads

    return taken(read_in_worker(data, name), name)
