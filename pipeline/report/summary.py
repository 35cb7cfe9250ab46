"""The summary of a run: counted while documents pass, printed at the end."""

import unicodedata

import msgspec

from pipeline.document import NO_TOPIC, Document

SHOWN = 8
"""Names shown of each ranking."""

NAMES = 100_000
"""Names that are counted of each label at least; past twice as many the rarest are let go: memory is bounded."""

RANKED = (("REGION", "regions"), ("AGENCY", "agencies"), ("POLICY", "policies"))


class Summary(msgspec.Struct):
    """Counts of what passed; ``entities`` by ``LABEL kind``, ``names`` in documents by label and resolved name,
    ``untold`` documents without topics by reason.

    It is plain data, and two can be added: each shard of a run has its own.
    """

    documents: int = 0
    characters: int = 0
    tokens: int = 0
    kinds: dict[str, int] = {}
    entities: dict[str, int] = {}
    statuses: dict[str, int] = {}
    names: dict[str, dict[str, int]] = {}
    topics: dict[str, int] = {}
    untold: dict[str, int] = {}

    def add(self, document: Document) -> None:
        """Count one document.

        Args:
            document: An annotated record; names are counted once a document, by their resolved name.
        """
        self.documents += 1
        self.characters += len(document.text)
        self.tokens += len(document.tokens.text)
        _count(self.kinds, document.kind)
        seen: dict[tuple[str, str], None] = {}
        for entity in document.entities:
            _count(self.entities, f"{entity.label} {entity.kind}")
            _count(self.statuses, entity.status)
            if entity.norm:
                seen[entity.label, entity.name or entity.norm] = None
        for label, name in seen:
            _count(self.names.setdefault(label, {}), name)
        if document.topics:
            _count(self.topics, document.topics[0].name)
        elif reason := document.meta.extra.get(NO_TOPIC):
            _count(self.untold, reason)

    def merge(self, other: "Summary") -> None:
        """Add another summary's counts to this one.

        Args:
            other: Counts of other documents.
        """
        self.documents += other.documents
        self.characters += other.characters
        self.tokens += other.tokens
        pairs = [(self.kinds, other.kinds), (self.entities, other.entities), (self.statuses, other.statuses)]
        pairs += [(self.topics, other.topics), (self.untold, other.untold)]
        pairs.extend((self.names.setdefault(label, {}), names) for label, names in other.names.items())
        for mine, theirs in pairs:
            for name, count in theirs.items():
                _count(mine, name, count)
        for label, names in self.names.items():
            if len(names) > 2 * NAMES:
                self.names[label] = dict(_ranked(names)[:NAMES])

    def text(self, seconds: float) -> str:
        """Word the summary.

        Args:
            seconds: How long the run took.

        Returns:
            Lines for a terminal, without a line break at the end.
        """
        kinds = ", ".join(f"{n:,} {kind}" for kind, n in _ranked(self.kinds))
        open_ends = "".join(f", {n:,} {status}" for status, n in _ranked(self.statuses) if status != "resolved")
        lines = [
            f"documents   {self.documents:,}" + (f"  ({kinds})" if kinds else ""),
            f"characters  {self.characters:,}",
            f"tokens      {self.tokens:,}",
            f"entities    {sum(self.entities.values()):,}{open_ends}",
        ]
        for label, heading in RANKED:
            of = [(k.partition(" ")[2], n) for k, n in _ranked(self.entities) if k.startswith(label + " ")]
            lines.append(f"  {heading:9} " + (", ".join(f"{kind} {n:,}" for kind, n in of) or "none"))
        lines.append("most named, in documents")
        lines.extend(f"  {heading:9} {_shown(self.names.get(label, {}))}" for label, heading in RANKED)
        lines.append(f"  {'topics':9} {_shown(self.topics)}")
        if self.untold:
            reasons = ", ".join(f"{n:,} {reason}" for reason, n in _ranked(self.untold))
            lines.append(f"  {'':9} {sum(self.untold.values()):,} cannot be told ({reasons})")
        rate = self.characters / seconds if seconds > 0 else 0
        lines.append(f"time        {seconds:.1f} s, {rate:,.0f} characters a second")
        return "\n".join(lines)


def _count(counts: dict[str, int], name: str, by: int = 1) -> None:
    counts[name] = counts.get(name, 0) + by


def _ranked(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _shown(counts: dict[str, int]) -> str:
    return ", ".join(f"{_shortened(name)} {n:,}" for name, n in _ranked(counts)[:SHOWN]) or "none"


def _shortened(name: str, width: int = 40) -> str:
    """Cut a long title to a width in terminal columns (a Chinese character takes two)."""
    used = 0
    for i, character in enumerate(name):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > width:
            return name[:i] + "…"
    return name
