"""What becomes of a document besides an annotated record: a dead letter, or dropped with a reason."""

import msgspec


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


class Dropped(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One document that a stage left out on purpose."""

    id: str
    stage: str
    reason: str
