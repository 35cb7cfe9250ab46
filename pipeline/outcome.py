"""What becomes of a document besides an annotated record: a dead letter, or dropped with a reason; and the books."""

import msgspec

from pipeline.document import Document, encode
from pipeline.errors import RecordError, ZhengceError


class DeadLetter(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One input, or one document of it, that could not be annotated; nothing is lost in silence.

    ``path`` and ``line`` say where the input stands; ``stage`` is ``ingest`` where it could not even be read;
    ``input`` is the text or the line as it came, so that it can be mended and run again.
    """

    id: str | None
    path: str | None
    line: int | None
    stage: str
    code: str
    message: str
    traceback: str | None = None
    input: str | None = None

    @classmethod
    def of(cls, document: Document, stage: str, code: str, message: str, traceback: str | None = None) -> "DeadLetter":
        """Make the dead letter of a document.

        Args:
            document: The document.
            stage: Where it failed.
            code: The error's code.
            message: What was wrong.
            traceback: Where in the code, for faults that are not errors of ours.

        Returns:
            The dead letter, with the document's place and text.
        """
        lines = document.origin.lines
        return cls(
            id=_writable(document.id),
            path=document.origin.path,
            line=lines[0] if lines else None,
            stage=stage,
            code=code,
            message=_writable(message),
            traceback=None if traceback is None else _writable(traceback),
            input=_writable(document.text),
        )


def _writable(text: str) -> str:
    """Write lone surrogates as ``\\ud800``: what could not be written must not stop its own dead letter."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class Dropped(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One document that a stage left out on purpose."""

    id: str
    stage: str
    reason: str


class Balance(msgspec.Struct):
    """The books of a run, in documents: what came in is what went out, was dropped, or died.

    ``split`` counts what splitting added: articles beyond the first of a page.
    """

    inputs: int = 0
    split: int = 0
    written: int = 0
    dropped: int = 0
    dead: int = 0

    def add(self, other: "Balance") -> None:
        """Add another run's or shard's books to these.

        Args:
            other: The other books.
        """
        for field in self.__struct_fields__:
            setattr(self, field, getattr(self, field) + getattr(other, field))

    def check(self) -> None:
        """See that nothing was lost.

        Raises:
            ZhengceError: ZC901 if inputs and articles made by splitting are not all accounted for.
        """
        if self.inputs + self.split != self.written + self.dropped + self.dead:
            raise ZhengceError("ZC901", f"the balance does not hold, documents were lost: {self.text()}")

    def text(self) -> str:
        """Word the balance in one line."""
        made = f" + {self.split:,} made by splitting" if self.split else ""
        return (
            f"{self.inputs:,} in{made} = {self.written:,} out + {self.dropped:,} dropped + {self.dead:,} dead letters"
        )


def line_of(document: Document) -> bytes | DeadLetter:
    """Give a record's line, or the dead letter of a record whose layers do not fit its text.

    Args:
        document: The annotated record.

    Returns:
        The line without its line break; a dead letter of stage ``write`` if the record fails its own check.
    """
    try:
        return encode(document)
    except RecordError as error:
        return DeadLetter.of(document, "write", error.code, error.message)
