"""``zhengce discover`` as people run it."""

from pathlib import Path

import pytest

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.userwords import read_user
from support import SHARED, needs_shared, write_jsonl, zhengce

FRAMES = [
    "培育“{}”企业",
    "认定{}，奖励到位",
    "支持{}发展",
    "做强{}队伍",
    "“{}”名单公布",
    "不少{}受益",
    "{}带动就业",
    "看好{}",
]
HEADER = "word\tpos\tfreq\tcohesion\tentropy\tcount\tdocuments\tratio\tfirst_date\texamples"


def _corpus(path: Path, *words: str) -> Path:
    rows = [
        {"text": frame.format(word) + "。", "date": f"2021-0{i + 1}-01"}
        for word in words
        for i, frame in enumerate(FRAMES)
    ]
    return write_jsonl(path, rows)


def test_new_terms_become_a_table_that_serves_as_a_lexicon(tmp_path: Path) -> None:
    source, table = _corpus(tmp_path / "in.jsonl", "专精特新", "零碳园区"), tmp_path / "terms.tsv"
    nothing_known = tmp_path / "known.tsv"
    nothing_known.write_text("word\n零碳园区\n", encoding="utf-8")
    done = zhengce("discover", source, "--output", table, "--lexicon", nothing_known)
    assert (done.returncode, done.stdout.decode().split()) == (0, [str(table)])
    lines = table.read_text("utf-8").splitlines()
    assert lines[0] == HEADER
    cells = dict(zip(HEADER.split("\t"), lines[1].split("\t"), strict=True))
    assert (cells["word"], cells["count"], cells["documents"], cells["first_date"]) == (
        "专精特新",
        "8",
        "8",
        "2021-01-01",
    )
    assert len(cells["examples"].split("|")) == 3
    assert "零碳园区" not in [row.word for row in read_user(table)]
    same = zhengce("discover", "--output", tmp_path / "same.tsv", "--lexicon", nothing_known, given=source.read_bytes())
    assert same.returncode == 0
    assert (tmp_path / "same.tsv").read_bytes() == table.read_bytes()


def test_the_words_of_the_project_and_names_of_agencies_are_not_new(tmp_path: Path) -> None:
    source, table = _corpus(tmp_path / "in.jsonl", "专精特新", "国家发展改革委"), tmp_path / "terms.tsv"
    assert zhengce("discover", source, "--output", table).returncode == 0
    words = [row.word for row in read_user(table)]
    assert "专精特新" not in words
    assert "国家发展改革委" not in words
    assert zhengce("discover", source, "--output", table, "--names", "--limit", "1").returncode == 0
    assert [row.word for row in read_user(table)] == ["国家发展改革委"]


def test_a_line_that_cannot_be_read_gives_exit_status_1_and_a_bad_path_2(tmp_path: Path) -> None:
    source = _corpus(tmp_path / "in.jsonl", "零碳园区")
    source.write_bytes(source.read_bytes() + b"nonsense\n")
    done = zhengce("discover", source, "--output", tmp_path / "terms.tsv")
    assert done.returncode == 1
    assert done.stderr.decode().count("ZC302") == 1
    assert "零碳园区" in (tmp_path / "terms.tsv").read_text("utf-8")
    missing = zhengce("discover", source, "--output", tmp_path / "no" / "terms.tsv")
    assert (missing.returncode, b"Traceback" in missing.stderr) == (2, False)
    assert b"ZC207" in missing.stderr


@needs_shared
@pytest.mark.slow
def test_terms_taken_out_of_the_lexicon_are_among_the_first_300_of_the_news(tmp_path: Path) -> None:
    """Measured: places 7, 12, 14, 29, 30, 31, 35, 47, 59, 76, 128."""
    out = {
        "六保",
        "东数西算",
        "小巨人",
        "六稳",
        "专精特新",
        "新质生产力",
        "双碳",
        "一老一小",
        "放管服",
        "碳达峰",
        "双减",
    }
    rows = (models_folder() / "words" / "domain.tsv").read_text("utf-8").splitlines()
    rest = tmp_path / "rest.tsv"
    rest.write_text("".join(f"{row}\n" for row in rows if row.split("\t")[0] not in out), encoding="utf-8")
    news = Path(str(SHARED)) / "corpus" / "news.jsonl.gz"
    table = tmp_path / "terms.tsv"
    done = zhengce("discover", news, "--output", table, "--limit", "300", "--lexicon", rest, timeout=900)
    assert done.returncode == 0
    assert out <= {row.word for row in read_user(table)}
