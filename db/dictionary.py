"""The data dictionary: every exported table with its columns, what type each has and what it means.

One place for the exported files, ``datapackage.json`` and the documentation. A list is
exported to CSV as one text with its members joined with ``|``.
"""

from __future__ import annotations

from collections.abc import Mapping

from db.exporting import document_tables, recall_tables
from db.exporting.columns import Column, ColumnType, Export

#: The tables by name, in the order in which they are written.
EXPORTS: Mapping[str, Export] = {
    table.name: table
    for table in (
        recall_tables.RECALLS,
        recall_tables.PRODUCTS,
        recall_tables.MEMBERS,
        recall_tables.RELATIONS,
        recall_tables.NOT_AFFECTED,
        document_tables.NOTICES,
        document_tables.CLAIMS,
        document_tables.SOURCES,
        document_tables.DOCUMENTS,
        document_tables.CHANGES,
    )
}

__all__ = ("EXPORTS", "Column", "ColumnType", "Export")
