"""The stage that splits pages."""

from pipeline.document import Document, Meta, Origin
from pipeline.stages.split import Split, SplitSettings

PAGE = """清江日报 2023年5月12日 星期五 第02版

# 全省外贸开局良好

本报记者 陆一鸣

5月10日，江陵海关公布数据。

# 防汛预案发布

本报讯（记者 秦雨）5月11日，预案发布。
"""


def _page(text: str, **more: object) -> Document:
    return Document(id="p", kind="page", text=text, origin=Origin("a/p.txt", 0, (1, 11), "utf-8"), **more)  # type: ignore[arg-type]


def _split(*batch: Document) -> list[Document]:
    return Split(SplitSettings(), None)(list(batch))


def test_articles_carry_what_the_page_says() -> None:
    first, second = _split(_page(PAGE))
    assert (first.id, second.id) == ("p/1", "p/2")
    assert (first.date, first.meta.extra) == ("2023-05-12", {"page": "02", "paper": "清江日报"})
    assert (first.title, first.meta.authors, first.text) == (
        "全省外贸开局良好",
        ["陆一鸣"],
        "5月10日，江陵海关公布数据。",
    )
    assert first.origin == Origin("a/p.txt", 0, (3, 7), "utf-8")
    assert second.origin.lines == (9, 11)


def test_records_pass_and_keep_their_place() -> None:
    record = Document(id="r", kind="article", text="# 一\n二。")
    made = _split(record, _page(PAGE), record)
    assert [document.id for document in made] == ["r", "p/1", "p/2", "r"]
    assert made[0] is record


def test_splitting_twice_changes_nothing() -> None:
    once = _split(_page(PAGE))
    assert _split(*once) == once


def test_page_s_own_date_and_keys_win() -> None:
    (first, _) = _split(_page(PAGE, date="2023-05-13", meta=Meta(url="http://a.cn", extra={"k": "v"})))
    assert (first.date, first.meta.url, first.meta.extra["k"]) == ("2023-05-13", "http://a.cn", "v")


def test_page_facts_can_be_left_out() -> None:
    (first, _) = Split(SplitSettings(page_facts=False), None)([_page(PAGE)])
    assert first.meta.extra == {}


def test_page_that_is_one_official_document_keeps_its_id() -> None:
    (made,) = _split(
        _page("云政发〔2022〕18号\n\n云州市人民政府关于调整\n公交票价的通知\n\n各县人民政府：\n\n现通知如下。\n")
    )
    assert (made.id, made.kind, made.title) == ("p", "document", "云州市人民政府关于调整公交票价的通知")
    assert (made.meta.doc_number, made.text) == ("云政发〔2022〕18号", "各县人民政府：\n现通知如下。")
