"""The rows of the agency tables."""

from typing import Literal

import msgspec

System = Literal[
    "party", "npc", "cppcc", "military", "supervision", "court", "procuratorate", "state", "dept", "special",
    "direct", "office", "bureau", "joint", "institution", "adhoc", "local", "near", "user",
]  # fmt: skip


class AgencyRow(msgspec.Struct, frozen=True):
    """One organ under one official name (``agencies.tsv``, and a user's own table).

    Args:
        name: The full official name.
        id: Stable and readable (``ndrc``); a user's row may leave it out.
        aliases: Short names that mean this organ wherever they stand.
        bare: Names that mean this organ in national text and a local one in local text (发改委).
        system: What it belongs to; ``near`` is no organ of state but signs documents with organs.
        kind: ``central`` or ``local``.
        start: ISO date from which the name holds, None where unknown or always.
        end: ISO date on which it ended, None while it lasts.
        predecessors: Ids of the organs that it took over from.
        successors: Ids of the organs that took over from it.
        joint: Ids of organs that share its staff (两块牌子).
        needs: Id of the organ that the text must name before a bare name counts, None for no such need.
        evidence: Where the row was checked.
    """

    name: str
    id: str = ""
    aliases: list[str] = []
    bare: list[str] = []
    system: System = "user"
    kind: Literal["central", "local"] = "central"
    start: str | None = None
    end: str | None = None
    predecessors: list[str] = []
    successors: list[str] = []
    joint: list[str] = []
    needs: str | None = None
    evidence: list[str] = []


class FunctionRow(msgspec.Struct, frozen=True):
    """A piece of the names of local organs (``local_agencies.tsv``).

    Args:
        form: ``stem`` is a function that 局, 厅, 委员会 … follow; ``tail`` is a whole name after the region; ``inner``
            is a function of departments inside a central organ (税政 in 财政部税政司).
        name: As it is written (发改).
        official: In full (发展和改革).
        central: Id of the central counterpart, None where there is none.
    """

    form: Literal["stem", "tail", "inner"]
    name: str
    official: str
    central: str | None = None
