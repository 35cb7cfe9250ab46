"""Invented sentences over a few topics, enough to train on in a second."""

import json
import random
from pathlib import Path

WORDS = {
    "farm": ["小麦", "农民", "春耕", "化肥", "种子", "粮食", "水稻", "果园", "牧场", "丰收"],
    "school": ["学校", "老师", "学生", "上课", "考试", "课本", "校园", "教室", "毕业", "招生"],
    "bank": ["银行", "贷款", "利率", "存款", "证券", "保险", "税收", "财政", "预算", "基金"],
}
FILL = ["今天", "各地", "要求", "做好", "工作", "有关", "加强", "继续", "部门", "进一步"]


def row(number: int, code: str, chance: random.Random) -> dict[str, object]:
    """Make one example; every fourth speaks of a second topic too."""
    said = chance.choices(WORDS[code], k=6) + chance.choices(FILL, k=6)
    topics = [code]
    if number % 4 == 0:
        other = chance.choice([c for c in WORDS if c != code])
        said += chance.choices(WORDS[other], k=3)
        topics.append(other)
    chance.shuffle(said)
    title = "".join(chance.choices(WORDS[code], k=2) + chance.choices(FILL, k=2))
    return {"id": f"e{number}", "title": title, "text": "".join(said) + "。", "topics": topics}


def rows(count: int = 120, seed: int = 5) -> list[dict[str, object]]:
    """Make examples, topics taking turns."""
    chance = random.Random(seed)
    codes = list(WORDS)
    return [row(i, codes[i % len(codes)], chance) for i in range(count)]


def write(path: Path, data: list[dict[str, object]]) -> Path:
    """Write examples as JSONL."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in data), encoding="utf-8")
    return path
