"""What the lexicons say of a name: every reading, then and now."""

import msgspec

from pipeline.lexicon.knowledge import Knowledge


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
        name: For instance 朝阳区, 110105, 发改委, 中小企业促进法, 国发〔2021〕5号.
        date: ISO date; None for today.

    Returns:
        Every reading: regions by code, then agencies, then policies; empty where nothing is known.
    """
    return [*_regions(knowledge, name, date), *_agencies(knowledge, name, date), *_policies(knowledge, name, date)]


def _regions(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    made: list[Answer] = []
    for row in knowledge.regions.at(name, date):
        above: list[str] = []
        code = row.parent
        while code and len(above) < 3:
            above.append(knowledge.regions.name(code, date) or code)
            code = knowledge.regions.parent(code, date)
        years = f"{row.start}–{row.end or ''}"
        after = f", then {'|'.join(row.successors)}" if row.successors else ""
        made.append(Answer("REGION", row.level, row.code, "".join([*reversed(above), row.name]), years + after))
    return made


def _agencies(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    official = knowledge.agencies.official(name, date)
    return [Answer("AGENCY", "central", official, official)] if official else []


def _policies(knowledge: Knowledge, name: str, date: str | None) -> list[Answer]:
    register = knowledge.policies.register
    row = register.by_title(name, date) or register.by_number(name, date)
    if row is None:
        return []
    more = ", ".join(part for part in (row.number, row.issuer, row.date) if part)
    return [Answer("POLICY", row.type, row.id, row.title, more)]
