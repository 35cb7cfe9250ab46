"""Cutting and joining gives all documents in order, whatever the limits and the files."""

import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.ingest import expand, read
from pipeline.ingest.inputs import Input
from pipeline.outcome import DeadLetter
from pipeline.run.blocks import Block, Fault, blocks, documents_of

LINES = st.lists(st.sampled_from(["", " ", "[1]", "{", *(json.dumps({"text": "字" * n}) for n in (0, 1, 9, 200))]))
FILES = st.lists(
    st.one_of(
        LINES.map(lambda lines: (".jsonl", "\n".join(lines))),
        LINES.map(lambda lines: (".jsonl.gz", "\n".join(lines) + "\n")),
        st.text("字\n", max_size=300).map(lambda text: (".txt", text)),
    ),
    min_size=1,
    max_size=6,
)


def inputs(folder: str, files: list[tuple[str, str]]) -> list[Input]:
    paths = []
    for i, (ending, text) in enumerate(files):
        path = Path(folder) / f"{i}{ending}"
        data = text.encode()
        path.write_bytes(gzip.compress(data) if ending.endswith(".gz") else data)
        paths.append(str(path))
    return expand(paths)


def told(items: list[Document | DeadLetter]) -> list[tuple[str | None, object]]:
    return [(i.id, i.origin if isinstance(i, Document) else (i.path, i.line, i.input)) for i in items]


def everything(cut: list[Block]) -> list[Document | DeadLetter]:
    return [item for block in cut for item in documents_of(block, "document")]


@given(FILES, st.integers(1, 3000), st.integers(1, 12), st.none() | st.integers(0, 20))
def test_blocks_joined_give_all_documents_in_order(
    files: list[tuple[str, str]], limit_bytes: int, limit_documents: int, limit: int | None
) -> None:
    with TemporaryDirectory() as folder:
        found = inputs(folder, files)
        cut = list(blocks(found, limit_bytes, limit_documents, limit))
        whole = list(read(found, "document", limit=limit))
    assert told(everything(cut)) == told(whole)
    assert [b.number for b in cut] == list(range(len(cut)))
    assert sum(b.documents for b in cut) == len(whole)
    for block in cut:
        assert 1 <= block.documents <= limit_documents
        assert block.size() <= limit_bytes or len(block.pieces) == 1
    with TemporaryDirectory() as folder:
        again = list(blocks(inputs(folder, files), limit_bytes, limit_documents, limit))
    assert [b.digest() for b in again] == [b.digest() for b in cut]


@given(FILES, st.integers(1, 12), st.data())
def test_stretches_of_a_block_joined_give_the_block(
    files: list[tuple[str, str]], limit_documents: int, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        cut = list(blocks(inputs(folder, files), 10_000, limit_documents))
    for block in cut:
        at = data.draw(st.integers(0, block.documents))
        first = list(documents_of(block, "document", 0, at))
        second = list(documents_of(block, "document", at))
        assert told(first + second) == told(everything([block]))


def test_a_document_that_is_left_out_keeps_its_place(tmp_path: Path) -> None:
    [block] = blocks(inputs(str(tmp_path), [(".jsonl", '{"text": "一"}\n{"text": "二"}\n{"text": "三"}')]), 1000, 10)
    skip = {1: Fault("topics@1", "ZC412", "killed its worker (signal SIGSEGV)")}
    items = list(documents_of(block, "document", 1, 3, skip))
    assert [type(i) for i in items] == [DeadLetter, Document]
    [letter, _] = items
    assert isinstance(letter, DeadLetter)
    assert (letter.id, letter.line, letter.stage, letter.code, letter.input) == ("0/2", 2, "topics@1", "ZC412", "二")


def test_another_byte_or_place_is_another_block(tmp_path: Path) -> None:
    def digests(*texts: str) -> list[str]:
        return [b.digest() for b in blocks(inputs(str(tmp_path), [(".txt", t) for t in texts]), 1, 1)]

    first = digests("一", "二")
    assert digests("一", "三")[0] == first[0]
    assert digests("一", "三")[1] != first[1]
    assert digests("二")[0] not in first
