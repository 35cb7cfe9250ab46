"""What tests share: small documents, stages and files made on the spot, and the command as a real process."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest

from pipeline.document import Document

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""

SHARED = os.environ.get("ZHENGCE_SHARED")
needs_shared = pytest.mark.skipif(not SHARED, reason="ZHENGCE_SHARED (gold, corpora) is not set")


def document(text: str = "国务院印发通知。", **fields: Any) -> Document:
    """Make a document; its id is ``d`` unless given."""
    return Document(**{"id": "d", "text": text, **fields})


def write_jsonl(path: Path, objects: Iterable[Any]) -> Path:
    """Write plain objects as JSONL, Chinese unescaped."""
    path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects), encoding="utf-8")
    return path


def read_jsonl(path: Path) -> list[Any]:
    """Read JSONL as plain objects."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def zhengce(*arguments: str | Path, given: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=cwd or ROOT,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


class NoSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stage without settings."""


class Step:
    """A stage made of one function on one document; tests subclass it or call :func:`step`."""

    name: ClassVar[str] = "step"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ()
    Settings: ClassVar[type[msgspec.Struct]] = NoSettings
    splits: ClassVar[bool] = False

    def one(self, document: Document) -> list[Document]:
        """Handle one document."""
        return [document]

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Handle each document by itself."""
        return [made for d in batch for made in self.one(d)]


def step(
    name: str,
    one: Any,
    requires: tuple[str, ...] = ("text",),
    assigns: tuple[str, ...] = (),
    splits: bool = False,
) -> Step:
    """Make a stage of a function from a document to documents, or to None for the same one."""

    def run(_self: Step, document: Document) -> list[Document]:
        made = one(document)
        return [document] if made is None else made

    body = {"name": name, "requires": requires, "assigns": assigns, "splits": splits, "one": run}
    made: Step = type(name.title(), (Step,), body)()
    return made
