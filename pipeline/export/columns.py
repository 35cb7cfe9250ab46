"""Columns for records: the Arrow types come from the record's own structs, so that no field is forgotten."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

from pipeline.document import Document
from pipeline.errors import ConfigError

Value: TypeAlias = Any
Column: TypeAlias = tuple[str, Any, Callable[[dict[str, Value]], Value]]
"""Name, Arrow type, and how its value is had from a record that was read as plain data."""

TABLES = ("entities", "keywords", "relations", "topics")
"""Lists of the record that become tables of their own, one row an item."""
LEFT_OUT = ("sentences", "tokens")
"""Lists that are no table: they are in the nested form."""


def arrow() -> Any:
    """Give the module pyarrow.

    Raises:
        ConfigError: ZC132 if it is not installed.
    """
    try:
        import pyarrow
    except ImportError:
        raise ConfigError("ZC132", "Parquet needs the package pyarrow: pip install 'zhengce[parquet]'") from None
    return pyarrow


def nested_columns() -> list[Column]:
    """Give the columns of the nested form: the keys of the record.

    Returns:
        Columns in the order of the record.
    """
    return [(f.encode_name, *_typed(f.type, f.encode_name)) for f in _fields(Document)]


def flat_columns() -> dict[str, list[Column]]:
    """Give the columns of the flat tables.

    Returns:
        Table to columns: ``documents`` (one row a record, structs as ``meta_source`` and so on), and one for each of
        :data:`TABLES` (one row an item: ``document`` is the record's id, ``position`` counts from 0).
    """
    pa = arrow()
    fields = {f.encode_name: f.type for f in _fields(Document)}
    own = [c for n, t in fields.items() if n not in (*TABLES, *LEFT_OUT) for c in _flat(n, t, (n,))]
    made = {"documents": own}
    for name in TABLES:
        item = fields[name]
        assert isinstance(item, inspect.ListType)
        assert isinstance(item.item_type, inspect.StructType)
        columns = [c for f in item.item_type.fields for c in _flat(f.encode_name, f.type, (f.encode_name,))]
        keys: list[Column] = [("document", pa.string(), _get("document")), ("position", pa.int32(), _get("position"))]
        made[name] = keys + columns
    return made


def rows(table: str, record: dict[str, Value]) -> Iterator[dict[str, Value]]:
    """Give a record's rows of a flat table.

    Args:
        table: ``documents`` or one of :data:`TABLES`.
        record: The record as plain data.

    Yields:
        Rows as plain data, for that table's columns.
    """
    if table == "documents":
        yield record
        return
    for position, item in enumerate(record[table]):
        yield {"document": record["id"], "position": position, **item}


def _fields(struct: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return info.fields


def _flat(name: str, kind: inspect.Type, path: tuple[str, ...]) -> Iterator[Column]:
    known = _without_none(kind)
    if isinstance(known, inspect.StructType):
        for field in known.fields:
            yield from _flat(f"{name}_{field.encode_name}", field.type, (*path, field.encode_name))
    else:
        type_, shape = _arrow_type(known)
        yield name, type_, _get(*path, shape=shape)


def _typed(kind: inspect.Type, key: str) -> tuple[Any, Callable[[dict[str, Value]], Value]]:
    type_, shape = _arrow_type(_without_none(kind))
    return type_, _get(key, shape=shape)


def _get(*path: str, shape: Callable[[Value], Value] | None = None) -> Callable[[dict[str, Value]], Value]:
    def get(record: dict[str, Value]) -> Value:
        value: Value = record
        for key in path:
            value = value[key] if value is not None else None
        return value if shape is None or value is None else shape(value)

    return get


def _without_none(kind: inspect.Type) -> inspect.Type:
    if isinstance(kind, inspect.UnionType):
        [kind] = [t for t in kind.types if not isinstance(t, inspect.NoneType)]
    return kind


def _arrow_type(kind: inspect.Type) -> tuple[Any, Callable[[Value], Value] | None]:
    """Give the Arrow type, and how a value must be shaped for it: a mapping is a list of pairs."""
    pa = arrow()
    kind = _without_none(kind)
    match kind:
        case inspect.DictType():
            return pa.map_(pa.string(), _arrow_type(kind.value_type)[0]), lambda value: list(value.items())
        case inspect.TupleType():
            return pa.list_(_arrow_type(kind.item_types[0])[0]), None
        case inspect.ListType():
            item, shape = _arrow_type(kind.item_type)
            return pa.list_(item), None if shape is None else lambda value: [shape(v) for v in value]
        case inspect.StructType():
            parts = [(f.encode_name, *_arrow_type(f.type)) for f in kind.fields]
            shapes = {name: shape for name, _, shape in parts if shape is not None}
            return pa.struct([(name, type_) for name, type_, _ in parts]), _reshape(shapes) if shapes else None
    plain = {inspect.IntType: pa.int64(), inspect.FloatType: pa.float64(), inspect.BoolType: pa.bool_()}
    return plain.get(type(kind), pa.string()), None


def _reshape(shapes: dict[str, Callable[[Value], Value]]) -> Callable[[Value], Value]:
    def shape(value: dict[str, Value]) -> dict[str, Value]:
        return {**value, **{k: f(value[k]) for k, f in shapes.items() if value[k] is not None}}

    return shape
