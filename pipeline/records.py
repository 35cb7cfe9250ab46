"""Annotated records on disk: read, write and check JSONL."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.document import Document, check, decode, encode
from pipeline.errors import RecordError, UsageError


def read(path: str | Path) -> Iterator[Document]:
    """Read annotated records.

    Args:
        path: A JSONL file that this package wrote.

    Yields:
        The records, in order.

    Raises:
        RecordError: ZC501 if a line is no record, with file and line.
    """
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield decode(line)
                except RecordError as error:
                    raise RecordError(error.code, f"{path}:{number}: {error.message}") from None


def write(path: str | Path, documents: Iterable[Document]) -> int:
    """Write annotated records.

    Args:
        path: The JSONL file to make or replace.
        documents: The records, in order.

    Returns:
        How many were written.

    Raises:
        RecordError: ZC502 if a record's layers do not fit its text.
    """
    count = 0
    with open(path, "wb") as file:
        for document in documents:
            file.write(encode(document) + b"\n")
            count += 1
    return count


def problems(path: str | Path) -> Iterator[str | None]:
    """Check every line of a file of records.

    Args:
        path: A JSONL file.

    Yields:
        For each line that is not blank None where it is well, else ``file:line: what is wrong``, with the path of the
        value in the record.

    Raises:
        UsageError: ZC206 if the file cannot be read.
    """
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    wrong = _problem(line)
                    yield f"{path}:{number}: {wrong}" if wrong else None
    except OSError as error:
        raise UsageError("ZC206", f"{path}: cannot be read: {error.strerror}") from None


def _problem(line: bytes) -> str | None:
    try:
        document = decode(line)
        check(document)
    except RecordError as error:
        return str(error)
    missing = _missing(msgspec.json.decode(line), msgspec.to_builtins(document), "$")
    return f"ZC503 missing key: {missing}" if missing else None


def _missing(given: Any, whole: Any, path: str) -> str | None:
    """Give the path of the first key that a whole record has and this one has not."""
    if isinstance(whole, dict):
        for key, value in whole.items():
            if key not in given:
                return f"{path}.{key}"
            if found := _missing(given[key], value, f"{path}.{key}"):
                return found
    elif isinstance(whole, list):
        for i, value in enumerate(whole):
            if found := _missing(given[i], value, f"{path}[{i}]"):
                return found
    return None
