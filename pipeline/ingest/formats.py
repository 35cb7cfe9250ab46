"""One reader a format: a piece of bytes in, documents and dead letters out."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from pipeline.document import Document, Kind, Meta, Origin, decode
from pipeline.errors import InputError, ZhengceError
from pipeline.ingest.dates import iso_date
from pipeline.ingest.encodings import decode_bytes
from pipeline.ingest.inputs import LINES, ROWS, TEXT
from pipeline.ingest.pieces import Piece
from pipeline.outcome import DeadLetter

Items = Iterator[Document | DeadLetter]
Reader = Callable[[Piece, Kind], Items]

_KEPT = frozenset(("id", "text", "title", "date"))
_line = msgspec.json.Decoder()


def read_text(piece: Piece, kind: Kind) -> Items:
    """Read a text file as one document.

    Args:
        piece: The whole file.
        kind: ``page`` or ``document``.

    Yields:
        The document, its origin naming the encoding; a dead letter if the bytes are in none that is known.
    """
    try:
        text, encoding = decode_text(piece.data, piece.path)
    except InputError as error:
        yield dead_letter(error, piece.name, piece.path, piece.data.decode("utf-8", "backslashreplace"))
        return
    lines = text.count("\n") + (not text.endswith("\n"))
    yield Document(id=piece.name, kind=kind, text=text, origin=Origin(piece.path, 0, (1, max(1, lines)), encoding))


def decode_text(raw: bytes, path: str | None, line: int = 1) -> tuple[str, str]:
    """Decode a text file's bytes, as :func:`decode_bytes`; line ends become ``\\n``.

    Args:
        raw: The bytes.
        path: Where they come from, for the error.
        line: The number of their first line, for the error.

    Returns:
        The text, and the encoding.

    Raises:
        InputError: ZC301 if they are in none of the encodings, with the line of the first byte that is no UTF-8.
    """
    found = decode_bytes(raw)
    if found is None:
        at = _first_bad(raw)
        what = f"byte {at} is no UTF-8, and the whole neither GB18030 nor Big5; save the file as UTF-8"
        raise InputError("ZC301", what, path or "", line + raw.count(b"\n", 0, at))
    text, encoding = found
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _first_bad(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def read_jsonl(piece: Piece, kind: Kind) -> Items:  # noqa: ARG001 (one signature for all readers)
    """Read lines of JSONL: our own records, or objects with ``text`` and optionally ``id``, ``title``, ``date``.

    Args:
        piece: Lines; an object without ``id`` gets ``name/position`` in its file, from 1.
        kind: Not used: a record is a document already.

    Yields:
        A document for each line that is not blank; a dead letter for each that cannot be read. Never raises.
    """
    index = piece.index
    for number, line in enumerate(io.BytesIO(piece.data), piece.line + 1):
        if line.isspace():
            continue
        try:
            yield _record(line, number, index, piece.name, piece.path)
        except InputError as error:
            shown = line.decode("utf-8", "backslashreplace").rstrip("\r\n")
            yield dead_letter(error, f"{piece.name}/{index + 1}", piece.path, shown)
        index += 1


def _record(line: bytes, number: int, index: int, name: str, path: str | None) -> Document:
    where = (path or "", number)
    if number == 1:
        line = line.removeprefix(b"\xef\xbb\xbf")
    encoding = "utf-8"
    try:
        try:
            data = _line.decode(line)
        except UnicodeDecodeError:
            text, encoding = decode_text(line, path, number)
            line = text.encode()
            data = _line.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InputError("ZC302", f"not JSON: {error}", *where) from None
    if not isinstance(data, dict):
        raise InputError("ZC303", f"a line must be a JSON object, not {type(data).__name__}", *where)
    if "schema" in data and "provenance" in data:
        try:
            return decode(line)
        except ZhengceError as error:
            raise InputError("ZC304", error.message, *where) from None
    return _foreign(data, name, Origin(path, index, (number, number), encoding), where)


def _foreign(data: dict[str, Any], name: str, origin: Origin, where: tuple[str, int]) -> Document:
    text = data.get("text")
    if not isinstance(text, str):
        what = "no key 'text'" if "text" not in data else f"'text' is {type(text).__name__}, not a string"
        raise InputError("ZC305", f"{what}; keys here: {', '.join(sorted(data)) or 'none'}", *where)
    for key in ("title", "date"):
        if not isinstance(data.get(key, ""), str) and data[key] is not None:
            raise InputError("ZC305", f"{key!r} is {type(data[key]).__name__}, not a string", *where)
    given, written = data.get("id"), data.get("date")
    date = iso_date(written) if written else None
    kept = _KEPT if date or not written else _KEPT - {"date"}  # a date that cannot be read is kept as it came
    extra = {k: v if isinstance(v, str) else msgspec.json.encode(v).decode() for k, v in data.items() if k not in kept}
    return Document(
        id=f"{name}/{origin.index + 1}" if given is None else str(given),
        title=data.get("title") or None,
        date=date,
        text=text,
        meta=Meta(extra=extra),
        origin=origin,
    )


def dead_letter(error: InputError, name: str, path: str | None, given: str) -> DeadLetter:
    """Make the dead letter of an input that cannot be read.

    Args:
        error: What was wrong.
        name: The id that the document would have had.
        path: Where the file is.
        given: What stood there, undecodable bytes as ``\\xNN``.

    Returns:
        The dead letter, of stage ``ingest``.
    """
    return DeadLetter(
        id=name, path=path, line=error.line, stage="ingest", code=error.code, message=error.message, input=given
    )


def read_piece(piece: Piece, text_kind: Kind) -> Items:
    """Read the documents of a piece.

    Args:
        piece: The piece.
        text_kind: What a text file is: ``page`` or ``document``.

    Yields:
        ``piece.documents`` documents and dead letters, in order.
    """
    if piece.fault is not None:
        yield dead_letter(InputError("ZC306", f"cannot be read: {piece.fault}"), piece.name, piece.path, "")
    else:
        yield from FORMATS[piece.format](piece, text_kind)


FORMATS: dict[str, Reader] = {**dict.fromkeys(TEXT, read_text), **dict.fromkeys((*LINES, *ROWS), read_jsonl)}
"""File ending to reader: the seam for further formats."""
