"""Issuers above a title sign the document; they are no part of its title."""

import pytest

from pipeline.lexicon.context import Context
from pipeline.lexicon.knowledge import Knowledge


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("国家发展改革委 财政部\n关于做好储备管理工作的通知\n各省：", None, "关于做好储备管理工作的通知"),
        (
            "中共临夏州委统战部 临夏州财政局 关于印发《资金管理办法》的通知\n各县：",
            None,
            "关于印发《资金管理办法》的通知",
        ),
        ("财政部关于做好储备管理工作的通知\n各省：", None, "财政部关于做好储备管理工作的通知"),
        (
            "国家发展改革委 财政部\n关于做好储备管理工作的通知\n各省：",
            "国家发展改革委、财政部关于做好储备管理工作的通知",
            "国家发展改革委财政部关于做好储备管理工作的通知",
        ),
    ],
)
def test_issuers_that_stand_apart_are_split_off(
    knowledge: Knowledge, text: str, title: str | None, expected: str
) -> None:
    found = knowledge.read(Context(text=text, title=title, date="2021-05-01")).policies
    assert [one.norm for one in found] == [expected]
    assert text[found[0].start : found[0].end] == found[0].text
