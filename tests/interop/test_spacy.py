"""Records as spaCy documents and back: nothing is lost, nothing is dropped uncounted."""

import msgspec
import pytest
from hypothesis import given

from pipeline.chain import Pipeline
from pipeline.document import Candidate, Document, Entity, Span, Tokens, encode
from pipeline.errors import RecordError
from support import DOCUMENTS, HOSTILE, any_text, document

spacy = pytest.importorskip("spacy")

from pipeline.interop.convert import counts, entity_of, from_spacy, to_spacy  # noqa: E402
from pipeline.interop.spans import Counts, add_spans, set_ents  # noqa: E402

VOCAB = spacy.blank("zh").vocab
TEXT = "朝阳区政府发文。"
RECORD = document(
    TEXT,
    title="题",
    date="2021-12-17",
    tokens=Tokens(["朝阳区", "政府", "发文", "。"], ["ns", "n", "v", "w"]),
    sentences=[Span(0, 8)],
    entities=[
        Entity(0, 5, "朝阳区政府", "AGENCY", "local", norm="朝阳区人民政府", by="agencies:local"),
        Entity(
            0, 3, "朝阳区", "REGION", "county",
            status="ambiguous", candidates=[Candidate("110105", "北京市朝阳区"), Candidate("220104", "长春市朝阳区")],
        ),
    ],
)  # fmt: skip


def test_every_mention_is_a_span_with_label_and_norm() -> None:
    doc = to_spacy(RECORD, VOCAB)
    assert doc.text == TEXT
    assert [t.text for t in doc] == RECORD.tokens.text
    assert [(t.tag_, t.pos_) for t in doc] == [("ns", "PROPN"), ("n", "NOUN"), ("v", "VERB"), ("w", "PUNCT")]
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["zhengce"]] == [
        ("朝阳区政府", "AGENCY", "朝阳区人民政府"),
        ("朝阳区", "REGION", ""),
    ]
    assert [s.text for s in doc.spans["zhengce_regions"]] == ["朝阳区"]
    assert [s.text for s in doc.spans["zhengce_agencies"]] == ["朝阳区政府"]
    assert len(doc.spans["zhengce_policies"]) == 0
    region = entity_of(doc.spans["zhengce_regions"][0])
    assert region == RECORD.entities[1]


@pytest.mark.parametrize(
    ("ents", "labels", "expected"),
    [
        ("longest", None, ["朝阳区政府"]),
        ("shortest", None, ["朝阳区"]),
        ("longest", ["REGION"], ["朝阳区"]),
        ("none", None, []),
    ],
)
def test_of_overlapping_mentions_the_policy_says_which_is_an_ent(ents: str, labels: object, expected: object) -> None:
    doc = to_spacy(RECORD, VOCAB, ents=ents, labels=labels)
    assert [e.text for e in doc.ents] == expected
    assert counts(doc).not_in_ents == 2 - len(doc.ents)


def test_a_token_across_an_edge_is_cut_and_counted() -> None:
    odd = msgspec.structs.replace(RECORD, tokens=Tokens(["朝", "阳区政", "府发文。"], ["x", "x", "x"]))
    doc = to_spacy(odd, VOCAB)
    assert [t.text for t in doc] == ["朝", "阳区", "政", "府", "发文。"]
    assert [s.text for s in doc.spans["zhengce"]] == ["朝阳区政府", "朝阳区"]
    assert counts(doc) == Counts(mentions=2, misaligned=2, dropped=0, not_in_ents=1)


@pytest.mark.parametrize(
    ("misaligned", "expected", "dropped"), [("expand", ["阳区政"], 0), ("contract", [], 1), ("drop", [], 1)]
)
def test_on_foreign_tokens_the_setting_decides(misaligned: str, expected: list[str], dropped: int) -> None:
    doc = spacy.tokens.Doc(VOCAB, words=["朝", "阳区政", "府"], spaces=[False] * 3)
    add_spans(doc, ["REGION"], [Entity(1, 3, "阳区", "REGION", "county", norm="x")], misaligned)
    assert [s.text for s in doc.spans["zhengce"]] == expected
    assert counts(doc).misaligned == 1
    assert counts(doc).dropped == dropped
    for span in doc.spans["zhengce"]:
        assert entity_of(span) == Entity(1, 3, "阳区", "REGION", "county", norm="x")


