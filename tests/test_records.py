"""Records on disk."""

from pathlib import Path

import pytest

import pipeline
from pipeline.document import encode
from pipeline.errors import RecordError, UsageError
from pipeline.records import problems, read, write
from support import document, write_jsonl


def test_what_is_written_is_read(tmp_path: Path) -> None:
    documents = [document("甲", id="1"), document("", id="2"), document("𠮷\0😀", id="3")]
    assert write(tmp_path / "a.jsonl", documents) == 3
    assert list(read(tmp_path / "a.jsonl")) == documents
    assert list(pipeline.read(str(tmp_path / "a.jsonl"))) == documents


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n" + encode(document()) + b"\n\n")
    assert len(list(read(tmp_path / "a.jsonl"))) == 1
    assert list(problems(tmp_path / "a.jsonl")) == [None]


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(encode(document()) + b"\n\n{}\n")
    with pytest.raises(RecordError, match=r"a\.jsonl:3: "):
        list(read(tmp_path / "a.jsonl"))


def test_problems_name_line_and_path(tmp_path: Path) -> None:
    good = encode(document()).decode()
    lines = [
        good,
        good.replace('"text":"国务院印发通知。"', '"text":1'),
        good.replace(',"url":null', ""),
        good.replace('"sentences":[]', '"sentences":[{"start":0,"end":99}]'),
        good.replace('"sentences":[]', '"sentences":[{"start":0}]'),
        "nonsense",
        '{"id": "1", "text": "' + "\\ud800" + ' "}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = list(problems(tmp_path / "a.jsonl"))
    assert found[0] is None
    assert "a.jsonl:2: ZC501" in (found[1] or "")
    assert "$.text" in (found[1] or "")
    assert "a.jsonl:3: ZC503 missing key: $.meta.url" in (found[2] or "")
    assert "a.jsonl:4: ZC502 $.sentences[0]" in (found[3] or "")
    assert "a.jsonl:5: ZC501" in (found[4] or "")
    assert "$.sentences[0]" in (found[4] or "")
    assert "a.jsonl:6: ZC501" in (found[5] or "")
    assert "a.jsonl:7: ZC501" in (found[6] or "")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ZC206 .*none\.jsonl"):
        list(problems(tmp_path / "none.jsonl"))


def test_missing_keys_in_lists_are_named(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [])
    line = encode(document("甲")).decode().replace('"keywords":[]', '"keywords":[{"text":"甲","score":1.0,"count":1}]')
    line = line.replace('"entities":[]', '"entities":[{"start":0,"end":1,"text":"甲","label":"REGION","kind":"x"}]')
    path.write_text(line, encoding="utf-8")
    assert list(problems(path)) == [f"{path}:1: ZC503 missing key: $.entities[0].norm"]


def test_public_names_are_found_and_others_are_refused() -> None:
    assert pipeline.Document.__name__ == "Document"
    with pytest.raises(AttributeError, match="public names: Document"):
        _ = pipeline.nonsense
