"""A place found in a text, while it is being read: what it may stand for narrows from rule to rule."""

from pipeline.document import Candidate, Entity
from pipeline.lexicon.regions.gazetteer import Surface
from pipeline.lexicon.regions.rows import DivisionRow, Place


class Mention:
    """A stretch of text that may be a place.

    Args:
        start: Its start in code points.
        end: Its end.
        surface: The name that stands there; for a chain, the last one.
    """

    __slots__ = (
        "by",
        "candidates",
        "end",
        "full",
        "head",
        "kind",
        "leads",
        "name",
        "norm",
        "rows",
        "start",
        "stem",
        "surface",
        "use",
    )

    def __init__(self, start: int, end: int, surface: Surface) -> None:
        self.start = start
        self.end = end
        self.surface = surface
        self.rows: tuple[DivisionRow, ...] = surface.rows
        self.use = surface.use
        self.kind: Place | None = surface.kind
        self.norm = surface.norm
        self.name = surface.label
        self.by = surface.by
        self.full = surface.full
        self.leads = False  # whether it stands at the head of a text, before a colon or as its dateline
        self.head: str | None = None  # the code of the division that a township or zone lies in, before it is resolved
        self.stem: int | None = None  # where the division's own name ends that a zone goes on from
        self.candidates: list[Candidate] | None = None

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
        if self.norm is not None:
            kind = self.kind or self.rows[0].level
            # By position, which is twice as fast, for the usual case.
            made = Entity(
                self.start, self.end, text[self.start : self.end], "REGION", kind, self.norm, self.name, current
            )
            made.by = f"regions:{self.by}"
            return made
        unresolved = not self.candidates and self.kind not in {"foreign", "zone"}
        return Entity(
            start=self.start,
            end=self.end,
            text=text[self.start : self.end],
            label="REGION",
            kind=self.kind or self.rows[0].level,
            name=self.name if self.kind == "zone" else None,
            status="ambiguous" if self.candidates else "unresolved" if unresolved else "resolved",
            candidates=self.candidates or [],
            by=f"regions:{self.by}",
        )
