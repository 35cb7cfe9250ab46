"""The whole chain, JSONL in to JSONL out in one process, beside ``jieba.lcut`` alone on the same text."""

import io
import json
import subprocess
import sys
import time

from benchmarks.corpus import lines
from benchmarks.turns import PIECES, Best, peer
from pipeline.chain import Pipeline, load
from pipeline.document import Document, encode
from pipeline.ingest.formats import read_jsonl
from pipeline.ingest.pieces import Piece


def annotate(pipeline: Pipeline, chunk: list[bytes]) -> bytes:
    """Take JSONL through the chain.

    Args:
        pipeline: The chain.
        chunk: Lines.

    Returns:
        The annotated JSONL.
    """
    out = io.BytesIO()
    piece = Piece(None, "bench", ".jsonl", b"".join(chunk), len(chunk))
    for outcome in pipeline.stream(read_jsonl(piece, "document")):
        if isinstance(outcome, Document):
            out.write(encode(outcome) + b"\n")
    return out.getvalue()


def dealt(size: int, corpus: str = "news") -> tuple[list[list[bytes]], list[list[str]]]:
    """Give a corpus in pieces.

    Args:
        size: UTF-8 bytes of text.
        corpus: ``news`` or ``policy``.

    Returns:
        Lines of JSONL, and the texts in them; one list a piece.
    """
    given = lines(size, corpus)
    chunks = [given[i::PIECES] for i in range(PIECES)]
    return chunks, [[json.loads(line)["text"] for line in chunk] for chunk in chunks]


def compare(size: int, rounds: int, config: str, corpus: str = "news") -> dict[str, float]:
    """Measure both in turns.

    Args:
        size: UTF-8 bytes of text.
        rounds: How often each piece is gone through; the best time of each counts.
        config: Which configuration.
        corpus: ``news`` or ``policy``.

    Returns:
        Characters, characters a second of both, and the ratio.
    """
    jieba = peer()
    pipeline = load(config)
    chunks, texts = dealt(size, corpus)
    annotate(pipeline, chunks[0][:5])
    best = Best()
    for _ in range(rounds):
        for i, (chunk, plain) in enumerate(zip(chunks, texts, strict=True)):
            best.time("ours", i, lambda chunk=chunk: annotate(pipeline, chunk))  # type: ignore[misc]
            best.time("peer", i, lambda plain=plain: [jieba.lcut(text) for text in plain])  # type: ignore[misc]
    totals = best.totals()
    characters = sum(len(t) for plain in texts for t in plain)
    return {
        "characters": characters,
        "ours_per_second": characters / totals["ours"],
        "jieba_lcut_per_second": characters / totals["peer"],
        "ratio": totals["peer"] / totals["ours"],
    }


def growth(config: str) -> dict[str, float]:
    """Show that time grows in line with one document's length.

    Args:
        config: Which configuration.

    Returns:
        Code points to seconds a million code points.
    """
    text = "\n".join(json.loads(line)["text"] for line in lines(4_000_000))
    pipeline = load(config)
    annotate(pipeline, [json.dumps({"id": "warm", "text": text[:1000]}).encode()])
    made: dict[str, float] = {}
    for length in (10_000, 100_000, 1_000_000):
        chunk = [json.dumps({"id": "x", "text": text[:length]}).encode()]
        best = float("inf")
        for _ in range(3):
            started = time.perf_counter()
            annotate(pipeline, chunk)
            best = min(best, time.perf_counter() - started)
        made[str(length)] = best / length * 1e6
    return made


MEMORY = """
import resource, sys
from benchmarks.chain import annotate
from benchmarks.corpus import lines
from benchmarks.turns import PIECES, Best, peer
from pipeline.chain import load
annotate(load(sys.argv[2]), lines(int(sys.argv[1])))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

FIRST = """
import sys, time
started = time.perf_counter()
from pipeline.chain import load
from pipeline.document import Document
next(load(sys.argv[1])([Document(id="1", text="国务院印发通知。")]))
print(time.perf_counter() - started)
"""


def _python(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout


def memory(size: int, config: str) -> float:
    """Give the peak memory of the chain in a process of its own, in MB."""
    return float(_python("-c", MEMORY, str(size), config))


def first_record(config: str) -> float:
    """Give the seconds from a process's start (imports included) to its first record, best of three."""
    return min(float(_python("-c", FIRST, config)) for _ in range(3))


def help_time() -> float:
    """Give the seconds that ``zhengce --help`` takes, best of five."""
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        _python("-m", "pipeline", "--help")
        best = min(best, time.perf_counter() - started)
    return best
