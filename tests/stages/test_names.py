"""The stage that reads names by their context."""

import json
from pathlib import Path

import pytest

from pipeline.chain import load
from pipeline.document import Document, check
from pipeline.errors import ConfigError
from pipeline.lexicon.knowledge import Knowledge
from pipeline.lexicon.locate import models_folder
from pipeline.stages.agencies import Agencies
from pipeline.stages.entities import NameSettings
from pipeline.stages.names import Names, NamesSettings
from pipeline.stages.regions import Regions
from pipeline.train.names.holdout import drop_third, hold_out
from support import SHARED, document, needs_shared

TEXT = "近日，云屏县财政局印发通知，青岚市市长王学军到长春市调研。"


def figures(knowledge: Knowledge) -> dict[str, tuple[float, float]]:
    """Give F1 of regions and agencies on the development gold: by lists alone, and with the model."""
    from benchmarks import names

    lines = (Path(str(SHARED)) / "gold" / "entities.dev.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    alone, both = names.annotate(gold, knowledge, None), names.annotate(gold, knowledge, NamesSettings())
    return {
        label: (names.score(gold, alone, label).f1, names.score(gold, both, label).f1) for label in ("REGION", "AGENCY")
    }


@needs_shared
def test_where_the_lists_know_every_name_the_model_does_no_harm(knowledge: Knowledge) -> None:
    made = figures(knowledge)
    assert made["REGION"][1] >= made["REGION"][0] - 0.005
    assert made["AGENCY"][1] >= made["AGENCY"][0] - 0.005


@needs_shared
@pytest.mark.slow
def test_names_of_a_third_of_the_rows_that_are_held_out_are_found_by_their_context(tmp_path: Path) -> None:
    hold_out(models_folder(), tmp_path / "models", drop_third)
    made = figures(Knowledge(tmp_path / "models"))
    assert made["REGION"][1] >= max(0.90, made["REGION"][0])
    assert made["AGENCY"][1] >= max(0.95, made["AGENCY"][0])


def annotate(knowledge: Knowledge, text: str, **settings: object) -> Document:
    documents = [document(text, date="2021-12-17")]
    for stage in (Regions(NameSettings(), knowledge), Agencies(NameSettings(), knowledge)):
        documents = stage(documents)
    [made] = Names(NamesSettings(**settings), knowledge)(documents)  # type: ignore[arg-type]
    check(made)
    return made


def test_regions_and_agencies_that_no_list_knows_join_those_that_lists_know(knowledge: Knowledge) -> None:
    made = annotate(knowledge, TEXT, region=0.5, agency=0.5)
    rows = [(e.text, e.label, e.status, e.by.rpartition(":")[0] or e.by) for e in made.entities]
    assert ("云屏县", "REGION", "unresolved", "names:model") in rows
    assert ("青岚市", "REGION", "unresolved", "names:model") in rows
    assert ("云屏县财政局", "AGENCY", "resolved", "names") in rows
    assert [e.norm for e in made.entities if e.text == "长春市"] == ["220100"]
    assert [e.norm for e in made.entities if e.label == "AGENCY"] == ["云屏县财政局"]


def test_persons_and_organisations_are_written_only_when_asked_for(knowledge: Knowledge) -> None:
    assert {e.label for e in annotate(knowledge, TEXT).entities} <= {"REGION", "AGENCY"}
    asked = annotate(knowledge, TEXT, labels=["PERSON"])
    assert [e.text for e in asked.entities if e.label == "PERSON"] == ["王学军"]
    assert [e.text for e in asked.entities if e.label == "REGION"] == ["长春市"]


def test_where_it_believes_nothing_the_lists_stand_alone(knowledge: Knowledge) -> None:
    made = annotate(knowledge, TEXT, region=1.0, agency=1.0, veto=1.0)
    assert [e.text for e in made.entities] == ["长春市"]


def test_a_probability_out_of_range_is_refused() -> None:
    with pytest.raises(ConfigError, match="ZC114"):
        load("accurate", {"stages.names.region": 1.5})


def test_only_the_accurate_configuration_reads_names_by_context() -> None:
    assert "names@1" in load("accurate").provenance.stages
    for name in ("newspaper", "documents", "fast"):
        made = load(name).provenance
        assert "names@1" not in made.stages
        assert "names" not in made.models


def test_tokens_respect_the_names_that_were_found() -> None:
    [made] = load("accurate", {"stages.names.region": 0.5})([document(TEXT)])
    edges = {0}
    for word in made.tokens.text:
        edges.add(max(edges) + len(word))
    assert all(e.start in edges and e.end in edges for e in made.entities)
