"""Apache Parquet, for pandas, DuckDB, Arrow and R: typed columns, lists as lists, JSON as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from db.exporting.cells import plain_cell
from db.exporting.columns import Export
from db.exporting.styles import MissingLibrary, Sheet, Style, Written

MEDIA_TYPE = "application/vnd.apache.parquet"
_GROUP = 20_000


def _library() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingLibrary("parquet", "pyarrow") from error
    return pyarrow


def write(folder: Path, sheets: Iterable[Sheet], style: Style) -> list[Written]:
    """One file a table, in groups of rows. Raises MissingLibrary."""
    arrow = _library()
    written = []
    for sheet in sheets:
        path = folder / f"{sheet.table.name}.parquet"
        schema = _schema(arrow, sheet.table)
        count = 0
        with arrow.parquet.ParquetWriter(path, schema) as writer:
            while group := list(islice(sheet.rows, _GROUP)):
                arrays = [
                    arrow.array(values, type=field.type)
                    for values, field in zip(zip(*group, strict=True), schema, strict=True)
                ]
                writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
                count += len(group)
        written.append(Written(sheet.table.name, path, count))
    return written


def _schema(arrow: Any, table: Export) -> Any:
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "list": arrow.list_(arrow.string()),
        "json": arrow.string(),
    }
    return arrow.schema(
        [arrow.field(one.name, types[one.type], metadata={"description": one.description}) for one in table.columns]
    )


def read(path: Path, table: Export, style: Style) -> Iterator[Mapping[str, str]]:
    """The rows of an earlier file. Raises MissingLibrary."""
    known = {column.name: column.type for column in table.columns}
    for batch in _library().parquet.ParquetFile(path).iter_batches():
        for row in batch.to_pylist():
            yield {name: plain_cell(known[name], value) for name, value in row.items() if name in known}
