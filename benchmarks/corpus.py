"""The text that is measured on."""

import gzip
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def lines(size: int) -> list[bytes]:
    """Give JSONL of news items.

    Args:
        size: UTF-8 bytes of text wanted.

    Returns:
        Lines of ``$ZHENGCE_SHARED/corpus/news.jsonl.gz`` where that is set; otherwise the sample corpus, repeated.
    """
    shared = os.environ.get("ZHENGCE_SHARED")
    made: list[bytes] = []
    total = 0
    if shared:
        with gzip.open(Path(shared) / "corpus" / "news.jsonl.gz", "rb") as file:
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
