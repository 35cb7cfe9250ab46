"""The whole chain on any text: offsets, surfaces and tokens hold, nothing is lost, nothing breaks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.chain import Pipeline, load
from pipeline.document import Document, Origin, check, decode, encode
from pipeline.outcome import Balance, Dropped
from support import DOCUMENTS, HOSTILE, PAGE, any_text, document

MILLION = 1_000_000
STRETCHES = (
    "国", "国务院", "省市县区", "《", "《国务院", "“", "（", "〔2021〕", "国办发〔2021〕1号", "1", "a", "。", "，", " ",
    "\n", "记者 ", "**", "**\n", "等部", "某某县人民政府办公室关于", "\u0301", "😀",
)  # fmt: skip
"""What a long hostile text is made of, one after the other, each many thousand times."""


def holds(made: Document) -> None:
    """See that a whole record's layers fit its text, and that no entity's edge falls inside a token."""
    check(made)
    assert decode(encode(made)) == made
    assert "".join(made.tokens.text) == made.text
    edges = {0}
    at = 0
    for word in made.tokens.text:
        assert word
        at += len(word)
        edges.add(at)
    for entity in made.entities:
        assert entity.start in edges
        assert entity.end in edges
        assert (entity.status == "ambiguous") <= bool(entity.candidates)
        assert entity.by
    covered = {i for s in made.sentences for i in range(s.start, s.end)}
    assert all(c.isspace() for i, c in enumerate(made.text) if i not in covered)
    scores = [k.score for k in made.keywords]
    assert scores == sorted(scores, reverse=True)
    assert all(k.count >= 1 and k.text for k in made.keywords)


def annotate(pipeline: Pipeline, given_: Document) -> list[Any]:
    """Annotate one document; a dead letter fails the test."""
    books = Balance()
    made = list(pipeline.stream([given_], books))
    for item in made:
        assert isinstance(item, Document | Dropped), getattr(item, "traceback", None) or item.message
    books.written = sum(isinstance(i, Document) for i in made)
    books.dropped = len(made) - books.written
    books.check()
    return made


@given(any_text(), st.none() | any_text(), st.none() | st.sampled_from(["2021-12-17", "1998", "昨天", ""]))
def test_documents_leaves_any_text_as_it_is(
    documents: Pipeline, text: str, title: str | None, date: str | None
) -> None:
    [made] = annotate(documents, document(text, title=title, date=date))
    assert made.text == text
    holds(made)


@given(any_text(), st.sampled_from(["page", "document"]))
def test_newspaper_takes_any_text(newspaper: Pipeline, text: str, kind: Any) -> None:
    for made in annotate(newspaper, document(text, kind=kind, origin=Origin("p.md", 0, (1, 1), "utf-8"))):
        if isinstance(made, Document):
            holds(made)


@pytest.mark.parametrize("text", [*HOSTILE, *DOCUMENTS, PAGE])
def test_hostile_and_ordinary_texts(documents: Pipeline, newspaper: Pipeline, text: str) -> None:
    [made] = annotate(documents, document(text))
    assert made.text == text
    holds(made)
    for kind in ("page", "document"):
        for item in annotate(newspaper, document(text, kind=kind)):
            if isinstance(item, Document):
                holds(item)


@pytest.mark.parametrize("text", [*DOCUMENTS, PAGE])
def test_annotating_a_second_time_changes_nothing(documents: Pipeline, newspaper: Pipeline, text: str) -> None:
    for pipeline in (documents, newspaper):
        once = [encode(d) for d in pipeline([document(text, kind="page")])]
        assert [encode(d) for d in pipeline(map(decode, once))] == once


def test_other_configurations_may_annotate_what_one_has_annotated(documents: Pipeline, newspaper: Pipeline) -> None:
    text = "　　近日,江苏省发布通知。\n\n\n　　苏州市落实!"
    [made] = documents([document(text)])
    [again] = newspaper([decode(encode(made))])
    holds(again)
    assert again.text != text
    [alone] = newspaper([document(text)])
    assert (again.entities, again.tokens, again.topics) == (alone.entities, alone.tokens, alone.topics)


def test_annotations_depend_neither_on_the_batch_nor_on_the_order(documents: Pipeline) -> None:
    def fresh() -> list[Document]:
        return [document(t, id=str(i)) for i, t in enumerate([*DOCUMENTS, PAGE])]

    together = [encode(d) for d in documents(fresh())]
    assert [encode(d) for d in documents(fresh()[::-1])] == together[::-1]
    assert [encode(d) for f in fresh() for d in documents([f])] == together


@pytest.mark.slow
def test_a_million_hostile_characters_take_the_time_of_their_length(documents: Pipeline, newspaper: Pipeline) -> None:
    # A step that is quadratic in one of the stretches would take minutes, not seconds.
    each = MILLION // len(STRETCHES)
    text = "".join((s * each)[:each] for s in STRETCHES)
    text += "国" * (MILLION - len(text))
    assert len(text) == MILLION
    [made] = annotate(documents, document(text))
    assert made.text == text
    holds(made)
    for kind in ("page", "document"):
        for item in annotate(newspaper, document(text, kind=kind)):
            holds(item)


def test_the_fast_configuration_finds_the_same_names_and_topics_and_leaves_out_words_and_key_terms() -> None:
    whole, fast = (list(load(name)(map(document, DOCUMENTS))) for name in ("documents", "fast"))
    assert len(whole) == len(fast) == len(DOCUMENTS)
    for one, other in zip(whole, fast, strict=True):
        assert one.tokens.text
        assert (other.tokens.text, other.sentences, other.keywords) == ([], [], [])
        assert (other.entities, other.regions, other.relations) == (one.entities, one.regions, one.relations)
        assert (other.topics, other.meta) == (one.topics, one.meta)
