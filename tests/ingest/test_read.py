"""Documents out of files; what cannot be read is a dead letter, and the rest goes on."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Meta, Origin, decode, encode
from pipeline.ingest import expand, read
from pipeline.outcome import DeadLetter
from support import document, write_jsonl


def read_all(*paths: Path, **options: Any) -> list[Document | DeadLetter]:
    return list(read(expand(map(str, paths)), **options))


def read_bytes(tmp_path: Path, data: bytes, name: str = "a.jsonl", **options: Any) -> list[Document | DeadLetter]:
    path = tmp_path / name
    path.write_bytes(data)
    return read_all(path, **options)


def test_a_text_file_is_one_document_of_the_kind_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes("**要闻**\r\n\r\n第一段。\r第二段。\n".encode("utf-8-sig"))
    [made] = read_all(path, text_kind="page")
    assert made == Document(
        id="page", kind="page", text="**要闻**\n\n第一段。\n第二段。\n", origin=Origin(str(path), 0, (1, 4), "utf-8")
    )
    [made] = read_all(path)
    assert isinstance(made, Document)
    assert made.kind == "document"


def test_the_last_line_counts_with_and_without_its_line_break(tmp_path: Path) -> None:
    for data, lines in ((b"", 1), (b"a", 1), (b"a\n", 1), (b"a\nb", 2)):
        [made] = read_bytes(tmp_path, data, "a.txt")
        assert isinstance(made, Document)
        assert made.origin.lines == (1, lines)


def test_a_file_says_what_it_was_decoded_as(tmp_path: Path) -> None:
    text = "本市印发《实施方案》。\n各区抓好落实。\n"
    for data, encoding in ((text.encode("gb18030"), "gb18030"), (text.encode("utf-16"), "utf-16-le")):
        [made] = read_bytes(tmp_path, data.replace(b"\n", b"\r\n") if encoding == "gb18030" else data, "a.txt")
        assert isinstance(made, Document)
        assert (made.text, made.origin.encoding, made.origin.lines) == (text, encoding, (1, 2))


def test_lines_of_jsonl_are_decoded_each_by_itself(tmp_path: Path) -> None:
    lines = ['{"text": "国务院印发通知。", "title": "要闻"}', '{"text": "财政部发布公告。"}']
    first, second = read_bytes(tmp_path, lines[0].encode("gb18030") + b"\n" + lines[1].encode() + b"\n")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, first.title, first.origin.encoding) == ("国务院印发通知。", "要闻", "gb18030")
    assert (second.text, second.origin.encoding) == ("财政部发布公告。", "utf-8")


def test_bytes_in_no_known_encoding_are_a_dead_letter_with_the_line(tmp_path: Path) -> None:
    [dead] = read_bytes(tmp_path, "第一行\n第二行".encode() + "国".encode("gbk"), "a.txt")
    assert isinstance(dead, DeadLetter)
    assert (dead.id, dead.line, dead.stage, dead.code) == ("a", 2, "ingest", "ZC301")
    assert dead.input == "第一行\n第二行\\xb9\\xfa"
    assert "UTF-8" in dead.message


def test_foreign_objects_become_documents_and_keep_what_else_they_say(tmp_path: Path) -> None:
    path = write_jsonl(
        tmp_path / "news.jsonl",
        [
            {"id": 7, "text": "正文。", "title": "标题", "date": "2021-12-17", "source": "某报", "n": [1, {"a": None}]},
            {"text": "", "title": "", "date": None},
        ],
    )
    assert read_all(path) == [
        Document(
            id="7", title="标题", date="2021-12-17", text="正文。",
            meta=Meta(extra={"source": "某报", "n": '[1,{"a":null}]'}), origin=Origin(str(path), 0, (1, 1), "utf-8"),
        ),
        Document(id="news/2", text="", origin=Origin(str(path), 1, (2, 2), "utf-8")),
    ]  # fmt: skip


def test_own_records_come_back_as_they_were(tmp_path: Path) -> None:
    made = document("正文。", id="p/3", kind="article", origin=Origin("p.md", 2, (8, 9), "utf-8"))
    assert read_bytes(tmp_path, encode(made) + b"\n") == [made]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (b'{"text": "a"', "ZC302", "not JSON"),
        (b'{"text": "\xff"}', "ZC301", "UTF-8"),
        (b'{"text": "\\ud800"}', "ZC302", ""),
        (b'{"text": "a", "n": 1e999}', "ZC302", "out of range"),
        (b'{"a":' * 20_000, "ZC302", "recursion"),
        (b"[1]", "ZC303", "list"),
        (b"null", "ZC303", "NoneType"),
        (b'{"schema": "1.0", "provenance": {}, "id": 3}', "ZC304", "$.id"),
        (b'{"body": "a", "id": "1"}', "ZC305", "no key 'text'; keys here: body, id"),
        (b'{"text": null}', "ZC305", "NoneType"),
        (b'{"text": ["a"]}', "ZC305", "list"),
        (b'{"text": "a", "date": 20211217}', "ZC305", "'date' is int"),
        (b'{"text": "a", "title": {}}', "ZC305", "'title' is dict"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_dead_letter_and_the_rest_goes_on(
    tmp_path: Path, line: bytes, code: str, words: str
) -> None:
    good = b'{"text": "a"}'
    first, dead, last = read_bytes(tmp_path, good + b"\n\n" + line + b"\n" + good)
    assert isinstance(dead, DeadLetter)
    assert (dead.code, dead.line, dead.id, dead.stage) == (code, 3, "a/2", "ingest")
    assert words in dead.message
    assert dead.path == str(tmp_path / "a.jsonl")
    assert dead.input == line.decode("utf-8", "backslashreplace")
    assert [d.id for d in (first, last)] == ["a/1", "a/3"]
    assert isinstance(last, Document)
    assert last.origin.lines == (4, 4)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    made = read_bytes(tmp_path, '{"text": "甲"}\r\n\r\n{"text": "乙"}\r\n'.encode("utf-8-sig"))
    assert [d.text for d in made if isinstance(d, Document)] == ["甲", "乙"]


def test_numbers_too_long_for_a_machine_word_are_kept(tmp_path: Path) -> None:
    [made] = read_bytes(tmp_path, b'{"text": "a", "n": 123456789012345678901234567890}')
    assert isinstance(made, Document)
    assert made.meta.extra == {"n": "123456789012345678901234567890"}


def test_packed_files_are_read_and_broken_ones_are_dead_letters(tmp_path: Path) -> None:
    packed = gzip.compress("".join(f'{{"text": "第{i}篇"}}\n' for i in range(5000)).encode())
    made = read_bytes(tmp_path, packed, "a.jsonl.gz")
    assert len(made) == 5000
    assert made[4999].id == "a/5000"
    for broken in (packed[: len(packed) // 2], b"nonsense", packed[:30] + b"\xff" * 30 + packed[60:]):
        dead = read_bytes(tmp_path, broken, "a.jsonl.gz")[-1]
        assert isinstance(dead, DeadLetter)
        assert dead.code == "ZC306"


def test_a_file_that_has_gone_is_a_dead_letter(tmp_path: Path) -> None:
    paths = [write_jsonl(tmp_path / name, [{"text": "a"}]) for name in ("a.jsonl", "b.jsonl")]
    inputs = expand(map(str, paths))
    paths[0].unlink()
    dead, made = read(inputs)
    assert isinstance(dead, DeadLetter)
    assert (dead.code, dead.id, dead.path) == ("ZC306", "a", str(paths[0]))
    assert made.id == "b/1"


def test_the_limit_counts_documents_and_dead_letters_over_all_files(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", [{"text": "1"}, {"no": "2"}, {"text": "3"}])
    write_jsonl(tmp_path / "b.jsonl", [{"text": "4"}, {"text": "5"}])
    (tmp_path / "c.txt").write_text("6", encoding="utf-8")
    whole = [d.id for d in read_all(tmp_path)]
    assert whole == ["a/1", "a/2", "a/3", "b/1", "b/2", "c"]
    for limit in range(8):
        assert [d.id for d in read_all(tmp_path, limit=limit)] == whole[:limit]


def test_reading_is_lazy_and_the_progress_is_told(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": "文" * 1000} for _ in range(3000)])
    seen: list[int] = []
    stream = read(expand([str(path)]), progress=seen.append)
    next(stream)
    assert seen == []
    assert len(list(stream)) == 2999
    assert seen == sorted(seen)
    assert seen[-1] == path.stat().st_size
    assert len(seen) > 3


LINE = st.one_of(
    st.binary(max_size=40).map(lambda b: b.replace(b"\n", b"").replace(b"\r", b"")),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "title", "x"]), inner)
        ),
        max_leaves=8,
    ).map(lambda o: json.dumps(o).encode()),
)


@given(st.lists(LINE, max_size=6))
def test_any_lines_give_one_document_or_dead_letter_each(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    import msgspec

    made = read_bytes(tmp_path_factory.mktemp("any"), b"\n".join(lines))
    assert len(made) == sum(not (line + b"\n").isspace() for line in lines)
    for item in made:
        if isinstance(item, Document):
            assert decode(encode(item)) == item
        else:
            msgspec.json.encode(item)