@pytest.mark.parametrize(("overwrite", "expected"), [(False, ["区政", "发文"]), (True, ["朝阳区政府", "发文"])])
def test_entities_of_others_stay_unless_told_otherwise(overwrite: bool, expected: list[str]) -> None:
    doc = to_spacy(msgspec.structs.replace(RECORD, tokens=Tokens()), VOCAB, ents="none")
    doc.ents = [doc.char_span(2, 4, label="X"), doc.char_span(5, 7, label="X")]
    set_ents(doc, "longest", overwrite=overwrite)
    assert [e.text for e in doc.ents] == expected


def test_a_record_comes_back_as_it_was(documents: Pipeline) -> None:
    given = [document(text, id=str(i), date="2021-12-17") for i, text in enumerate([*DOCUMENTS, *HOSTILE])]
    for record in documents(given):
        assert encode(from_spacy(to_spacy(record, VOCAB))) == encode(record)


def test_a_record_comes_back_through_a_doc_bin(documents: Pipeline) -> None:
    records = list(documents([document(text, id=str(i)) for i, text in enumerate(DOCUMENTS)]))
    stored = spacy.tokens.DocBin(store_user_data=True, docs=[to_spacy(r, VOCAB) for r in records]).to_bytes()
    fresh = spacy.blank("zh").vocab
    docs = list(spacy.tokens.DocBin().from_bytes(stored).get_docs(fresh))
    assert [encode(from_spacy(d)) for d in docs] == [encode(r) for r in records]
    assert [e.label_ for e in docs[0].ents][:2] == ["POLICY", "POLICY"]


@given(any_text())
def test_any_text_comes_back(text: str) -> None:
    record = Document(id="x", text=text)
    back = from_spacy(to_spacy(record, VOCAB))
    assert back.text == text
    assert back.tokens.text == list(text)


def test_half_a_surrogate_pair_is_refused_with_a_code() -> None:
    with pytest.raises(RecordError, match="ZC504"):
        to_spacy(document("国\ud800务"), VOCAB)


def test_what_was_changed_in_spacy_is_in_the_record() -> None:
    doc = to_spacy(RECORD, VOCAB)
    new = spacy.tokens.Span(doc, 2, 3, label="POLICY", kb_id="发文")
    doc.spans["zhengce"] = spacy.tokens.SpanGroup(
        doc, attrs=doc.spans["zhengce"].attrs, spans=[spacy.tokens.Span(doc, 0, 1, label="REGION", kb_id="110105"), new]
    )
    made = from_spacy(doc)
    assert [(e.text, e.label, e.norm, e.status, e.by, len(e.candidates)) for e in made.entities] == [
        ("朝阳区", "REGION", "110105", "resolved", "", 0),
        ("发文", "POLICY", "发文", "resolved", "spacy", 0),
    ]


def test_a_label_that_the_record_has_not_is_refused_with_the_known_ones() -> None:
    doc = to_spacy(RECORD, VOCAB)
    doc.spans["zhengce"] = [doc[0:1], spacy.tokens.Span(doc, 1, 2, label="POLICE")]
    with pytest.raises(RecordError, match="ZC505"):
        from_spacy(doc)


def test_a_document_of_another_pipeline_becomes_a_record() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    made = from_spacy(nlp("Two words. One  more."), id="7")
    assert made.id == "7"
    assert made.tokens.text == ["Two", " ", "words", ".", " ", "One", " ", " ", "more", "."]
    assert [made.text[s.start : s.end] for s in made.sentences] == ["Two words.", "One  more."]
