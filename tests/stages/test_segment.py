"""The segment stage."""

from typing import Any

import pytest

from pipeline.document import Document, Entity, check
from pipeline.lexicon.context import Context
from pipeline.lexicon.knowledge import Knowledge, Reading, UserTables
from pipeline.stages.segment import Segment, SegmentSettings


class _Told(Knowledge):
    """Knowledge that reads what a test tells it."""

    def __init__(self, *names: tuple[str, str, str], user: UserTables | None = None) -> None:
        super().__init__(user=user)
        self._names = names

    def read(self, context: Context) -> Reading:
        found = []
        for text, label, kind in self._names:
            at = context.text.find(text)
            while at >= 0:
                found.append(Entity(at, at + len(text), text, label, kind))  # type: ignore[arg-type]
                at = context.text.find(text, at + 1)
        pick = {label: [e for e in found if e.label == label] for label in ("REGION", "AGENCY", "POLICY")}
        return Reading(pick["REGION"], pick["AGENCY"], pick["POLICY"])


def _words(text: str, *names: tuple[str, str, str], **settings: Any) -> list[str]:
    document = Document(id="a", text=text)
    Segment(SegmentSettings(**settings), _Told(*names))([document])
    check(document)
    return document.tokens.text


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_words_and_sentences_of_a_text_are_set(engine: str) -> None:
    document = Document(id="a", text="我市优化营商环境。\n成效明显！")
    stage = Segment(SegmentSettings(engine=engine), _Told())  # type: ignore[arg-type]
    assert stage([document]) == [document]
    assert document.tokens.text == ["我市", "优化", "营商环境", "。", "\n", "成效", "明显", "！"]
    assert [(s.start, s.end) for s in document.sentences] == [(0, 9), (10, 15)]
    before = document.tokens
    stage([document])
    assert document.tokens == before


@pytest.mark.parametrize("engine", ["rjieba", "learned"])
def test_names_are_never_cut_through_and_short_ones_are_one_word(engine: str) -> None:
    words = _words(
        "工信部与厦门市税务局出台办法（厦税发〔2023〕12号）",
        ("工信部", "AGENCY", "central"),
        ("厦门市税务局", "AGENCY", "local"),
        ("厦门市", "REGION", "prefecture"),
        ("厦税发〔2023〕12号", "POLICY", "number"),
        engine=engine,
    )
    assert words[:2] == ["工信部", "与"]
    assert "厦门市" in words
    assert "厦税发〔2023〕12号" in words


def test_a_users_word_wins(tmp_path: Any) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("word\tpos\tfreq\n智改数转\tn\t\n《甲 乙》\tnz\t\n", encoding="utf-8")
    document = Document(id="a", text="推动智改数转，见《甲 乙》。")
    Segment(SegmentSettings(), _Told(user=UserTables(words=path)))([document])
    assert document.tokens.text == ["推动", "智改数转", "，", "见", "《甲 乙》", "。"]
    assert document.tokens.pos[1] == "n"
