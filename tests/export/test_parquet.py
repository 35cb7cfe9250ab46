"""Records as Parquet: nothing is lost, the same records give the same bytes, a run writes either form."""

import json
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.document import Document, Entity, Keyword, Meta, Tokens, Topic, encode
from pipeline.ingest import expand, read
from pipeline.run import RunOptions, run
from support import document, write_jsonl

pytest.importorskip("pyarrow")

RECORDS = [
    document(
        "国务院印发通知。",
        id="1",
        title="题",
        date="2021-03-05",
        meta=Meta(source="报", authors=["甲", "乙"], extra={"版": "3"}),
        tokens=Tokens(["国务院", "印发", "通知", "。"], ["nt", "v", "n", "w"]),
        keywords=[Keyword("通知", 0.5, 1), Keyword("印发", 0.25, 1)],
        entities=[Entity(0, 3, "国务院", "AGENCY", "central", norm="国务院")],
        topics=[Topic("01", "综合", 0.75)],
    ),
    document("", id="2"),
]


def test_the_nested_form_gives_back_the_records(tmp_path: Path) -> None:
    from pipeline.export.parquet import ParquetTables

    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for path in paths:
        tables = ParquetTables({"part": path})
        for record in RECORDS:
            tables.write(encode(record))
        assert tables.close() == {"part": 2}
    assert list(read(expand([str(paths[0])]))) == RECORDS
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_flat_tables_join_by_the_document(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from pipeline.export.columns import TABLES
    from pipeline.export.parquet import ParquetTables

    tables = ParquetTables({name: tmp_path / f"{name}.parquet" for name in ("documents", *TABLES)})
    for record in RECORDS:
        tables.write(encode(record))
    assert tables.close() == {"documents": 2, "entities": 1, "keywords": 2, "relations": 0, "topics": 1}
    rows = {name: pq.read_table(tmp_path / f"{name}.parquet").to_pylist() for name in ("documents", *TABLES)}
    assert [(r["id"], r["meta_source"], r["meta_extra"]) for r in rows["documents"]] == [
        ("1", "报", [("版", "3")]),
        ("2", None, []),
    ]
    assert [(r["document"], r["position"], r["text"]) for r in rows["keywords"]] == [("1", 0, "通知"), ("1", 1, "印发")]
    assert (rows["entities"][0]["label"], rows["entities"][0]["norm"]) == ("AGENCY", "国务院")
    assert rows["topics"] == [{"document": "1", "position": 0, "code": "01", "name": "综合", "score": 0.75}]


@pytest.mark.parametrize("format", ["jsonl.gz", "jsonl.zst", "parquet"])
def test_a_run_writes_the_same_records_in_every_form(tmp_path: Path, format: str) -> None:
    if format.endswith("zst"):
        pytest.importorskip("zstandard")
    source = write_jsonl(tmp_path / "in.jsonl", [{"id": str(i), "text": f"第{i}篇。"} for i in range(25)])
    config = load_config("documents", {"pipeline.stages": ["clean"]})
    made: dict[str, list[bytes]] = {}
    for name, form in (("plain", "jsonl"), ("one", format), ("two", format)):
        result = run(config, expand([str(source)]), tmp_path / name, RunOptions(shard_documents=10, format=form))
        documents = list(read(expand([str(p) for p in result.parts])))
        made[name] = [encode(d) for d in documents if isinstance(d, Document)]
    assert made["one"] == made["plain"]
    assert [json.loads(line)["id"] for line in made["plain"]] == [str(i) for i in range(25)]
    parts = [sorted((tmp_path / name).glob("part-*")) for name in ("one", "two")]
    assert [p.read_bytes() for p in parts[0]] == [p.read_bytes() for p in parts[1]]
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_bytes())
    assert [(f["file"], f["lines"]) for f in manifest["files"]] == [
        (f"part-0000{i}.{format}", n) for i, n in enumerate((10, 10, 5))
    ]


def test_a_run_writes_flat_tables(tmp_path: Path) -> None:
    import pyarrow.dataset as ds

    source = write_jsonl(tmp_path / "in.jsonl", [{"id": str(i), "text": f"第{i}篇。"} for i in range(25)])
    config = load_config("documents", {"pipeline.stages": ["clean"]})
    options = RunOptions(shard_documents=10, format="tables")
    result = run(config, expand([str(source)]), tmp_path / "out", options)
    assert len(result.parts) == 15
    documents = ds.dataset(tmp_path / "out" / "documents").to_table().to_pylist()
    assert [d["id"] for d in documents] == [str(i) for i in range(25)]
    run(config, expand([str(source)]), tmp_path / "out", RunOptions(shard_documents=25, force=True))
    assert not (tmp_path / "out" / "documents").exists()


def test_stretches_are_joined_to_what_one_worker_would_have_written(tmp_path: Path) -> None:
    from pipeline.chain import build
    from pipeline.run.blocks import blocks
    from pipeline.run.shard import annotate_block, join_stretches

    source = write_jsonl(tmp_path / "in.jsonl", [{"id": str(i), "text": f"第{i}篇。"} for i in range(25)])
    pipeline = build(load_config("documents", {"pipeline.stages": ["clean"]}))
    [block] = blocks(expand([str(source)]), 1 << 20, 100)
    for format in ("jsonl.gz", "parquet"):
        whole = annotate_block(pipeline, block, tmp_path, "document", format=format)
        stretches = [
            annotate_block(pipeline, block, tmp_path, "document", start=a, stop=b) for a, b in ((7, 25), (0, 7))
        ]
        joined = join_stretches(stretches, tmp_path, format)
        assert joined.shard.files == whole.shard.files
        assert joined.shard.balance == whole.shard.balance
        assert joined.shard.summary == whole.shard.summary
