"""Rows as a Parquet file: the only door to pyarrow, which is an extra."""

from typing import Any

from shinkyu.codec.canonical import dumps_line
from shinkyu.errors import SourceError


def parquet(rows: list[dict[str, Any]]) -> bytes:
    """Return *rows* (JSON objects with the same keys) as a Parquet file.

    Scalars stay what they are; lists, objects and columns of several types become JSON text.

    Raises:
        SourceError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise SourceError("Parquet needs pyarrow: pip install 'shinkyu[parquet]'") from error
    names = list(rows[0]) if rows else []
    columns = {name: _column([row.get(name) for row in rows]) for name in names}
    sink = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(pyarrow.table(columns), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _column(values: list[Any]) -> list[Any]:
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {str} or kinds <= {int} or kinds <= {float} or kinds <= {bool}:
        return values
    return [None if value is None else value if isinstance(value, str) else dumps_line(value) for value in values]
