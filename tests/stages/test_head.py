"""The stage that reads official heads."""

from pipeline.document import Document, Meta
from pipeline.lexicon.knowledge import Knowledge
from pipeline.stages.head import Head, HeadSettings

TEXT = """云州市人民政府关于调整
公交票价的通知
云政发[2022]第18号
各县人民政府：
现通知如下。
云州市人民政府
2022年3月11日
"""


def _head(knowledge: Knowledge, document: Document, **options: bool) -> Document:
    (made,) = Head(HeadSettings(**options), knowledge)([document])
    return made


def test_empty_fields_are_filled_and_the_text_stays(knowledge: Knowledge) -> None:
    made = _head(knowledge, Document(id="d", text=TEXT))
    assert made.text == TEXT
    assert made.title == "云州市人民政府关于调整公交票价的通知"
    assert (made.meta.agency, made.meta.doc_number, made.date) == (
        ["云州市人民政府"],
        "云政发〔2022〕18号",
        "2022-03-11",
    )


def test_what_the_record_has_is_kept(knowledge: Knowledge) -> None:
    meta = Meta(agency=["甲局"], doc_number="甲[2020]1号")
    made = _head(knowledge, Document(id="d", title="题", date="2020", text=TEXT, meta=meta))
    assert (made.title, made.date, made.meta.agency, made.meta.doc_number) == ("题", "2020", ["甲局"], "甲〔2020〕1号")


def test_date_can_be_left(knowledge: Knowledge) -> None:
    assert _head(knowledge, Document(id="d", text=TEXT), date=False).date is None


def test_news_passes_unchanged(knowledge: Knowledge) -> None:
    text = "新华社北京1月1日电 国务院办公厅日前印发《意见》（国办发〔2023〕10号）。"
    news = Document(id="n", title="国务院办公厅印发意见", text=text)
    assert _head(knowledge, news) == Document(id="n", title=news.title, text=text)
