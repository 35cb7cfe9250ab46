"""Training: cut and swapped samples keep their marks, a model learns, the same seed gives the same bytes, resumes."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.locate import models_folder
from pipeline.train.names.holdout import drop_third, hold_out
from pipeline.train.names.sample import Mark, Sample, cut, without_overlaps

pytest.importorskip("scipy")

import itertools

from pipeline.lexicon.names.model import NameModel
from pipeline.train.names.fit import Fitter, write_model
from pipeline.train.names.swap import Swapper, apply

TEXT = "昨日，厦门市税务局与李建国在长春会面。吉林省公安厅发文，王小明到场！"
SAMPLE = Sample(
    TEXT,
    [(3, 6, "REGION"), (14, 16, "REGION"), (19, 22, "REGION")],
    [(3, 9, "AGENCY"), (10, 13, "PERSON"), (19, 25, "AGENCY"), (28, 31, "PERSON")],
    "own",
)


def names(sample: Sample) -> list[tuple[str, str]]:
    return [(sample.text[s:e], label) for s, e, label in (*sample.places, *sample.bodies)]


def test_cutting_keeps_every_mark() -> None:
    parts = list(cut(SAMPLE))
    assert "".join(p.text for p in parts) == TEXT
    assert len(parts) == 2
    assert sorted(n for p in parts for n in names(p)) == sorted(names(SAMPLE))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).filter(lambda p: p[0] < p[1])))
def test_marks_without_overlaps_do_not_overlap(spans: list[list[int]]) -> None:
    kept = without_overlaps([(s, e, "X") for s, e in spans])
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(kept))
    assert bool(kept) == bool(spans)


def test_an_edit_moves_the_marks_along() -> None:
    made = apply(SAMPLE, [(3, 6, "呼和浩特市"), (14, 16, "通化")])
    assert names(made)[:2] == [("呼和浩特市", "REGION"), ("通化", "REGION")]
    assert ("呼和浩特市税务局", "AGENCY") in names(made)
    assert names(made)[2:] == [("吉林省", "REGION"), ("呼和浩特市税务局", "AGENCY"), *names(SAMPLE)[4:]]


def test_swapped_samples_keep_their_frame_and_as_many_marks() -> None:
    swap = Swapper(models_folder(), seed=3)
    changed = 0
    for _ in range(200):
        made = swap(SAMPLE)
        assert [m[2] for m in made.bodies] == [m[2] for m in SAMPLE.bodies]
        assert len(made.places) == len(SAMPLE.places)
        assert all(0 <= s < e <= len(made.text) for s, e, _ in (*made.places, *made.bodies))
        assert made.text.startswith("昨日，")
        assert made.text.endswith("到场！")
        changed += made.text != TEXT
    assert changed > 150


def test_a_held_name_never_stays_and_is_never_drawn() -> None:
    swap = Swapper(models_folder(), seed=3, held=lambda name: "长春" in name or "厦门" in name)
    for _ in range(200):
        text = swap(SAMPLE).text
        assert "长春" not in text
        assert "厦门" not in text


def samples() -> list[Sample]:
    chance = random.Random(1)
    made = []
    for _ in range(300):
        place = "".join(chance.choice("云岚青屏江河山海") for _ in range(2)) + chance.choice("市县")
        person = chance.choice("王李张") + chance.choice("学军明华") + chance.choice("学军明华")
        text = f"{person}到{place}了。"
        places: list[Mark] = [(4, 7, "REGION")]
        made.append(Sample(text, places, [(0, 3, "PERSON")], "own"))
    return made


def fitted(epochs: int, state: Path | None = None) -> Fitter:
    fitter = Fitter(seed=4, rare=1)
    if state is not None and state.is_file():
        fitter.load(state)
    else:
        fitter.count(samples())
    while fitter.epoch < epochs:
        fitter.run(samples())
    return fitter


def test_it_learns_and_writes_a_model_that_loads(tmp_path: Path) -> None:
    assert write_model(fitted(4), tmp_path, 0.01) > 10
    [found] = NameModel(tmp_path).find(["张明华到青岚县了。"])
    assert [f[:3] for f in found["places"]] == [(4, 7, "REGION")]
    assert [f[:3] for f in found["bodies"]] == [(0, 3, "PERSON")]


def test_the_same_seed_gives_the_same_bytes_and_a_stopped_training_goes_on(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_model(fitted(3), tmp_path / name, 0.01)
    fitted(1).save(tmp_path / "state.npz")
    write_model(fitted(3, tmp_path / "state.npz"), tmp_path / "c", 0.01)
    a, b, c = ((tmp_path / name / "model.npz").read_bytes() for name in "abc")
    assert a == b == c


def test_a_third_of_the_rows_can_be_held_out(tmp_path: Path) -> None:
    gone = hold_out(models_folder(), tmp_path / "models", drop_third)
    assert len(gone) > 1000
    for name in ("regions", "agencies"):
        path = Path("lexicons") / f"{name}.tsv"
        kept, all_ = (len((f / path).read_text("utf-8").splitlines()) for f in (tmp_path / "models", models_folder()))
        assert 0.6 < kept / all_ < 0.73
