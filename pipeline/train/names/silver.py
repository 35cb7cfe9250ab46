"""What the lexicon stages are sure of in a corpus, as samples."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.lexicon.context import Context
from pipeline.lexicon.knowledge import Knowledge
from pipeline.train.names.data import read_lines
from pipeline.train.names.sample import Mark, Sample, cut, without_overlaps

_LAND = re.compile("中国(?!共产党|人民)|我国")
EMPTY_SHARE = 0.12
"""The share of sentences without a name that are kept."""


def silver(path: Path, knowledge: Knowledge, characters: int, seed: int, source: str) -> Iterator[Sample]:
    """Give sentences of a corpus with the regions and agencies that the lexicon stages find in them.

    Args:
        path: JSONL with ``text`` and ``date``.
        knowledge: The lexicons.
        characters: How many code points of sentences to give.
        seed: Of the choice of documents and sentences.
        source: What to call the samples.

    Yields:
        Samples without persons and other organisations (``open``).
    """
    chance = random.Random(seed)
    given = 0
    documents = list(read_lines(path))
    chance.shuffle(documents)
    for document in documents:
        text = document["text"]
        found = knowledge.read(Context(text=text, title=document.get("title"), date=document.get("date")))
        places: list[Mark] = [(e.start, e.end, "REGION") for e in found.regions]
        places += [(m.start(), m.end(), "PLACE") for m in _LAND.finditer(text)]
        bodies: list[Mark] = [(e.start, e.end, "AGENCY") for e in found.agencies]
        whole = Sample(text, without_overlaps(places), without_overlaps(bodies), source, open=True)
        for piece in cut(whole):
            if (piece.places or piece.bodies or chance.random() < EMPTY_SHARE) and len(piece.text) > 5:
                given += len(piece.text)
                yield piece
        if given >= characters:
            return
