"""Records to Parquet: nested, or flat tables; the same records give the same bytes (with the same pyarrow)."""

from pathlib import Path
from typing import Any

import msgspec

from pipeline.export.columns import Column, arrow, flat_columns, nested_columns, rows

ROW_GROUP = 1000
"""Records that are held before they are written."""


class ParquetTables:
    """Writes records to one Parquet file, or to one a table.

    Args:
        paths: ``part`` to a file for the nested form; or each table's name to its file.
    """

    def __init__(self, paths: dict[str, Path]) -> None:
        self._nested = "part" in paths
        columns: dict[str, list[Column]] = {"part": nested_columns()} if self._nested else flat_columns()
        self._tables = {name: _Table(path, columns[name]) for name, path in paths.items()}
        self._decoder = msgspec.json.Decoder()
        self._held = 0

    def write(self, line: bytes) -> None:
        """Take a record.

        Args:
            line: Its line of JSONL.
        """
        record = self._decoder.decode(line)
        for name, table in self._tables.items():
            table.rows.extend([record] if self._nested else rows(name, record))
        self._held += 1
        if self._held == ROW_GROUP:
            self._flush()

    def close(self) -> dict[str, int]:
        """Write what is held and end the files.

        Returns:
            Table to the rows that were written.
        """
        self._flush()
        return {name: table.close() for name, table in self._tables.items()}

    def _flush(self) -> None:
        for table in self._tables.values():
            table.flush()
        self._held = 0


class _Table:
    """One file, written a row group at a time."""

    def __init__(self, path: Path, columns: list[Column]) -> None:
        import pyarrow.parquet as pq

        self._columns = columns
        self._schema = arrow().schema([(name, type_) for name, type_, _ in columns])
        self._writer: Any = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._count = 0
        self.rows: list[dict[str, Any]] = []

    def flush(self) -> None:
        if not self.rows:
            return
        pa = arrow()
        arrays = [pa.array([get(row) for row in self.rows], type_) for _, type_, get in self._columns]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._count += len(self.rows)
        self.rows.clear()

    def close(self) -> int:
        self._writer.close()
        return self._count
