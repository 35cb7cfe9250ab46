"""The subject scheme: codes and names of two levels."""

from pathlib import Path

import msgspec

from pipeline.errors import ConfigError

_HEADER = "code\tname\tparent"


class Subject(msgspec.Struct, frozen=True):
    """A subject of the scheme; ``parent`` is the code of its first-level subject, None on the first level."""

    code: str
    name: str
    parent: str | None


def load_taxonomy(path: Path) -> list[Subject]:
    """Read a subject scheme.

    Args:
        path: TSV with the header code, name, parent.

    Returns:
        The subjects in the order of the file, parents before their children; codes are unique.

    Raises:
        ConfigError: ZC141 if the file is missing, ZC142 if a line is wrong.
    """
    if not path.is_file():
        raise ConfigError("ZC141", f"no subject scheme at {path}")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if not lines or lines[0] != _HEADER:
        raise ConfigError("ZC142", f"{path}: the header must be code, name, parent, separated by tabs")
    subjects: dict[str, Subject] = {}
    for number, line in enumerate(lines[1:], start=2):
        parts = line.split("\t")
        if len(parts) != 3 or not parts[0] or not parts[1] or parts[0] in subjects:
            raise ConfigError("ZC142", f"{path}, line {number}: not a new code, its name and its parent: {line!r}")
        code, name, parent = parts
        if parent and parent not in subjects:
            raise ConfigError("ZC142", f"{path}, line {number}: no subject {parent!r} above this line")
        subjects[code] = Subject(code, name, parent or None)
    return list(subjects.values())
