"""Typed rows from tab-separated tables: what lexicons and users' own rows are kept in.

A table is UTF-8 (a byte order mark is tolerated) with a header line that names the columns. Columns of a list type
hold their items between ``|``; an empty cell is an empty list, None where None is allowed, or the field's default.
"""

import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pipeline.errors import ConfigError

Row = TypeVar("Row", bound=msgspec.Struct)
CODE = "ZC110"
# A column: its field's place in the struct, what makes its value (None: the text as it is), may it be empty, its name.
_Column = tuple[int, Callable[[str], Any] | None, bool, str]


def read_table(path: Path, row: type[Row]) -> list[Row]:
    """Read a table into typed rows.

    Args:
        path: The file: UTF-8, a header line, cells between tabs.
        row: A struct with a field for each column; a field that has a default may be missing as a column.

    Returns:
        The rows in the order of the file; empty lines are skipped.

    Raises:
        ConfigError: ZC110, with file, line, column and reason: the file cannot be read, the header names an unknown
            column, lacks one or has one twice, a line has too many or too few cells, or a value has the wrong type.
    """
    lines = _lines(path)
    header = lines[0].split("\t") if lines else []
    _check_header(path, header, row)
    try:
        return _by_column([line.split("\t") for line in lines[1:] if line], header, row)
    except (ValueError, msgspec.ValidationError):
        return [made for _, made in read_numbered(path, row)]  # raises, with the line and the column


def read_numbered(path: Path, row: type[Row]) -> Iterator[tuple[int, Row]]:
    """Read a table row by row, with the number of each line.

    Args:
        path: The file, as for :func:`read_table`.
        row: A struct with a field for each column.

    Yields:
        The line's number, from 1 (the header is line 1), and the row.

    Raises:
        ConfigError: ZC110, as :func:`read_table`.
    """
    lines = _lines(path)
    header = lines[0].split("\t") if lines else []
    _check_header(path, header, row)
    fields = msgspec.structs.fields(row)
    columns = _columns(row, header)
    width = len(columns)
    template = [_default(field) for field in fields]
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise ConfigError(CODE, f"{path}, line {number}: {len(cells)} cells, but the header has {width} columns")
        yield number, row(*_values(path, number, cells, columns, template))


def _by_column(cells: list[list[str]], header: list[str], row: type[Row]) -> list[Row]:
    """Make all rows a column at a time, which is several times faster than cell by cell."""
    by_name = dict(zip(header, zip(*cells, strict=True), strict=True)) if cells else {}
    columns: list[Any] = []
    for field, (_, make, optional, _name) in zip(
        msgspec.structs.fields(row), _columns(row, [field.name for field in msgspec.structs.fields(row)]), strict=True
    ):
        column = by_name.get(field.name)
        if column is None:
            columns.append([_default(field) for _ in cells])
        elif optional and field.default_factory is not msgspec.NODEFAULT:
            columns.append([_make(make, cell) if cell else [] for cell in column])
        elif optional:
            default = _default(field)
            columns.append(
                [_make(make, cell) if cell else default for cell in column]
                if make
                else [cell or default for cell in column]
            )
        else:
            columns.append([make(cell) for cell in column] if make else column)
    return list(map(row, *columns))


def _make(make: Callable[[str], Any] | None, cell: str) -> Any:
    return make(cell) if make else cell


def _values(path: Path, number: int, cells: list[str], columns: list["_Column"], template: list[Any]) -> list[Any]:
    values = template.copy()
    for cell, (place, make, optional, name) in zip(cells, columns, strict=True):
        if cell or not optional:
            try:
                values[place] = make(cell) if make else cell
            except (ValueError, msgspec.ValidationError) as error:
                raise ConfigError(CODE, f"{path}, line {number}, column {name}: {error}; got {cell!r}") from None
        elif type(values[place]) is list:
            values[place] = []
    return values


def write_table(path: Path, rows: list[Row], row: type[Row]) -> None:
    """Write typed rows as a table that :func:`read_table` reads back.

    Args:
        path: The file to write; its folder must exist.
        rows: The rows, written in this order.
        row: Their struct; its fields are the columns.

    Raises:
        ValueError: A value holds a tab or a line break, or an item of a list holds ``|``.
    """
    names = _names(row)
    lines = ["\t".join(names)]
    for made in rows:
        lines.append("\t".join(_cell(getattr(made, name)) for name in names))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(CODE, f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except OSError as error:
        raise ConfigError(CODE, f"{path}: cannot be read ({error.strerror})") from None
    return [line.rstrip("\r") for line in text.split("\n")]


def _names(row: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(row)]


def _check_header(path: Path, header: list[str], row: type[msgspec.Struct]) -> None:
    fields = msgspec.structs.fields(row)
    if header in ([], [""]):
        raise ConfigError(CODE, f"{path}, line 1: no header line; expected the columns {', '.join(_names(row))}")
    known = {field.name for field in fields}
    for i, name in enumerate(header):
        if name not in known:
            raise ConfigError(
                CODE, f"{path}, line 1, column {i + 1}: unknown column {name!r}; known are {', '.join(_names(row))}"
            )
        if name in header[:i]:
            raise ConfigError(CODE, f"{path}, line 1, column {i + 1}: column {name!r} stands twice")
    missing = [field.name for field in fields if field.required and field.name not in header]
    if missing:
        raise ConfigError(CODE, f"{path}, line 1: column {missing[0]!r} is missing")


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return None if field.default is msgspec.NODEFAULT else field.default


def _columns(row: type[msgspec.Struct], header: list[str]) -> list[_Column]:
    hints = typing.get_type_hints(row)
    fields = msgspec.structs.fields(row)
    places = {field.name: (i, not field.required) for i, field in enumerate(fields)}
    return [(places[name][0], _maker(hints[name]), places[name][1], name) for name in header]


def _maker(hint: Any) -> Callable[[str], Any] | None:
    """Give what makes a field's value of a cell; None where the cell's text is the value."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin in (types.UnionType, typing.Union) and type(None) in arguments:
        return _maker(next(one for one in arguments if one is not type(None)))
    if origin is typing.Literal:
        return _chooser(arguments)
    if origin is list:
        item = _maker(arguments[0]) or str
        return lambda cell: [item(part) for part in cell.split("|")]
    return lambda cell: msgspec.convert(cell, hint, strict=False)


def _split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


_PLAIN: dict[Any, Callable[[str], Any] | None] = {str: None, int: int, list[str]: _split}


def _chooser(known: tuple[str, ...]) -> Callable[[str], str]:
    choice = {one: one for one in known}

    def choose(cell: str) -> str:
        try:
            return choice[cell]
        except KeyError:
            raise ValueError(f"expected one of {', '.join(known)}") from None

    return choose


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        items = [_cell(item) for item in value]
        if any("|" in item or not item for item in items):
            raise ValueError(f"an item of a list is empty or holds '|': {items}")
        return "|".join(items)
    text = str(int(value)) if isinstance(value, bool) else str(value)
    if "\t" in text or "\n" in text or "\r" in text:
        raise ValueError(f"a cell holds a tab or a line break: {text!r}")
    return text
