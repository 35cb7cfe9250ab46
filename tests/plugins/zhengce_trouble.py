"""A package of stages that do what documents fear: its documents say what is to happen to them."""

import os
import re
import signal
import time
from typing import ClassVar

import msgspec

from pipeline.document import Document, Keyword


class TroubleSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No settings."""


class Trouble:
    """Raises, hangs, dies or eats memory where the text says so; otherwise gives the text's length as a key term."""

    name: ClassVar[str] = "trouble"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ("keywords",)
    Settings: ClassVar[type[msgspec.Struct]] = TroubleSettings

    def __init__(self, settings: TroubleSettings, knowledge: object) -> None:  # noqa: ARG002
        self._delay = float(os.environ.get("TROUBLE_DELAY", "0"))  # seconds a document; no setting, which counts

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Handle a batch."""
        for document in batch:
            time.sleep(self._delay)
            _suffer(document.text)
            document.keywords = [Keyword(str(len(document.text)), 1.0, 1)]
        return batch


def _suffer(text: str) -> None:
    if "RAISE" in text:
        raise ValueError("as it was told to")
    if "HANG" in text:
        time.sleep(3600)
    if "SPIN" in text:
        re.match(r"(?:a|aa)+$", "a" * 60 + "b")  # native code that takes years, and lets no Python run meanwhile
    if "SEGV" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "EXIT" in text:
        raise SystemExit(3)
    if "EAT" in text:
        eaten = []
        while True:
            eaten.append(bytearray(64 << 20))


class Thin:
    """Leaves documents out."""

    name: ClassVar[str] = "thin"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ("text",)
    Settings: ClassVar[type[msgspec.Struct]] = TroubleSettings
    splits: ClassVar[bool] = True

    def __init__(self, settings: TroubleSettings, knowledge: object) -> None:
        pass

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Handle a batch."""
        return [d for d in batch if "DROP" not in d.text]
