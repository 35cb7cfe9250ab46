"""The summary of a run: counted while documents pass, printed at the end."""

import unicodedata
from collections import Counter

from pipeline.document import Document

SHOWN = 8
"""Names shown of each ranking."""

RANKED = (("REGION", "regions"), ("AGENCY", "agencies"), ("POLICY", "policies"))


class Summary:
    """Counts of what passed, in constant memory but for the names found."""

    def __init__(self) -> None:
        self.documents = 0
        self.characters = 0
        self.tokens = 0
        self.kinds: Counter[str] = Counter()
        self.entities: Counter[tuple[str, str]] = Counter()
        self.statuses: Counter[str] = Counter()
        self.names: dict[str, Counter[str]] = {label: Counter() for label, _ in RANKED}
        self.topics: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        """Count one document.

        Args:
            document: An annotated record; names are counted once a document, by their resolved name.
        """
        self.documents += 1
        self.characters += len(document.text)
        self.tokens += len(document.tokens.text)
        self.kinds[document.kind] += 1
        seen: set[tuple[str, str]] = set()
        for entity in document.entities:
            self.entities[entity.label, entity.kind] += 1
            self.statuses[entity.status] += 1
            if entity.norm:
                seen.add((entity.label, entity.name or entity.norm))
        for label, name in seen:
            self.names[label][name] += 1
        if document.topics:
            self.topics[document.topics[0].name] += 1

    def text(self, seconds: float) -> str:
        """Word the summary.

        Args:
            seconds: How long the run took.

        Returns:
            Lines for a terminal, without a line break at the end.
        """
        kinds = ", ".join(f"{n} {kind}" for kind, n in self.kinds.most_common())
        lines = [
            f"documents   {self.documents:,}" + (f"  ({kinds})" if kinds else ""),
            f"characters  {self.characters:,}",
            f"tokens      {self.tokens:,}",
            f"entities    {self.entities.total():,}"
            + "".join(f", {n:,} {status}" for status, n in self.statuses.most_common() if status != "resolved"),
        ]
        for label, heading in RANKED:
            kinds = ", ".join(f"{k} {n:,}" for (of, k), n in self.entities.most_common() if of == label)
            lines.append(f"  {heading:9} {kinds or 'none'}")
        lines.append("most named, in documents")
        lines.extend(f"  {heading:9} {_ranking(self.names[label])}" for label, heading in RANKED)
        lines.append(f"  {'topics':9} {_ranking(self.topics)}")
        rate = self.characters / seconds if seconds > 0 else 0
        lines.append(f"time        {seconds:.1f} s, {rate:,.0f} characters a second")
        return "\n".join(lines)


def _ranking(names: Counter[str]) -> str:
    best = sorted(names.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    return ", ".join(f"{_shortened(name)} {n:,}" for name, n in best) or "none"


def _shortened(name: str, width: int = 40) -> str:
    """Cut a long title to a width in terminal columns (a Chinese character takes two)."""
    used = 0
    for i, character in enumerate(name):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > width:
            return name[:i] + "…"
    return name
