"""Copies are found and marked, formulas are not, nothing is deleted."""

import json
import random
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.run.duplicates import Copy, DuplicateFinder, mark
from support import document, write_jsonl, zhengce

pytest.importorskip("rensa")

WHO = (
    "市水利局",
    "县交通运输局",
    "省气象台",
    "区教育局",
    "镇政府",
    "市医院",
    "县图书馆",
    "省地质队",
    "区法院",
    "村委会",
)
WHEN = ("昨天上午", "日前", "本周以来", "入冬后", "国庆假期", "今年以来", "雨季到来前", "春耕时节", "期末", "夜间")
DOES = ("检修了", "新添了", "公布了", "清点了", "修复了", "启用了", "借出了", "调整了", "评选出", "送去了")
WHAT = (
    "三座泵站",
    "两条夜班车线路",
    "一批旧书",
    "山区雨量站",
    "十七间教室",
    "路口信号灯",
    "防汛物资",
    "义诊名单",
    "灌渠闸门",
    "冬储蔬菜",
)
SO = (
    "居民说方便多了",
    "预计月底完工",
    "费用由财政承担",
    "将继续听取意见",
    "另有安排再行通知",
    "效果有待观察",
    "群众可电话咨询",
)


def story(chance: random.Random) -> list[str]:
    """Write twenty sentences."""
    parts = (WHEN, WHO, DOES, WHAT)
    return [f"{''.join(chance.choice(p) for p in parts)}，{chance.choice(SO)}。" for _ in range(20)]


def reprinted(sentences: list[str], chance: random.Random) -> str:
    """Make what another paper makes of it: another head, a sentence gone, other marks and breaks."""
    kept = [s for i, s in enumerate(sentences) if i != chance.randrange(20)]
    return f"本报讯（记者 {chance.choice('赵钱孙李')}某）" + "\n".join(kept).replace("，", ", ")


def test_reprints_are_found_and_other_stories_are_not() -> None:
    chance = random.Random(4)
    finder = DuplicateFinder()
    stories = [story(chance) for _ in range(200)]
    assert [finder.find(document("".join(s), id=str(i))) for i, s in enumerate(stories)] == [None] * 200
    found = [finder.find(document(reprinted(s, chance), id="x")) for s in stories]
    right = sum(copy is not None and copy.of == str(i) for i, copy in enumerate(found))
    wrong = sum(copy is not None and copy.of != str(i) for i, copy in enumerate(found))
    assert (right, wrong) >= (190, 0)
    assert wrong == 0
    others = [finder.find(document("".join(story(chance)), id="y")) for _ in range(200)]
    assert others == [None] * 200


def test_texts_that_differ_in_space_and_marks_are_the_same() -> None:
    finder = DuplicateFinder()
    assert finder.find(document("通知，如下。", id="1")) is None
    assert finder.find(document("通知 如下\n", id="2")) == Copy("1", 1.0)


def test_a_copy_of_a_copy_points_to_the_first() -> None:
    chance = random.Random(5)
    sentences, finder = story(chance), DuplicateFinder()
    assert finder.find(document("".join(sentences), id="1")) is None
    for n in range(2, 6):
        copy = finder.find(document(reprinted(sentences, chance), id=str(n)))
        assert copy is not None
        assert copy.of == "1"


def test_near_copies_of_other_times_are_none_but_the_same_text_is() -> None:
    chance = random.Random(6)
    sentences, finder = story(chance), DuplicateFinder()
    text = "".join(sentences)
    finder.find(document(text, id="1", date="2021-03-01"))
    assert finder.find(document(reprinted(sentences, chance), id="2", date="2021-07-01")) is None
    assert finder.find(document(reprinted(sentences, chance), id="3", date="2021-03-09")) is not None
    assert finder.find(document(text, id="4", date="2022-01-01")) == Copy("1", 1.0)


@pytest.mark.parametrize("text", ["", " \n", "。", "通", "😀", "\x00", "a" * 30])
def test_any_text_is_taken(text: str) -> None:
    finder = DuplicateFinder()
    assert finder.find(document(text, id="1")) is None


def test_a_mark_keeps_what_was_there() -> None:
    record: Document = document(id="2")
    record.meta.extra = {"版": "3"}
    mark(record, Copy("1", 0.9))
    assert record.meta.extra == {"版": "3", "duplicate_of": "1", "duplicate_similarity": "0.9000"}
    mark(record, None)
    assert record.meta.extra == {"版": "3"}


def test_the_command_marks_every_copy_and_keeps_every_record(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [{"id": i, "text": "关于放假的通知。"} for i in "abc"])
    done = zhengce("duplicates", source)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["meta"]["extra"].get("duplicate_of") for r in records] == [None, "a", "a"]
    assert b"3 records, 2 exact and 0 near copies" in done.stderr
    rows = zhengce("duplicates", source, "--table").stdout.splitlines()
    assert json.loads(rows[0]) == {"id": "b", "duplicate_of": "a", "similarity": 1.0}
