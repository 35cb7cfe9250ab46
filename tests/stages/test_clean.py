"""The stage that cleans."""

from pipeline.document import Document
from pipeline.stages.clean import Clean, CleanSettings


def _clean(document: Document, **options: bool) -> Document:
    (made,) = Clean(CleanSettings(**options), None)([document])
    return made


def test_page_keeps_its_lines() -> None:
    made = _clean(Document(id="p", kind="page", text="一,\r\n\r\n　　二\n"))
    assert made.text == "一，\n\n  二\n"


def test_record_is_cleaned_by_paragraphs_and_its_title_too() -> None:
    made = _clean(Document(id="d", title="增长３％,再创新高 ", text="　　一,二。\r\n\r\n\u3000三。\n"))
    assert (made.title, made.text) == ("增长3%，再创新高", "一，二。\n三。")


def test_widths_can_be_left() -> None:
    assert _clean(Document(id="d", text="一,二"), widths=False).text == "一,二"


def test_cleaning_twice_changes_nothing() -> None:
    once = _clean(Document(id="d", text='他说:"好",走了.\n\n 再见'))
    assert _clean(Document(id="d", text=once.text)).text == once.text
