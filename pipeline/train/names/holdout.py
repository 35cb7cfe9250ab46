"""Leave-list-out: the tables without a share of their rows, to see what is found of names that no list knows."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

AGENCIES, REGIONS = "lexicons/agencies.tsv", "lexicons/regions.tsv"
FULL = ("", *"省市县区旗盟州镇乡")


def third(key: str, seed: int = 1) -> bool:
    """Tell whether a row belongs to the third that is held out."""
    return int(hashlib.sha256(f"{seed} {key}".encode()).hexdigest(), 16) % 3 == 0


def hold_out(models: Path, out: Path, drop: Callable[[str, list[str]], bool]) -> set[str]:
    """Copy the models without some rows of the tables of regions and agencies.

    Args:
        models: The folder of models.
        out: Where the copy goes; emptied first.
        drop: Given a row's code or id and its names, says whether the row is left out.

    Returns:
        The names that no row of these tables has any more.
    """
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(models, out)
    gone: set[str] = set()
    left: set[str] = set()
    for table, key, columns in ((REGIONS, "code", ("name", "short")), (AGENCIES, "id", ("name", "aliases", "bare"))):
        path = out / table
        header, *lines = path.read_text("utf-8").rstrip("\n").split("\n")
        places = header.split("\t")
        kept = [header]
        for line in lines:
            cells = dict(zip(places, line.split("\t"), strict=True))
            names = [n for column in columns for n in cells[column].split("|") if len(n) > 1]
            if drop(cells[key], names):
                gone.update(names)
            else:
                left.update(names)
                kept.append(line)
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return gone - left


def drop_third(key: str, names: list[str]) -> bool:
    """Leave out a random third of the rows."""
    return third(key or names[0])


def drop_named(texts: Iterable[str]) -> Callable[[str, list[str]], bool]:
    """Make the rule that leaves out every row with a name that the texts have.

    Args:
        texts: The documents.

    Returns:
        What :func:`hold_out` takes.
    """
    whole = "\n".join(texts)
    return lambda _, names: any(name in whole for name in names)
