"""What the rules of the agency finder hand to one another."""

from typing import Literal

import msgspec

from pipeline.document import Candidate, Entity


class Mention(msgspec.Struct, gc=False):
    """An organ found in a text, before overlaps are settled.

    Args:
        start: First code point.
        end: Code point after the last.
        kind: ``central`` or ``local``.
        norm: Official name at the document's date, None where the text does not decide.
        rule: What found it (``alias``, ``grammar``, ``bare``, ``group``, ``unit``, ``branch``, ``inner``).
        candidates: Official names that it may stand for.
    """

    start: int
    end: int
    kind: Literal["central", "local"]
    norm: str | None
    rule: str
    candidates: list[str] = []

    def entity(self, text: str) -> Entity:
        """Turn the mention into an entity of ``text``."""
        surface = text[self.start : self.end]
        status: Literal["resolved", "ambiguous", "unresolved"] = "resolved"
        if self.norm is None:
            status = "ambiguous" if self.candidates else "unresolved"
        return Entity(
            start=self.start,
            end=self.end,
            text=surface,
            label="AGENCY",
            kind=self.kind,
            norm=self.norm,
            name=self.norm,
            status=status,
            candidates=[Candidate(norm=name, name=name) for name in self.candidates],
            by=f"agencies:{self.rule}",
        )


def settle(mentions: list[Mention]) -> list[Mention]:
    """Drop what overlaps a longer mention.

    Args:
        mentions: In any order.

    Returns:
        Mentions that do not overlap, sorted by start; of two that overlap the longer stays, then the earlier.
    """
    mentions.sort(key=_start_then_longest)
    kept: list[Mention] = []
    for one in mentions:
        while kept and one.start < kept[-1].end:
            last = kept[-1]
            if one.end - one.start <= last.end - last.start:
                break
            kept.pop()
        else:
            kept.append(one)
    return kept


def _start_then_longest(one: Mention) -> tuple[int, int]:
    return one.start, -one.end
