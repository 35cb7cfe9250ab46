"""A record depends on its own document alone: not on what was annotated before, in what batches, by which process."""

import pytest

from pipeline.chain import load
from pipeline.document import Document, encode
from support import ROOT

TEXTS = [p.read_text("utf-8") for p in sorted((ROOT / "corpus" / "sample" / "documents").glob("*.txt"))]
DOCUMENTS = [(f"{i}/{j}", text[j : j + 700]) for i, text in enumerate(TEXTS) for j in range(0, len(text), 700)]


def annotated(order: list[tuple[str, str]], batch: int) -> dict[str, bytes]:
    pipeline = load("documents", {"pipeline.batch_size": batch})
    made = pipeline(Document(id=id, text=text, date="2021-03-05") for id, text in order)
    return {d.id: encode(d).partition(b'"provenance"')[0] for d in made}


@pytest.mark.slow
def test_a_record_does_not_depend_on_the_documents_before_it() -> None:
    forward = annotated(DOCUMENTS, 64)
    assert annotated(DOCUMENTS[::-1], 5) == forward
    assert annotated(DOCUMENTS[::7], 1) == {id: forward[id] for id, _ in DOCUMENTS[::7]}
