"""The agency tables hold together."""

import re
from itertools import pairwise

from pipeline.lexicon.agencies.rows import AgencyRow, FunctionRow
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.table import read_table

AGENCIES = read_table(models_folder() / "lexicons" / "agencies.tsv", AgencyRow)
FUNCTIONS = read_table(models_folder() / "lexicons" / "local_agencies.tsv", FunctionRow)
IDS = {row.id for row in AGENCIES}


def test_ids_are_unique_and_readable() -> None:
    assert len(IDS) == len(AGENCIES)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", key) for key in IDS)


def test_references_name_rows() -> None:
    for row in AGENCIES:
        assert set(row.predecessors + row.successors + row.joint + ([row.needs] if row.needs else [])) <= IDS
    assert {row.central for row in FUNCTIONS if row.central} <= IDS


def test_predecessors_and_successors_mirror_each_other() -> None:
    forward = {(row.id, one) for row in AGENCIES for one in row.successors}
    assert forward == {(one, row.id) for row in AGENCIES for one in row.predecessors}


def test_dates_are_iso_and_in_order() -> None:
    for row in AGENCIES:
        assert all(day is None or re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in (row.start, row.end))
        assert not (row.start and row.end) or row.start < row.end


def test_names_shared_by_two_organs_are_told_by_their_dates() -> None:
    owners: dict[str, list[AgencyRow]] = {}
    for row in AGENCIES:
        for name in {row.name, *row.aliases}:
            owners.setdefault(name, []).append(row)
    for name, rows in owners.items():
        rows.sort(key=lambda row: row.start or "")
        for one, after in pairwise(rows):
            assert one.end is not None, name
            assert one.end <= (after.start or ""), name


def test_every_row_says_where_it_was_checked() -> None:
    assert all(row.evidence for row in AGENCIES)
    assert len(AGENCIES) >= 400


def test_one_surface_has_one_function() -> None:
    keys = [(row.form, row.name) for row in FUNCTIONS]
    assert len(set(keys)) == len(keys)
