"""Each stage and each finder by itself, beside ``jieba.lcut`` on the same text."""

import subprocess
import sys
from collections.abc import Iterator

from benchmarks.chain import annotate, dealt
from benchmarks.turns import Best, peer
from pipeline.chain import load
from pipeline.ingest.formats import read_jsonl
from pipeline.ingest.pieces import Piece
from pipeline.stages.context import context_of

LOADING = """
import time
from pipeline.lexicon.locate import models_folder
import pipeline.lexicon.regions, pipeline.lexicon.agencies, pipeline.lexicon.policies, daachorse
from pipeline.lexicon.knowledge import Knowledge
knowledge = Knowledge()
for name in ("regions", "agencies", "policies"):
    started = time.perf_counter()
    finder = getattr(knowledge, name)
    if name == "regions":
        finder.gazetteer.find("")
    print(name, time.perf_counter() - started)
"""


def compare(size: int, rounds: int, config: str) -> Iterator[str]:
    """Measure all in turns, piece by piece.

    Args:
        size: UTF-8 bytes of text.
        rounds: How often each piece is gone through; the best time of each counts.
        config: Which configuration.

    Yields:
        Lines: characters a second, and how many times ``jieba.lcut`` that is. A stage that asks for names first pays
        for finding them; the finders stand by themselves below.
    """
    jieba = peer()
    pipeline = load(config)
    chunks, texts = dealt(size)
    # A pipeline of its own: readings that the chain remembers would cost the finders nothing.
    other = load(config)
    knowledge = next(stage for stage in other.stages if stage.name == "segment")._knowledge  # type: ignore[attr-defined]
    contexts = [
        [context_of(d) for d in read_jsonl(Piece(None, "bench", ".jsonl", b"".join(chunk), len(chunk)), "document")]  # type: ignore[arg-type]
        for chunk in chunks
    ]
    annotate(pipeline, chunks[0][:5])
    knowledge.read_all(contexts[0][:5])
    best = Best()
    for _ in range(rounds):
        for i, chunk in enumerate(chunks):
            before = dict(pipeline.seconds)
            annotate(pipeline, chunk)
            for name, seconds in pipeline.seconds.items():
                best.note(f"stage {name}", i, seconds - before[name])
            best.time("jieba.lcut", i, lambda i=i: [jieba.lcut(text) for text in texts[i]])  # type: ignore[misc]
            best.time("finder regions", i, lambda i=i: knowledge.regions.find_all(contexts[i]))  # type: ignore[misc]
            regions = knowledge.regions.find_all(contexts[i])

            def organs(i: int = i, regions: list = regions) -> None:  # type: ignore[type-arg]
                agencies = [knowledge.agencies.find(*pair) for pair in zip(contexts[i], regions, strict=True)]
                for names in zip(contexts[i], regions, agencies, strict=True):
                    knowledge.policies.find(*names)

            best.time("finders agencies, policies", i, organs)
    totals = best.totals()
    characters = sum(len(text) for plain in texts for text in plain)
    for name, seconds in totals.items():
        times = totals["jieba.lcut"] / seconds
        yield f"{name:28} {characters / seconds:14,.0f} characters a second  {times:6.1f} times"
    yield from loading()


def loading(tries: int = 5) -> Iterator[str]:
    """Measure how long the finders take to load, each in turn in a process of its own.

    Args:
        tries: How many processes; the best time counts.

    Yields:
        Lines: seconds of each finder, its modules imported.
    """
    found: dict[str, float] = {}
    for _ in range(tries):
        made = subprocess.run([sys.executable, "-c", LOADING], check=True, capture_output=True, text=True).stdout
        for line in made.splitlines():
            name, seconds = line.split()
            found[name] = min(float(seconds), found.get(name, float("inf")))
    for name, best in found.items():
        yield f"{'load ' + name:28} {best:14.2f} s"
