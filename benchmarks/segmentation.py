"""Segmentation: our engines and other libraries in turns on the same text, and their words against gold.

Other libraries are measured where they are installed with a model; nothing is downloaded. ``BENCH_MODELS`` names a
folder with ``ltp-cws.bin`` (ltp-extension's CWSModel) and ``pkuseg`` (a folder of spacy-pkuseg's).
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.corpus import lines
from benchmarks.turns import PIECES, Best, peer
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.words.engines import Given, open_engine
from pipeline.lexicon.words.userwords import read_tags

GOLD = ("pku.test.txt", "msr.test.txt", "pd199801.test.txt")

Cut = Callable[[list[str]], list[list[str]]]


class Row(msgspec.Struct):
    """How one way to cut does.

    Args:
        name: What cuts.
        rate: Characters a second; None where it was left out.
        ratio: Of its rate to that of ``jieba.lcut``.
        f1: F1 of the words by gold set; empty without gold.
        why: Why it was left out.
    """

    name: str
    rate: float | None = None
    ratio: float | None = None
    f1: dict[str, float] = msgspec.field(default_factory=dict)
    why: str = ""

    def text(self) -> str:
        """Word the row in a line."""
        if self.rate is None or self.ratio is None:
            return f"left out: {self.why}"
        f1 = "  ".join(f"{name} {value:.4f}" for name, value in self.f1.items())
        return f"{self.rate:>11,.0f} characters a second  {self.ratio:5.2f} times jieba.lcut  {f1}"


def compare(size: int, rounds: int) -> list[Row]:
    """Measure every way to cut.

    Args:
        size: UTF-8 bytes of news.
        rounds: How often all texts are gone through; the best time of each piece counts.

    Returns:
        A row for each, ours first.
    """
    ways: dict[str, Cut] = {}
    rows: list[Row] = []
    for name, start in STARTS.items():
        try:
            ways[name] = start()
        except (ImportError, OSError, RuntimeError) as error:
            rows.append(Row(name, why=str(error)))
    texts = [json.loads(line)["text"] for line in lines(size)]
    rates = _rates(ways, texts, rounds)
    made = [Row(name, rates[name], rates[name] / rates["jieba.lcut"], _scores(cut)) for name, cut in ways.items()]
    return made + rows


def _rates(ways: dict[str, Cut], texts: list[str], rounds: int) -> dict[str, float]:
    best = Best()
    for _ in range(rounds):
        for i in range(PIECES):
            hand = texts[i::PIECES]
            for name, cut in ways.items():
                best.time(name, i, lambda cut=cut, hand=hand: cut(hand))  # type: ignore[misc]
    characters = sum(map(len, texts))
    return {name: characters / seconds for name, seconds in best.totals().items()}


def _scores(cut: Cut) -> dict[str, float]:
    shared = os.environ.get("ZHENGCE_SHARED")
    return (
        {name.partition(".")[0]: _score(cut, Path(shared) / "gold" / "seg" / name) for name in GOLD} if shared else {}
    )


def _score(cut: Cut, gold: Path) -> float:
    wanted = [line.split() for line in gold.read_text("utf-8").splitlines()]
    hits = total = 0
    for words, found in zip(wanted, cut(["".join(words) for words in wanted]), strict=True):
        want, have = set(_spans(words)), set(_spans(found))
        hits, total = hits + len(want & have), total + len(want) + len(have)
    return 2 * hits / max(1, total)


def _spans(words: list[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for word in words:
        yield at, at + len(word)
        at += len(word)


def _each(cut: Callable[[str], list[str]]) -> Cut:
    return lambda texts: [list(cut(text)) for text in texts]


def _jieba() -> Cut:
    return _each(peer().lcut)


def _rjieba() -> Cut:
    import rjieba

    return _each(rjieba.Jieba().cut)


def _ours(name: str, *, tagged: bool) -> Cut:
    models = models_folder()
    engine = open_engine(name, hmm=False, tags=read_tags(models / "words"), model=models / "segmenter")  # type: ignore[arg-type]

    def cut(texts: list[str]) -> list[list[str]]:
        return [words for words, _ in engine.cut_around([Given(text, [], {}) for text in texts])]

    def cut_only(texts: list[str]) -> list[list[str]]:
        return engine.cut_all(texts) if hasattr(engine, "cut_all") else [engine.cut(text) for text in texts]

    return cut if tagged else cut_only


def _model(name: str) -> Path:
    folder = os.environ.get("BENCH_MODELS")
    path = Path(folder or "", name)
    if not folder or not path.exists():
        raise RuntimeError(f"no model: {name} in the folder that BENCH_MODELS names")
    return path


def _pkuseg() -> Cut:
    import spacy_pkuseg  # type: ignore[import-not-found]

    return _each(spacy_pkuseg.pkuseg(str(_model("pkuseg"))).cut)


def _ltp() -> Cut:
    from ltp_extension.perceptron import CWSModel  # type: ignore[import-not-found]

    return _each(CWSModel.load(str(_model("ltp-cws.bin"))).predict)


def _wapic() -> Cut:
    import wapic  # type: ignore[import-not-found]

    return _each(wapic.Segmenter().segment)


STARTS: dict[str, Callable[[], Any]] = {
    "learned": lambda: _ours("learned", tagged=False),
    "learned, with tags": lambda: _ours("learned", tagged=True),
    "rjieba engine": lambda: _ours("rjieba", tagged=False),
    "rjieba engine, with tags": lambda: _ours("rjieba", tagged=True),
    "jieba.lcut": _jieba,
    "rjieba with its guessing": _rjieba,
    "ltp-extension": _ltp,
    "spacy-pkuseg": _pkuseg,
    "wapic": _wapic,
}
