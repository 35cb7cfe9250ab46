"""The chain: wiring, order, and failures that stay with their document."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.chain import Pipeline, build, check_wiring, load
from pipeline.config import load_config
from pipeline.document import Document, Entity, Meta, Origin, Provenance, Tokens
from pipeline.errors import ConfigError, StageError
from pipeline.outcome import Balance, DeadLetter, Dropped, line_of
from support import Step, document, step


def fails_on(word: str, error: Callable[[], Exception] = lambda: KeyError("boom")) -> Step:
    def one(d: Document) -> None:
        if word in d.text:
            raise error()
        d.title = f"{d.title or ''}+"

    return step("fails", one, assigns=("title",))


def upper() -> Step:
    def one(d: Document) -> None:
        d.meta.column = d.text.upper()

    return step("upper", one, assigns=("meta",))


def by_lines() -> Step:
    def one(d: Document) -> list[Document]:
        return [document(line, id=f"{d.id}/{i}") for i, line in enumerate(d.text.split("\n"), 1) if line]

    return step("lines", one, assigns=("text",), splits=True)


def letter(name: str = "x") -> DeadLetter:
    return DeadLetter(id=name, path="p", line=3, stage="ingest", code="ZC302", message="not JSON")


def run(stages: list[Step], items: list[Any], batch_size: int = 3) -> tuple[list[Any], Balance]:
    books = Balance()
    return list(Pipeline(stages, batch_size=batch_size).stream(items, books)), books


def test_documents_come_out_in_order_and_each_once() -> None:
    items = [document(f"t{i}", id=str(i)) for i in range(10)]
    made, books = run([upper()], items)
    assert [d.meta.column for d in made] == [f"T{i}" for i in range(10)]
    assert (books.inputs, books.split) == (10, 0)


def test_one_bad_document_alone_is_lost_and_says_where() -> None:
    items = [
        document("good", id="1"),
        document("a bad one", id="2", origin=Origin("f.jsonl", 1, (2, 2), "utf-8")),
        document("x", id="3"),
    ]
    made, _ = run([fails_on("bad"), upper()], items)
    assert [d.id for d in made] == ["1", "2", "3"]
    assert isinstance(made[1], DeadLetter)
    assert (made[1].path, made[1].line, made[1].stage) == ("f.jsonl", 2, "fails@1")
    assert (made[1].code, made[1].message, made[1].input) == ("ZC400", "KeyError: 'boom'", "a bad one")
    assert "Traceback" in (made[1].traceback or "")
    assert [d.meta.column for d in (made[0], made[2])] == ["GOOD", "X"]


def test_an_error_of_ours_needs_no_traceback() -> None:
    made, _ = run([fails_on("bad", lambda: StageError("ZC499", "so it is"))], [document("bad")])
    assert (made[0].code, made[0].message, made[0].traceback) == ("ZC499", "so it is", None)


def test_dead_letters_of_the_input_pass_in_their_place() -> None:
    made, books = run([upper()], [document("a", id="1"), letter(), document("b", id="2"), letter("y")])
    assert [m.id for m in made] == ["1", "x", "2", "y"]
    assert books.inputs == 4


def test_a_split_makes_several_and_the_books_count_them() -> None:
    made, books = run([by_lines(), upper()], [document("a\nb\nc", id="p"), letter(), document("d", id="q")])
    assert [m.id for m in made] == ["p/1", "p/2", "p/3", "x", "q/1"]
    assert (books.inputs, books.split) == (3, 2)


def test_a_document_that_a_stage_gives_nothing_for_is_dropped_with_a_reason() -> None:
    made, books = run([by_lines(), upper()], [document("", id="p"), document("a", id="q")])
    assert isinstance(made[0], Dropped)
    assert (made[0].id, made[0].stage, made[0].reason) == ("p", "lines", "no text")
    assert (books.inputs, books.split) == (2, 0)


def test_a_stage_that_loses_documents_without_saying_so_is_told() -> None:
    made, _ = run([step("loses", lambda _: [])], [document("a", id="1")])
    assert (made[0].code, made[0].id) == ("ZC402", "1")
    made, _ = run([step("doubles", lambda d: [d, d])], [document("a", id="1"), document("b", id="2")])
    assert [m.code for m in made] == ["ZC402", "ZC402"]


def test_a_stage_that_returns_no_list_fails_its_documents_only() -> None:
    class Nothing(Step):
        def __call__(self, batch: list[Document]) -> list[Document]:  # noqa: ARG002
            return None  # type: ignore[return-value]

    made, _ = run([Nothing(), upper()], [document("a", id="1")])
    assert (made[0].stage, made[0].code) == ("step@1", "ZC400")


def test_a_record_that_does_not_fit_its_text_is_a_dead_letter_of_the_writer() -> None:
    def wrong(d: Document) -> None:
        d.entities = [Entity(0, 2, "别的", "REGION", "x")]

    made, _ = run(
        [step("wrong", wrong, assigns=("entities.REGION",))], [document("文本", origin=Origin("f", 0, (7, 7)))]
    )
    dead = line_of(made[0])
    assert isinstance(dead, DeadLetter)
    assert (dead.stage, dead.code, dead.line) == ("write", "ZC502", 7)
    assert isinstance(line_of(document()), bytes)


def test_a_record_that_has_no_bytes_is_a_dead_letter_that_can_be_written() -> None:
    import msgspec

    dead = line_of(document("前\ud800后"))
    assert isinstance(dead, DeadLetter)
    assert (dead.code, dead.input) == ("ZC504", "前\\ud800后")
    msgspec.json.encode(dead)
    made, _ = run([fails_on("前")], [document("前\ud800后")])
    assert msgspec.json.decode(msgspec.json.encode(made[0]))["input"] == "前\\ud800后"


def test_an_interrupt_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        run([fails_on("bad", KeyboardInterrupt)], [document("bad")])  # type: ignore[arg-type]


def test_calling_the_pipeline_raises_for_the_first_that_fails() -> None:
    pipeline = Pipeline([fails_on("bad")], batch_size=2)
    assert [d.title for d in pipeline([document("a"), document("b"), document("c")])] == ["+", "+", "+"]
    with pytest.raises(StageError, match="ZC401 2: stage fails@1: KeyError: 'boom'"):
        list(pipeline([document("a", id="1"), document("bad", id="2")]))


def test_calling_the_pipeline_leaves_dropped_documents_out() -> None:
    assert [d.id for d in Pipeline([by_lines()])([document(""), document("a", id="1")])] == ["1/1"]


def test_a_batch_ends_by_characters_too() -> None:
    sizes: list[int] = []

    class Sizes(Step):
        def __call__(self, batch: list[Document]) -> list[Document]:
            sizes.append(len(batch))
            return batch

    pipeline = Pipeline([Sizes()], batch_size=10)
    list(pipeline([document("长" * 150_000) for _ in range(4)] + [document("短") for _ in range(12)]))
    assert sizes == [2, 2, 10, 2]


def test_the_stream_is_lazy() -> None:
    taken: list[int] = []

    def endless():  # type: ignore[no-untyped-def]
        for i in range(10**9):
            taken.append(i)
            yield document("a", id=str(i))

    stream = Pipeline([upper()], batch_size=4).stream(endless())
    assert next(stream).id == "0"
    assert len(taken) == 4


def test_every_record_says_what_made_it_and_a_later_part_adds_to_it() -> None:
    first = Pipeline([upper()], Provenance("z 1", "c:1", ["upper@1"], {"words": "1"}))
    second = Pipeline([step("more", lambda _: None)], Provenance("z 1", "c:1", ["more@1"], {"words": "1"}))
    made = list(second(first([document()])))
    assert made[0].provenance == Provenance("z 1", "c:1", ["upper@1", "more@1"], {"words": "1"})
    again = list(first(made))
    assert again[0].provenance.stages == ["more@1", "upper@1"]


def test_tokens_are_cut_at_the_edges_of_entities() -> None:
    def mark(d: Document) -> None:
        d.entities = [Entity(0, 3, "苏州市", "REGION", "x"), Entity(3, 5, "政府", "AGENCY", "x")]

    given_ = document("苏州市政府", tokens=Tokens(["苏州", "市政府"], ["ns", "n"]))
    made = list(Pipeline([step("mark", mark, assigns=("entities.REGION",))])([given_]))
    assert (made[0].tokens.text, made[0].tokens.pos) == (["苏州", "市", "政府"], ["ns", "n", "n"])


def test_layers_go_when_the_text_that_they_were_made_for_changes() -> None:
    def strip(d: Document) -> None:
        d.text = d.text.strip()

    strips = step("strip", strip, assigns=("text",))
    layers = {"tokens": Tokens([" ", "苏州"], ["w", "ns"]), "provenance": Provenance("z", "c", ["words@1"], {})}
    kept, gone = Pipeline([strips])([document("苏州", tokens=Tokens(["苏州"], ["ns"])), document(" 苏州", **layers)])
    assert kept.tokens.text == ["苏州"]
    assert (gone.text, gone.tokens, gone.provenance.stages) == ("苏州", Tokens(), [])


def test_a_need_that_nothing_gives_is_refused_before_any_document() -> None:
    words = step("words", lambda _: None, assigns=("tokens",))
    terms = step("terms", lambda _: None, requires=("text", "tokens"), assigns=("keywords",))
    check_wiring([words, terms])
    with pytest.raises(ConfigError, match="ZC121 stage 'terms' requires 'tokens'.*move words before it"):
        check_wiring([terms, words])
    with pytest.raises(ConfigError, match="ZC121 .*add a stage that assigns 'tokens'"):
        Pipeline([terms])
    check_wiring([terms], ["text", "tokens"])


def test_a_need_of_entities_is_met_by_those_of_one_label() -> None:
    names = step("names", lambda _: None, assigns=("entities.REGION",))
    check_wiring([names, step("a", lambda _: None, requires=("entities",))])
    check_wiring([names, step("b", lambda _: None, requires=("entities.REGION",))])
    with pytest.raises(ConfigError, match="ZC121"):
        check_wiring([names, step("c", lambda _: None, requires=("entities.AGENCY",))])


def test_wiring_is_checked_when_a_configuration_is_built() -> None:
    with pytest.raises(ConfigError, match="ZC121 stage 'keywords' requires 'tokens'"):
        load("documents", {"pipeline.stages": ["keywords", "segment"]})


def test_a_part_of_the_chain_takes_what_comes_before_it_from_the_records() -> None:
    config = load_config("documents", {"pipeline.stages": ["segment", "keywords"]})
    part = build(config, only=("keywords",))
    assert [s.name for s in part.stages] == ["keywords"]
    assert part.provenance.stages == ["keywords@1"]


def test_a_user_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigError, match="ZC122 .*none.tsv"):
        load("documents", {"pipeline.stages": ["segment"], "lexicon.words": "none.tsv"})


OUTCOMES = st.lists(st.sampled_from(["good", "bad", "a\nb", "a\nbad", "", "\n", "dead"]), max_size=30)


@given(OUTCOMES, st.integers(1, 7), st.booleans())
def test_the_books_balance_whatever_happens(texts: list[str], batch_size: int, after: bool) -> None:
    stages = [by_lines(), fails_on("bad")] if after else [fails_on("bad"), by_lines()]
    items = [letter(str(i)) if t == "dead" else document(t, id=str(i), meta=Meta()) for i, t in enumerate(texts)]
    made, books = run(stages, items, batch_size)
    books.written = sum(isinstance(m, Document) for m in made)
    books.dead = sum(isinstance(m, DeadLetter) for m in made)
    books.dropped = sum(isinstance(m, Dropped) for m in made)
    books.check()
    assert books.inputs == len(texts)
    alone = [
        m.id for i in items for m in run(stages, [i] if isinstance(i, DeadLetter) else [document(i.text, id=i.id)])[0]
    ]
    assert [m.id for m in made] == alone
