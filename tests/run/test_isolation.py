"""A document that raises, hangs, kills its worker or eats its memory ends as one dead letter; the rest is complete."""

from pathlib import Path

import pytest

from pipeline.run.blocks import Block, Fault
from pipeline.run.orders import Order, after_loss, order_of
from pipeline.run.worker import Clock
from support import read_jsonl
from troubled import corpus, dead_letters, results, run

FAULT = Fault("trouble@1", "ZC412", "killed its worker (signal SIGSEGV)")


@pytest.mark.slow
def test_each_kind_of_trouble_is_one_dead_letter(tmp_path: Path) -> None:
    troubles = {5: "RAISE", 17: "SEGV", 18: "SEGV", 47: "EAT", 61: "EXIT"}
    source = corpus(tmp_path / "in.jsonl", 70, troubles)
    done = run(source, tmp_path / "out", "--memory-limit", "300")
    assert done.returncode == 1, done.stderr
    dead = dead_letters(tmp_path / "out")
    assert [(d["id"], d["line"], d["stage"], d["code"]) for d in dead] == [
        ("5", 6, "trouble@1", "ZC400"),
        ("17", 18, "trouble@1", "ZC412"),
        ("18", 19, "trouble@1", "ZC412"),
        ("47", 48, "trouble@1", "ZC400"),
        ("61", 62, "trouble@1", "ZC412"),
    ]
    assert all(d["path"] == str(source) and d["input"] for d in dead)
    assert "ValueError: as it was told to" in str(dead[0]["traceback"])
    assert "signal SIGSEGV" in str(dead[1]["message"])
    assert "MemoryError" in str(dead[3]["message"])
    assert "exit status 3" in str(dead[4]["message"])
    written = [d["id"] for part in sorted((tmp_path / "out").glob("part-*")) for d in read_jsonl(part)]
    rest = [i for i in range(70) if i not in troubles and i % 7 and i % 50 != 2]
    assert written == [str(i) for i in rest]
    assert "70 in = 53 out + 10 dropped + 7 dead letters" in done.stderr
    log = (tmp_path / "out" / "logs" / "run.log").read_text("utf-8")
    assert "lost a worker: shard 0 at document 17 and 0 more, stage trouble@1" in log


@pytest.mark.slow
def test_failed_documents_are_tried_again_when_asked(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 80, {5: "SPIN", 25: "RAISE"})
    assert run(source, tmp_path / "out", "--time-limit", "1").returncode == 1
    first = results(tmp_path / "out")
    hung = dead_letters(tmp_path / "out")[0]
    assert (hung["id"], hung["line"], hung["stage"], hung["code"]) == ("5", 6, "trouble@1", "ZC411")
    assert "time limit of 1 s" in str(hung["message"])
    again = run(source, tmp_path / "out", "--time-limit", "1.2", "--retry-failed")
    assert again.returncode == 1
    assert "resumed     1 shards" in again.stderr  # the one without dead letters
    second = results(tmp_path / "out")
    assert {n for n in first if first[n] != second[n]} == {
        "dead_letters.jsonl",
        "manifest.json",
        "shards/00000.dead.jsonl",
    }
    assert "1.2 s" in str(dead_letters(tmp_path / "out")[0]["message"])


def orders(order: Order, at: tuple[int, int] | None, *, certain: bool = False) -> list[tuple[int, int, str]]:
    made = after_loss(order, at, FAULT, certain=certain)
    return [
        (o.start, o.stop, "skip" if o.skip else "suspect" if o.suspect else "alone" if o.alone else "") for o in made
    ]


def test_a_lost_worker_splits_its_order_around_what_it_was_at() -> None:
    order = order_of(Block(0, [], 100))
    assert orders(order, None) == [(0, 100, "")]
    assert orders(order, (64, 36)) == [(0, 64, ""), (64, 100, "alone")]
    assert orders(order, (0, 64)) == [(0, 64, "alone"), (64, 100, "")]
    one_by_one = Order(block=order.block, start=64, stop=100, alone=True)
    assert orders(one_by_one, (70, 1)) == [(64, 70, "alone"), (70, 71, "suspect"), (71, 100, "alone")]
    assert orders(one_by_one, (70, 1), certain=True) == [(64, 70, "alone"), (70, 71, "skip"), (71, 100, "alone")]
    suspect = Order(block=order.block, start=70, stop=71, alone=True, suspect=True)
    assert orders(suspect, (70, 1)) == [(70, 71, "skip")]


def test_time_in_which_nobody_could_work_is_not_held_against_a_document() -> None:
    cells = [0.0, 0.0, 0.0, 0.0]
    clock = Clock(cells, ["trouble@1"])
    clock.batch(0, 1)
    cells[3] -= 10
    assert clock.overdue(3)
    clock.pardon(5)  # as after Ctrl-Z, or on a machine that has slept
    assert clock.overdue(3)
    clock.pardon(4)
    assert not clock.overdue(3)
    clock.batch(1, 1)
    cells[3] -= 5
    assert clock.overdue(3)
