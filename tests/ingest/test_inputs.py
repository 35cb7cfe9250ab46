"""Which files are read, in what order, under which names."""

import os
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.ingest import expand


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def names(*paths: str | Path) -> list[str]:
    return [i.name for i in expand(map(str, paths))]


def test_a_folder_is_searched_below_in_the_order_of_names(tmp_path: Path) -> None:
    touch(tmp_path, "b.md", "a.txt", "sub/c.jsonl", "note.pdf", "sub/D.TXT", "e.jsonl.gz")
    found = expand([str(tmp_path)])
    assert [(i.name, i.format) for i in found] == [
        ("a", ".txt"),
        ("b", ".md"),
        ("e", ".jsonl"),
        ("sub/D", ".txt"),
        ("sub/c", ".jsonl"),
    ]
    assert [i.size for i in found] == [1] * 5


def test_files_keep_the_order_in_which_they_are_given_and_are_read_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "b.txt")
    assert names(tmp_path / "b.txt", tmp_path, tmp_path / "b.txt") == ["b", "a"]


def test_globs(tmp_path: Path) -> None:
    touch(tmp_path, "2021/a.md", "2022/b.md", "2022/c.txt", "[odd].md")
    assert names(f"{tmp_path}/*/*.md") == ["a", "b"]
    assert names(f"{tmp_path}/**/*.txt") == ["c"]
    assert names(f"{tmp_path}/[odd].md") == ["[odd]"]


def test_names_differ_where_files_have_the_same_name(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "a.txt", "1/p.md", "2/p.md", "3/p.md")
    assert names(tmp_path / "a.md", tmp_path / "a.txt") == ["a", "a.txt"]
    found = names(f"{tmp_path}/*/p.md")
    assert len(set(found)) == 3
    assert found[:2] == ["p", "p.md"]


def test_a_name_with_dots_loses_its_ending_only(tmp_path: Path) -> None:
    touch(tmp_path, "2021.12.17.txt", "a.md.md")
    assert names(tmp_path) == ["2021.12.17", "a.md"]


def test_a_file_name_that_is_no_utf8_is_written_in_a_way_that_a_record_can_hold(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + "/新闻.txt".encode("gbk")
    try:
        Path(os.fsdecode(raw)).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    [found] = expand([str(tmp_path)])
    assert found.name == r"\xd0\xc2\xce\xc5"


def test_standard_input_is_a_dash() -> None:
    [found] = expand(["-"])
    assert (found.path, found.name) == (None, "stdin")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("none.txt", "ZC201 .*none.txt"),
        ("*.nothing", "ZC201"),
        ("a.docx", "ZC202 .*'.docx'; known: .jsonl, .md, .parquet, .txt"),
        ("noending", "ZC202 .*''"),
        ("empty", "ZC203 .*empty"),
    ],
)
def test_what_cannot_be_an_input_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, message: str
) -> None:
    touch(tmp_path, "a.docx", "noending", "empty/x.pdf")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=message):
        expand([given])
