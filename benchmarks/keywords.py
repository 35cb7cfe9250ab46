"""Key terms beside those of other libraries, on the judged documents of ``tests/data/keywords.tsv``."""

import importlib
import importlib.util
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from pipeline.chain import load
from pipeline.document import Document
from pipeline.evaluate.keywords import KeywordScores, score_keywords

GOLD = Path(__file__).resolve().parent.parent / "tests" / "data" / "keywords.tsv"
MOST = 10


class Measured(msgspec.Struct):
    """The scores of one method, and the characters a second that it reads."""

    method: str
    scores: KeywordScores
    rate: float


def compare(split: str = "report") -> list[Measured]:
    """Score our methods and those of the libraries that are installed.

    Args:
        split: ``report``, which nothing was tuned on, or ``tune``.

    Returns:
        One row a method; none where ``ZHENGCE_SHARED`` is not set, since the texts are not part of the repository.
    """
    shared = os.environ.get("ZHENGCE_SHARED")
    if not shared:
        return []
    wanted = {row.split("\t")[0] for row in GOLD.read_text("utf-8").splitlines() if row.split("\t")[1] == split}
    with (Path(shared) / "corpus" / "mixed.jsonl").open("rb") as lines:
        texts = [row for row in map(json.loads, lines) if row["id"] in wanted]
    made: list[Measured] = []
    with TemporaryDirectory() as folder:
        for name, rank in _methods().items():
            rank("国务院印发通知。", None)
            started = time.perf_counter()
            found = [{"id": row["id"], "keywords": rank(row["text"], row.get("title"))} for row in texts]
            spent = time.perf_counter() - started
            path = Path(folder) / "pred.jsonl"
            path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in found))
            made.append(Measured(name, score_keywords(GOLD, path, split), sum(len(r["text"]) for r in texts) / spent))
    return made


Rank = Callable[[str, str | None], list[str]]


def _methods() -> dict[str, Rank]:
    import jieba
    import jieba.analyse

    jieba.setLogLevel(60)
    made = {f"zhengce {method}": _ours(method) for method in ("position", "textrank", "tfidf")}
    made["jieba extract_tags"] = lambda text, title: list(jieba.analyse.extract_tags(_whole(text, title), topK=MOST))
    made["jieba textrank"] = lambda text, title: list(jieba.analyse.textrank(_whole(text, title), topK=MOST))
    if importlib.util.find_spec("jionlp"):
        jionlp = importlib.import_module("jionlp")

        made["JioNLP extract_keyphrase"] = lambda text, title: list(
            jionlp.keyphrase.extract_keyphrase(_whole(text, title), top_k=MOST)
        )
    return made


def _whole(text: str, title: str | None) -> str:
    """Let the others see the headline too: ours is told it."""
    return text if not title or text.startswith(title) else f"{title}\n{text}"


def _ours(method: str) -> Rank:
    stages = ["segment", "keywords"]
    pipeline = load("documents", {"pipeline.stages": stages, "stages.keywords.method": method})

    def rank(text: str, title: str | None) -> list[str]:
        document = next(pipeline([Document(id="1", text=text, title=title)]))
        return [keyword.text for keyword in document.keywords]

    return rank
