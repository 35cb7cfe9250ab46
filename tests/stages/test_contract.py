"""The contract battery: what every registered stage promises, tried on real forms and on hostile ones."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Meta, Origin, check
from pipeline.lexicon.knowledge import Knowledge
from pipeline.registry import LAYERS, STAGES, Stage, stage_class
from support import DOCUMENTS, HOSTILE, PAGE, any_text

every_stage = pytest.mark.parametrize("name", list(STAGES))
NO_LAYER = ("schema", "id", "kind", "origin", "provenance")


@pytest.fixture(scope="module")
def make(knowledge: Knowledge) -> Callable[[str], Any]:
    """Make stages with default settings, each once."""
    made: dict[str, Any] = {}

    def stage(name: str) -> Any:
        if name not in made:
            cls = stage_class(name)
            made[name] = cls(cls.Settings(), knowledge)
        return made[name]

    return stage


def before(name: str, make: Callable[[str], Any], documents: list[Document]) -> list[Document]:
    """Take documents through the stages that come before one."""
    for earlier in list(STAGES)[: list(STAGES).index(name)]:
        documents = make(earlier)(documents)
    return documents


def corpus(page: bool = True) -> list[Document]:
    made = [
        Document(id=f"d{i}", text=t, date="2021-12-17" if i % 2 else None, origin=Origin("a.jsonl", i, (i + 1, i + 1)))
        for i, t in enumerate([*DOCUMENTS, *HOSTILE])
    ]
    odd = Meta(source="", column="\0", agency=["", "国务院"], doc_number="国办发[2021]88号")
    made.append(Document(id="odd", title=" ＡＢＣ,某市 \n通知", date="昨天", text=DOCUMENTS[0], meta=odd))
    if page:
        texts = enumerate([PAGE, *DOCUMENTS, *HOSTILE])
        made += [Document(id=f"p{i}", kind="page", text=t, origin=Origin("p.md", 0, (1, 9))) for i, t in texts]
    return made


def plain(documents: list[Document]) -> list[dict[str, Any]]:
    return [msgspec.to_builtins(d) for d in documents]


def copied(documents: list[Document]) -> list[Document]:
    return [msgspec.convert(msgspec.to_builtins(d), Document) for d in documents]


def layers(document: Document) -> dict[str, Any]:
    """Give a document's layers as a stage may name them."""
    made = msgspec.to_builtins(document)
    entities = made.pop("entities")
    for label in ("REGION", "AGENCY", "POLICY"):
        made[f"entities.{label}"] = [e for e in entities if e["label"] == label]
    return made  # type: ignore[no-any-return]


def assigns(stage: Any, layer: str) -> bool:
    return any(layer == a or layer.startswith(a + ".") for a in stage.assigns)


@every_stage
def test_it_is_called_what_the_registry_calls_it(name: str, make: Callable[[str], Any]) -> None:
    stage = make(name)
    assert f"{stage.name}@{stage.version}" == name
    assert isinstance(stage, Stage)
    for layer in (*stage.requires, *stage.assigns):
        assert layer.partition(".")[0] in LAYERS
    assert stage.assigns


@every_stage
def test_its_settings_have_defaults_and_refuse_what_they_do_not_know(name: str) -> None:
    settings = stage_class(name).Settings
    assert settings() == msgspec.convert({}, settings)
    assert msgspec.convert(msgspec.to_builtins(settings()), settings) == settings()
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"no such setting": 1}, settings)
    if settings.__struct_fields__:
        with pytest.raises(AttributeError):
            setattr(settings(), settings.__struct_fields__[0], None)


@every_stage
def test_it_changes_only_what_it_assigns(name: str, make: Callable[[str], Any]) -> None:
    stage = make(name)
    for document in before(name, make, corpus()):
        was = layers(document)
        for made in stage([document]):
            now = layers(made)
            splits = getattr(stage, "splits", False)
            for layer in now:
                if not assigns(stage, layer) and not (splits and layer in NO_LAYER):
                    assert now[layer] == was[layer], f"{document.id}: {layer}"


@every_stage
def test_it_reads_only_what_it_requires(name: str, make: Callable[[str], Any]) -> None:
    stage = make(name)
    for document in before(name, make, corpus(page=False)):
        full, poor = copied([document, document])
        for layer in ("sentences", "tokens", "keywords", "entities", "topics"):
            if not any(r.partition(".")[0] == layer for r in stage.requires):
                setattr(poor, layer, getattr(Document(id="", text=""), layer))
        for a, b in zip(stage([full]), stage([poor]), strict=True):
            left, right = layers(a), layers(b)
            for layer in left:
                if assigns(stage, layer):
                    assert left[layer] == right[layer], f"{document.id}: {layer}"


@every_stage
def test_a_second_time_changes_nothing(name: str, make: Callable[[str], Any]) -> None:
    stage = make(name)
    once = stage(before(name, make, corpus()))
    was = plain(once)
    assert plain(stage(once)) == was


@every_stage
def test_neither_the_batch_nor_the_order_matters(name: str, make: Callable[[str], Any]) -> None:
    stage = make(name)
    documents = before(name, make, corpus())
    alone = [plain(stage([d])) for d in copied(documents)]
    assert plain(stage(copied(documents))) == [d for made in alone for d in made]
    backwards = plain(stage(copied(documents)[::-1]))
    assert backwards == [d for made in alone[::-1] for d in made]


@every_stage
def test_it_takes_an_empty_batch(name: str, make: Callable[[str], Any]) -> None:
    assert make(name)([]) == []


@every_stage
def test_hostile_texts_do_no_harm(name: str, make: Callable[[str], Any]) -> None:
    stage = make(name)
    for document in before(name, make, corpus()):
        text = document.text
        for made in stage([document]):
            check(made)
            assert assigns(stage, "text") or made.text == text


@every_stage
def test_any_text_does_no_harm(name: str, make: Callable[[str], Any]) -> None:
    stage = make(name)

    @given(any_text(), any_text(), st.sampled_from(["page", "document", "article"]))
    def holds(text: str, title: str, kind: Any) -> None:
        for document in before(name, make, [Document(id="x", kind=kind, title=title, text=text)]):
            was = document.text
            for made in stage([document]):
                check(made)
                assert assigns(stage, "text") or made.text == was

    holds()
