"""The golden files: what the shipped configurations make of the sample corpus.

A change of any lexicon or rule shows here, in words that a person can judge. After reading the difference, write the
files anew: ``python tests/test_golden.py``.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.chain import load
from pipeline.document import Document
from pipeline.ingest import expand, read
from support import ROOT

GOLDEN = ROOT / "tests" / "golden"
CORPORA = {"newspaper": "pages", "documents": "documents"}


def annotations(config: str) -> list[dict[str, Any]]:
    """Annotate the sample that belongs to a configuration, and say in short what was found."""
    pipeline = load(config)
    kind = "page" if config == "newspaper" else "document"
    inputs = expand([str(ROOT / "corpus" / "sample" / CORPORA[config])])
    return [short(made) for made in pipeline.stream(read(inputs, kind)) if isinstance(made, Document)]


def short(made: Document) -> dict[str, Any]:
    """Say what a record holds; text and tokens by their hash."""
    meta = {k: getattr(made.meta, k) for k in made.meta.__struct_fields__ if getattr(made.meta, k)}
    return {
        "id": made.id,
        "kind": made.kind,
        "title": made.title,
        "date": made.date,
        "meta": meta,
        "lines": made.origin.lines,
        "text": f"{len(made.text)} {digest(made.text)} {made.text[:12]}…{made.text[-12:]}".replace("\n", "⏎"),
        "tokens": f"{len(made.tokens.text)} {digest(' '.join(made.tokens.text))}",
        "sentences": len(made.sentences),
        "keywords": " ".join(k.text for k in made.keywords),
        "entities": [f"{e.start} {e.text} {e.label} {e.kind} {e.norm} {e.status} {e.by}" for e in made.entities],
        "topics": " ".join(t.code for t in made.topics),
    }


def digest(text: str) -> str:
    """Name a text by its content."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def path_of(config: str) -> Path:
    """Say where a configuration's golden file is."""
    return GOLDEN / f"{config}.json"


@pytest.mark.parametrize("config", list(CORPORA))
def test_the_sample_corpus_is_annotated_as_it_was(config: str) -> None:
    assert json.loads(json.dumps(annotations(config))) == json.loads(path_of(config).read_text("utf-8"))


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in CORPORA:
        path_of(name).write_text(json.dumps(annotations(name), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
