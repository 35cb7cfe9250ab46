"""What the lexicons say of a name: every reading, then and now."""

import msgspec

from pipeline.document import Entity
from pipeline.lexicon.context import Context
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.policies.initiatives import Initiative

_MOST = 40  # counties that are listed for the name of a township
_KINDS = frozenset(("zone", "macro", "country", "foreign"))


class Answer(msgspec.Struct, frozen=True):
    """One reading of a name: its label, its kind, its identifier, its full name, and what else is known."""

    label: str
    kind: str
    norm: str
    name: str
    more: str = ""


def look_up(knowledge: Knowledge, name: str, date: str | None = None) -> list[Answer]:
    """Look a name, a code, a title or a document number up.

    Args:
        knowledge: The lexicons.
        name: For instance 朝阳区, 110105, 长三角, 雄安新区, 越南, RU, 发改委, 中小企业促进法, 国发〔2021〕5号, 放管服.
        date: ISO date; None for today.

    Returns:
        Every reading: divisions by code, other places, townships, then agencies, then policies. What no table has, but
        the finders know by its form (吉林省发改委), as they read it; empty where nothing is known.
    """
    found = listed(knowledge, name, date)
    return found or _by_form(knowledge, name, date)


def listed(knowledge: Knowledge, name: str, date: str | None = None) -> list[Answer]:
    """Look a name up in the tables only (as :func:`look_up`)."""
    return [
        *_divisions(knowledge, name, date),
        *_places(knowledge, name, date),
        *_townships(knowledge, name, date),
        *_agencies(knowledge, name, date),
        *_policies(knowledge, name, date),
    ]


def _divisions(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    """Divisions in force then; without a date also those that had the name once."""
    at = knowledge.regions.divisions.at
    rows = at(name, date)
    surface = knowledge.regions.gazetteer.surfaces.get(name)
    if surface is not None and surface.kind is not None:  # 浦东新区 is a zone by its kind and a division too
        rows = rows or [row for row in at(surface.norm or "", date) if row.name == surface.name]
    if date is None:
        known = surface.rows if surface is not None else knowledge.regions.gazetteer.by_code.get(name, ())
        rows = [*rows, *(row for row in known if row not in rows)]
    made: list[Answer] = []
    for row in rows:
        years = f"{row.start}–{row.end or ''}"
        after = f", then {'|'.join(row.successors)}" if row.successors else ""
        path = _path(knowledge, row.code, row.name, date or (str(row.end) if row.end else None))
        made.append(Answer("REGION", row.level, row.code, path, years + after))
    return made


def _places(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    """Zones, macro-regions, countries and foreign places, by name or by identifier."""
    gazetteer = knowledge.regions.gazetteer
    surface = gazetteer.surfaces.get(name) or gazetteer.surfaces.get(name.removeprefix("macro:"))
    surface = surface or next((s for s in gazetteer.surfaces.values() if s.norm == name and s.kind == "country"), None)
    if surface is None or surface.kind is None or (surface.rows and surface.kind not in _KINDS):
        return []
    kind, norm = surface.kind, surface.norm or ""
    if kind == "macro":
        members = gazetteer.members.get(surface.name, [])
        return [Answer("REGION", kind, norm, surface.name, "|".join(members))]
    if kind == "foreign":
        # A foreign place keeps the code of its country in place of a full name.
        return [Answer("REGION", kind, norm, surface.text, f"in {surface.name}" if surface.name else "")]
    holder = knowledge.regions.divisions.name(norm, date) if norm.isdigit() else None
    more = f"in {_path(knowledge, norm, holder, date)}" if holder else ""
    return [Answer("REGION", kind, norm, surface.name, more)]


def _townships(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    gazetteer = knowledge.regions.gazetteer
    codes = gazetteer.at_date(gazetteer.counties_of.get(name) or (), date)
    made = []
    for code in codes[:_MOST]:
        county = knowledge.regions.divisions.name(code, date) or code
        made.append(Answer("REGION", "township", code, name, f"in {_path(knowledge, code, county, date)}"))
    return made


def _path(knowledge: Knowledge, code: str, name: str, date: str | None) -> str:
    above: list[str] = []
    parent = knowledge.regions.divisions.parent(code, date)
    while parent and len(above) < 3:
        above.append(knowledge.regions.divisions.name(parent, date) or parent)
        parent = knowledge.regions.divisions.parent(parent, date)
    return "".join([*reversed(above), name])


def _agencies(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    row = knowledge.agencies.row(name, date)
    if row is None:
        return []
    years = f"{row.start or ''}–{row.end or ''}" if row.start or row.end else ""
    after = f", then {'|'.join(row.successors)}" if row.successors else ""
    return [Answer("AGENCY", row.kind, row.name, row.name, (years + after).removeprefix(", "))]


def _policies(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    made: list[Answer] = []
    initiative = knowledge.policies.initiative(name)
    if initiative is not None:
        made.append(Answer("POLICY", "initiative", initiative.norm, initiative.name, _since(initiative)))
    register = knowledge.policies.register
    row = register.by_title(name, date) or register.by_number(name, date)
    if row is not None:
        more = ", ".join(part for part in (row.number, row.issuer, row.date) if part)
        made.append(Answer("POLICY", row.type, row.id, row.title, more))
    return made


def _since(initiative: Initiative) -> str:
    return ", ".join(part for part in (initiative.kind, f"since {initiative.year}" if initiative.year else "") if part)


def _by_form(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    """Read the name as a text of its own: what the finders take it for as a whole."""
    reading = knowledge.read(Context(text=name, date=date))
    whole = [
        one
        for one in (*reading.regions, *reading.agencies, *reading.policies)
        if one.start == 0 and one.end == len(name)
    ]
    return [answer for one in whole for answer in _read(one)]


def _read(one: Entity) -> list[Answer]:
    if one.candidates:
        return [Answer(one.label, one.kind, each.norm, each.name or one.text, one.by) for each in one.candidates]
    return [Answer(one.label, one.kind, one.norm or "", one.name or one.text, one.by)]
