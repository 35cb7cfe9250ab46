"""The record: every key on every line, offsets that hold, a schema that says so."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import (
    Candidate,
    Document,
    Entity,
    Keyword,
    Meta,
    Origin,
    Provenance,
    Span,
    Tokens,
    Topic,
    check,
    decode,
    encode,
    schema,
)
from pipeline.errors import RecordError
from support import document

KEYS = [
    "schema", "id", "kind", "title", "date", "text", "meta", "origin", "sentences", "tokens", "keywords", "entities",
    "regions", "relations", "topics", "provenance",
]  # fmt: skip


def full() -> Document:
    text = "苏州市发布《数字乡村行动方案》。"
    return Document(
        id="p/1",
        kind="article",
        title="数字乡村有了方案",
        date="2021-12-17",
        text=text,
        meta=Meta(
            "政策法规", "江苏", "副题", ["小标题"], "滨江日报", ["周远"], "第一版", True, ["苏州市"], "苏政〔2021〕1号",
            "u", {"a": "1"},
        ),
        origin=Origin("pages/p.md", 0, (3, 9), "utf-8"),
        sentences=[Span(0, len(text))],
        tokens=Tokens(["苏州市", "发布", "《数字乡村行动方案》", "。"], ["ns", "v", "nz", "w"]),
        keywords=[Keyword("数字乡村", 0.5, 1)],
        entities=[
            Entity(
                start=0, end=3, text="苏州市", label="REGION", kind="prefecture", norm="320500", name="江苏省苏州市",
                status="ambiguous", candidates=[Candidate("1", "某")], by="regions:x",
            ),
            Entity(5, 15, "《数字乡村行动方案》", "POLICY", "title"),
        ],
        topics=[Topic("agriculture", "农业农村", 0.9)],
        provenance=Provenance("zhengce 0", "newspaper:0", ["segment@1"], {"words": "0"}),
    )  # fmt: skip


def test_a_record_survives_its_line() -> None:
    assert decode(encode(full())) == full()
    assert decode(encode(full()).decode()) == full()


def test_every_key_is_on_every_line_in_the_fixed_order() -> None:
    for made in (document(), full()):
        line = json.loads(encode(made))
        assert list(line) == KEYS
        assert list(line["meta"]) == [
            "column", "kicker", "subtitle", "subheads", "source", "authors", "continued_from", "continues", "agency",
            "doc_number", "url", "extra",
        ]  # fmt: skip
        assert list(line["origin"]) == ["path", "index", "lines", "encoding"]
        assert list(line["tokens"]) == ["text", "pos"]
        assert list(line["provenance"]) == ["pipeline", "config", "stages", "models"]
    assert list(json.loads(encode(full()))["entities"][0]) == [
        "start", "end", "text", "label", "kind", "norm", "name", "current", "policy", "number", "issued", "issuer",
        "status",
        "candidates", "by",
    ]  # fmt: skip


def test_chinese_stands_unescaped_and_a_line_has_no_line_break() -> None:
    line = encode(document("北京\n上海\u2028"))
    assert "北京" in line.decode()
    assert b"\n" not in line


def test_the_schema_is_valid_and_holds_for_records() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    for made in (document(), full()):
        validator.validate(json.loads(encode(made)))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "poem"},
        {"text": None},
        {"more": 1},
        {"tokens": {"text": []}},
        {"sentences": [[0, 1]]},
        {"origin": {"path": None, "index": 0, "lines": [1], "encoding": None}},
    ],
)
def test_the_schema_refuses_what_is_no_record(change: dict[str, Any]) -> None:
    line = {**json.loads(encode(full())), **change}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(line, schema())
    without = {k: v for k, v in json.loads(encode(full())).items() if k != "topics"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(without, schema())


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (b"{", "truncated"),
        (b"[]", "array"),
        (b'{"id": "1"}', "text"),
        (b'{"id": "1", "text": 5}', r"\$\.text"),
        (b'{"id": "1", "text": "", "entities": [{"start": "0"}]}', r"\$\.entities\[0\]\.start"),
        (b'{"id": "1", "text": "", "nonsense": 1}', "nonsense"),
        (b'{"id": "1", "text": "\xff"}', "ZC501"),
        (b'{"id": "1", "text": "\\ud800 "}', "ZC501"),
        (b'{"id": "1", "text": "", "entities": ' + b"[" * 100_000, "ZC501"),
    ],
)
def test_a_line_that_is_no_record_is_refused_with_its_path(line: bytes, path: str) -> None:
    with pytest.raises(RecordError, match=rf"(?=ZC501 ).*{path}"):
        decode(line)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"tokens": Tokens(["苏州"], ["ns"])}, r"\$\.tokens\.text"),
        ({"tokens": Tokens(["苏州市发布《数字乡村行动方案》。"], [])}, r"\$\.tokens: 1 words but 0"),
        ({"entities": [Entity(0, 3, "苏州", "REGION", "prefecture")]}, r"\$\.entities\[0\].*'苏州市', not '苏州'"),
        ({"entities": [Entity(-3, 3, "苏州市", "REGION", "prefecture")]}, r"\$\.entities\[0\]"),
        ({"entities": [Entity(3, 3, "", "REGION", "prefecture")]}, r"\$\.entities\[0\]"),
        ({"entities": [Entity(15, 17, "。", "REGION", "prefecture")]}, r"\$\.entities\[0\]"),
        (
            {"entities": [Entity(3, 5, "发布", "REGION", "x"), Entity(0, 3, "苏州市", "REGION", "x")]},
            r"\$\.entities\[1\].*sorted",
        ),
        (
            {"entities": [Entity(0, 2, "苏州", "REGION", "x"), Entity(0, 3, "苏州市", "REGION", "x")]},
            r"\$\.entities\[1\].*longest first",
        ),
        ({"sentences": [Span(0, 99)]}, r"\$\.sentences\[0\]"),
        ({"sentences": [Span(0, 5), Span(4, 6)]}, r"\$\.sentences\[1\]"),
        ({"sentences": [Span(2, 2)]}, r"\$\.sentences\[0\]"),
    ],
)
def test_layers_that_do_not_fit_the_text_are_refused(change: dict[str, Any], path: str) -> None:
    made = full()
    for key, value in change.items():
        setattr(made, key, value)
    with pytest.raises(RecordError, match=f"ZC502 .*{path}"):
        check(made)
    with pytest.raises(RecordError, match="ZC502"):
        encode(made)


def test_tokens_of_a_text_that_is_not_cut_yet_may_be_missing() -> None:
    check(document("还没有分词。"))


@pytest.mark.parametrize("field", ["text", "title", "id"])
def test_a_lone_surrogate_cannot_be_written_and_is_refused(field: str) -> None:
    made = document()
    setattr(made, field, "前\ud800后")
    with pytest.raises(RecordError, match=r"ZC504 .*surrogate"):
        encode(made)


@given(st.text(), st.none() | st.text())
def test_any_text_survives(text: str, title: str | None) -> None:
    made = document(text, title=title)
    assert decode(encode(made)) == made
    assert b"\n" not in encode(made)
