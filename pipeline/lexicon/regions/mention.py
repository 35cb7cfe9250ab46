"""A place found in a text, while it is being read: what it may stand for narrows from rule to rule."""

import msgspec

from pipeline.document import Candidate, Entity
from pipeline.lexicon.regions.gazetteer import Surface
from pipeline.lexicon.regions.rows import DivisionRow, Place


class Mention(msgspec.Struct, eq=False, gc=False):
    """A stretch of text that may be a place; two are the same only if they are one.

    A struct, since most names of a text become one: what :func:`mention_of` copies is copied in C.

    Args:
        start: Its start in code points.
        end: Its end.
        surface: The name that stands there; for a chain, the last one.
        leads: Whether it stands at the head of a text, before a colon or as its dateline.
        head: The code of the division that a township or zone lies in, before it is resolved.
        stem: Where the division's own name ends that a zone goes on from.
    """

    start: int
    end: int
    surface: Surface
    rows: tuple[DivisionRow, ...]
    use: int
    kind: Place | None
    norm: str | None
    name: str | None
    by: str
    full: bool
    leads: bool = False
    head: str | None = None
    stem: int | None = None
    candidates: list[Candidate] | None = None

    def settle(self, row: DivisionRow) -> None:
        """Decide for one division.

        Args:
            row: The division.
        """
        self.norm = row.code
        if self.kind in (None, "county", "prefecture", "province"):
            self.kind = row.level
            self.name = row.name
        self.rows = (row,)

    def entity(self, text: str, current: str | None) -> Entity:
        """Give the annotation.

        Args:
            text: The text that the mention lies in.
            current: Today's code, where it differs.

        Returns:
            The entity, its status by what was decided.
        """
        start, end = self.start, self.end
        if self.norm is not None:
            kind = self.kind or self.rows[0].level
            # By position, which is faster, for the usual case.
            made = Entity(start, end, text[start:end], "REGION", kind, self.norm, self.name, current)
            made.by = "regions:" + self.by
            return made
        unresolved = not self.candidates and self.kind not in {"foreign", "zone"}
        return Entity(
            start=start,
            end=end,
            text=text[start:end],
            label="REGION",
            kind=self.kind or self.rows[0].level,
            name=self.name if self.kind == "zone" else None,
            status="ambiguous" if self.candidates else "unresolved" if unresolved else "resolved",
            candidates=self.candidates or [],
            by=f"regions:{self.by}",
        )


def mention_of(start: int, end: int, surface: Surface) -> Mention:
    """Make the mention of a name, as open as the name is.

    Args:
        start: Its start in code points.
        end: Its end.
        surface: The name.

    Returns:
        The mention.
    """
    return Mention(
        start,
        end,
        surface,
        surface.rows,
        surface.use,
        surface.kind,
        surface.norm,
        surface.label,
        surface.by,
        surface.full,
    )
