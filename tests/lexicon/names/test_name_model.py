"""The shipped model: any text, batches, offsets, and what it is measured to do."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from pipeline.errors import ConfigError
from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.names.model import LONGEST, NameModel, pieces_of
from support import DOCUMENTS, HOSTILE, SHARED, any_text, needs_shared

MODEL = NameModel(models_folder() / "names")


@given(any_text())
def test_pieces_give_the_text(text: str) -> None:
    parts = [text[s:e] for s, e in pieces_of(text)]
    assert "".join(parts) == text
    assert all(0 < len(part) <= LONGEST for part in parts)


@given(any_text())
def test_names_of_any_text_are_in_it_in_order_and_apart(text: str) -> None:
    [found] = MODEL.find([text])
    for names in found.values():
        edges = [edge for one in names for edge in (one.start, one.end)]
        assert edges == sorted(edges)
        assert all(0 <= one.start < one.end <= len(text) and 0 <= one.score <= 1.0001 for one in names)


def test_a_text_has_the_same_names_alone_and_in_a_batch() -> None:
    texts = [*DOCUMENTS, *HOSTILE]
    spans = [{k: [one[:3] for one in v] for k, v in f.items()} for f in MODEL.find(texts)]
    assert spans == [{k: [one[:3] for one in v] for k, v in MODEL.find([t])[0].items()} for t in texts]


def test_names_that_no_list_knows_are_read_by_their_context() -> None:
    text = "近日，青岚县数字低空发展局印发通知，云屏市市长王学军到场讲话。"
    [found] = MODEL.find([text])
    names = {(text[f.start : f.end], f.label) for layer in found.values() for f in layer}
    assert ("青岚县", "REGION") in names
    assert ("云屏市", "REGION") in names
    assert ("王学军", "PERSON") in names


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ZC140"):
        NameModel(tmp_path)


def test_the_model_is_small() -> None:
    assert sum(f.stat().st_size for f in (models_folder() / "names").iterdir()) < 15_000_000


@needs_shared
@pytest.mark.parametrize(("corpus", "floors"), [("msra.test", (0.71, 0.57)), ("pd199801.test", (0.78, 0.79))])
def test_corpora_of_news_reach_the_floors(corpus: str, floors: tuple[float, float]) -> None:
    from benchmarks.names import corpus_scores

    scores = corpus_scores(MODEL, Path(str(SHARED)) / "gold" / "ner" / f"{corpus}.jsonl", chains=True)
    assert (scores["LOC"].f1 >= floors[0], scores["ORG"].f1 >= floors[1]) == (True, True), json.dumps(
        {k: s.f1 for k, s in scores.items()}
    )
