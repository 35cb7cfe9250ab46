"""Inputs as Zstandard and Parquet: the documents of the plain file, broken ones told of."""

import json
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.ingest import expand, read
from pipeline.outcome import DeadLetter
from support import write_jsonl

DOCUMENTS = [{"id": str(i), "title": f"题{i}", "date": "2021-03-05", "text": f"第{i}篇。" * i} for i in range(600)]


def told(path: Path) -> list[tuple[str | None, str | None, str | None]]:
    items = read(expand([str(path)]))
    return [(i.id, i.text, i.date) if isinstance(i, Document) else (i.code, i.message, i.path) for i in items]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The documents as plain JSONL."""
    return write_jsonl(tmp_path / "in.jsonl", DOCUMENTS)


def test_zstandard_in_one_frame_or_several_is_the_plain_file(plain: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    packed = plain.with_name("packed.jsonl.zst")
    data, compress = plain.read_bytes(), zstandard.ZstdCompressor().compress
    for frames in (compress(data), compress(data[:1000]) + compress(b"") + compress(data[1000:])):
        packed.write_bytes(frames)
        assert told(packed) == told(plain)


@pytest.mark.parametrize("cut", [-1, 5, 200])
def test_zstandard_that_ends_too_soon_is_told_of(plain: Path, cut: int) -> None:
    zstandard = pytest.importorskip("zstandard")
    packed = plain.with_name("packed.jsonl.zst")
    packed.write_bytes(zstandard.ZstdCompressor().compress(plain.read_bytes())[:cut])
    code, message, path = told(packed)[-1]
    assert (code, path) == ("ZC306", str(packed))
    assert "Zstandard" in str(message)


def test_a_file_that_is_not_what_its_ending_says_is_one_dead_letter(tmp_path: Path) -> None:
    pytest.importorskip("zstandard")
    pytest.importorskip("pyarrow")
    for name in ("a.jsonl.zst", "b.parquet"):
        (tmp_path / name).write_bytes(b"something else altogether")
    items = list(read(expand([str(tmp_path)])))
    assert [(i.id, i.code) for i in items if isinstance(i, DeadLetter)] == [("a", "ZC306"), ("b", "ZC306")]


def test_rows_are_documents(plain: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import datetime

    import pyarrow.parquet as pq

    table = plain.with_name("table.parquet")
    rows = [{**d, "date": datetime.date(2021, 3, 5), "n": i, "none": None} for i, d in enumerate(DOCUMENTS)]
    pq.write_table(pa.Table.from_pylist(rows), table)
    assert told(table) == told(plain)
    third = list(read(expand([str(table)])))[2]
    assert isinstance(third, Document)
    assert third.meta.extra == {"n": "2", "none": "null"}
    assert third.origin.lines == (3, 3)


def test_rows_that_are_no_documents_are_dead_letters(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist([{"text": "一"}, {"text": None}]), tmp_path / "t.parquet")
    [good, bad] = read(expand([str(tmp_path / "t.parquet")]))
    assert isinstance(good, Document)
    assert isinstance(bad, DeadLetter)
    assert (bad.code, bad.line, json.loads(bad.input or "")) == ("ZC305", 2, {"text": None})
