"""The text that is measured on."""

import gzip
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def lines(size: int, corpus: str = "news") -> list[bytes]:
    """Give JSONL of one kind of text.

    Args:
        size: UTF-8 bytes of text wanted.
        corpus: ``news`` (items of 500 characters on average) or ``policy`` (documents of 4,700).

    Returns:
        Lines of that file of ``$ZHENGCE_SHARED/corpus`` where it is set; otherwise the sample documents, repeated.
    """
    shared = os.environ.get("ZHENGCE_SHARED")
    made: list[bytes] = []
    total = 0
    if shared:
        with gzip.open(Path(shared) / "corpus" / f"{corpus}.jsonl.gz", "rb") as file:
            for line in file:
                made.append(line)
                total += len(json.loads(line)["text"].encode())
                if total >= size:
                    return made
    texts = [p.read_text("utf-8") for p in sorted((ROOT / "corpus" / "sample" / "documents").glob("*.txt"))]
    while total < size:
        for text in texts:
            made.append(json.dumps({"id": str(len(made)), "text": text}, ensure_ascii=False).encode() + b"\n")
            total += len(text.encode())
    return made
