"""What bytes are decoded as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.encodings import decode_bytes

SIMPLIFIED = "国务院办公厅印发《关于进一步优化营商环境的实施意见》，自二〇二一年起施行。"
TRADITIONAL = "行政長官會同行政會議公布《施政報告》，自即日起實施。"


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        ((SIMPLIFIED + "㐀𠀀").encode("gb18030"), SIMPLIFIED + "㐀𠀀", "gb18030"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5hkscs"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED, "utf-16-le"),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16-be"),
        (b"", "", "utf-8"),
        (b"plain ASCII", "plain ASCII", "utf-8"),
    ],
)
def test_an_encoding_is_told(raw: bytes, text: str, encoding: str) -> None:
    assert decode_bytes(raw) == (text, encoding)


@pytest.mark.parametrize(
    "raw",
    [
        SIMPLIFIED.encode()[:-1],  # a file that was cut off
        SIMPLIFIED.encode()[1:],
        SIMPLIFIED.encode("gb18030")[:-1],
        SIMPLIFIED.encode().replace("国".encode(), "国".encode("gb18030")),
        "Économie, été à Genève".encode("latin-1"),
        "Привет, мир. Это русский текст.".encode("cp1251"),
        "これは日本語のテキストです".encode("shift_jis"),
        b"\xff\xfe\x00",
        bytes(range(256)),
    ],
)
def test_what_is_in_none_of_them_is_not_guessed(raw: bytes) -> None:
    assert decode_bytes(raw) is None


@given(st.text())
def test_utf8_is_always_utf8(text: str) -> None:
    raw = text.encode("utf-8", "ignore")
    found = decode_bytes(raw)
    if not raw.startswith((b"\xef\xbb\xbf",)):
        assert found == (raw.decode(), "utf-8")


@given(st.binary())
def test_what_was_decoded_encodes_to_the_same_bytes(raw: bytes) -> None:
    found = decode_bytes(raw)
    if found is not None and found[1] in {"utf-8", "gb18030"}:
        text, encoding = found
        assert text.encode(encoding) in {raw, raw.removeprefix(b"\xef\xbb\xbf")}
