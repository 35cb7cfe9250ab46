"""Bad training data is told at its line, and odd data is warned of."""

from pathlib import Path
from typing import Any

import pytest
from invented import rows, write

from pipeline.errors import UsageError
from pipeline.train.topics.data import read_examples, refuse


def problems(tmp_path: Path, change: Any) -> list[str]:
    data = rows(30)
    change(data)
    return [p.text() for p in read_examples(write(tmp_path / "d.jsonl", data), 5).errors]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d[3].update(labels=["x"]), "line 4: unknown keys labels; known are id, title"),
        (lambda d: d[3].pop("id"), "line 4: id is missing"),
        (lambda d: d[3].update(text=7), "line 4: title and text must be strings"),
        (lambda d: d[3].update(text=" ", title=None), "line 4: neither title nor text"),
        (lambda d: d[3].pop("topics"), "line 4: topics must be"),
        (lambda d: d[3].update(topics=[]), "line 4: topics must be"),
        (lambda d: d[3].update(topics=["farm", "farm"]), "line 4: topics must be"),
        (lambda d: d[3].update(topics=["farm/"]), "line 4: topic 'farm/' has an empty level"),
        (lambda d: d[3].update(id="e0"), "line 4: id 'e0' stands on line 1 already"),
        (lambda d: d[3].update(topics=["rare"]), "topic 'rare' has 1 examples: at least 5"),
    ],
)
def test_errors_name_line_and_cause(tmp_path: Path, change: Any, message: str) -> None:
    assert any(text.startswith(message) for text in problems(tmp_path, change))


def test_one_topic_alone_cannot_be_learned(tmp_path: Path) -> None:
    assert "1 topic in 30 examples: at least two are needed" in problems(
        tmp_path, lambda d: [r.update(topics=["farm"]) for r in d]
    )


def test_broken_lines_do_not_hide_one_another(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(b'{"id": \n[1]\n\xff\n')
    assert [p.line for p in read_examples(path, 2).errors] == [1, 2, 3, 0]


def test_a_topic_may_be_a_string_and_single(tmp_path: Path) -> None:
    data = rows(30)
    for r in data:
        r["topics"] = r["topics"][0]  # type: ignore[index]
    read = read_examples(write(tmp_path / "d.jsonl", data), 5)
    assert not read.errors
    assert all(len(e.topics) == 1 for e in read.examples)


def test_rare_topics_imbalance_and_conflicts_are_warned_of(tmp_path: Path) -> None:
    data = rows(150)
    data += [{"id": f"x{i}", "text": f"少见的第{i}篇", "topics": ["few"]} for i in range(5)]
    data.append({**data[0], "id": "again", "topics": ["bank"]})
    told = " ".join(p.text() for p in read_examples(write(tmp_path / "d.jsonl", data), 5).warnings)
    assert "topic 'few' has only 5 examples" in told
    assert "out of balance" in told
    assert "the same text as line 1, but bank and not farm" in told


def test_refusing_lists_the_problems(tmp_path: Path) -> None:
    path = write(tmp_path / "d.jsonl", [{"id": "a", "topic": "x"}] * 30)
    with pytest.raises(UsageError, match=r"(?s)ZC232 .*line 1: unknown keys topic.*and \d+ more"):
        refuse(path, read_examples(path, 5).errors)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ZC231 no training data at .*none.jsonl"):
        read_examples(tmp_path / "none.jsonl", 5)
