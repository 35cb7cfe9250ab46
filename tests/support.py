"""What tests share: small documents, stages and files made on the spot, and the command as a real process."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest
from hypothesis import strategies as st

from pipeline.document import Document, Entity

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""

SHARED = os.environ.get("ZHENGCE_SHARED")
needs_shared = pytest.mark.skipif(not SHARED, reason="ZHENGCE_SHARED (gold, corpora) is not set")


def document(text: str = "国务院印发通知。", **fields: Any) -> Document:
    """Make a document; its id is ``d`` unless given."""
    return Document(**{"id": "d", "text": text, **fields})


def write_jsonl(path: Path, objects: Iterable[Any]) -> Path:
    """Write plain objects as JSONL, Chinese unescaped."""
    path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects), encoding="utf-8")
    return path


def read_jsonl(path: Path) -> list[Any]:
    """Read JSONL as plain objects."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def zhengce(
    *arguments: str | Path, given: bytes = b"", cwd: Path | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=cwd or ROOT,
        timeout=timeout,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
    )


class NoSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stage without settings."""


class Step:
    """A stage made of one function on one document; tests subclass it or call :func:`step`."""

    name: ClassVar[str] = "step"
    version: ClassVar[int] = 1
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ()
    Settings: ClassVar[type[msgspec.Struct]] = NoSettings
    splits: ClassVar[bool] = False

    def one(self, document: Document) -> list[Document]:
        """Handle one document."""
        return [document]

    def __call__(self, batch: list[Document]) -> list[Document]:
        """Handle each document by itself."""
        return [made for d in batch for made in self.one(d)]


def step(
    name: str,
    one: Any,
    requires: tuple[str, ...] = ("text",),
    assigns: tuple[str, ...] = (),
    splits: bool = False,
) -> Step:
    """Make a stage of a function from a document to documents, or to None for the same one."""

    def run(_self: Step, document: Document) -> list[Document]:
        made = one(document)
        return [document] if made is None else made

    body = {"name": name, "requires": requires, "assigns": assigns, "splits": splits, "one": run}
    made: Step = type(name.title(), (Step,), body)()
    return made


PAGE = """**政策法规**

数字乡村有了方案

——我省城乡差距进一步缩小

滨江日报记者 周远 林小满

本报滨江1月1日电（记者周远）近日,江苏省人民政府印发《数字乡村行动方案(2021-2025年)》，提出到2025年
农村千兆光网覆盖率达到85%。

从作坊到车间

苏州市工业园区管委会有关负责人说，将会同国家发展改革委等部门抓好落实。（下转第二版）

**图片新闻**

1月1日，工人在常州市一家企业的车间里忙碌。新华社记者 李响 摄
"""
"""A page in the form that newspapers have, in our own words."""

DOCUMENTS = (
    "国务院办公厅关于印发“十四五”数字乡村发展规划的通知\n国办发〔2021〕88号\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n"
    "《“十四五”数字乡村发展规划》已经国务院同意，现印发给你们，请认真贯彻执行。\n国务院办公厅\n2021年12月17日\n",
    "昨日，苏州、无锡两市市场监管局与江苏省财政厅、工信部联合发文，落实乡村振兴战略和“一带一路”倡议。",
    "朝阳区政府今天发布消息：京津冀协同发展迈出新步伐，北京市朝阳区、吉林省长春市朝阳区签约！",
    "习近平总书记在中央经济工作会议上强调，坚持稳中求进。\n\n　　会议指出，要深化“放管服”改革。",
)
"""Texts in the forms of news and documents, in our own words."""

HOSTILE = (
    "",
    " ",
    "\n",
    "\n\n\n",
    "\0",
    "国",
    "。",
    "a",
    "😀",
    "𠮷野家在𠀋市𪚥县",
    "e\u0301\u200d\u202e\ufeff\u2028\x85\x1f",
    "👨\u200d👩\u200d👧 中🇨🇳国",
    "《" * 300,
    "》" * 300 + "《" * 300,
    "（" * 200 + "国务院" + "）" * 199,
    "省市县区镇乡村" * 60,
    "国务院办公厅" * 60,
    "〔2021〕1号" * 60,
    "国办发〔２０２１〕８８号\t《关于\n的通知》",
    "。！？；…”" * 60,
    "“" * 150 + "”" * 150,
    "**" * 200,
    "**政策**\n" * 60,
    "记者 " * 120,
    "1" * 500,
    "2021年12月" * 60,
    "\r\n\t\v\f 　\u00a0" * 30,
    "部等部等部等" * 30,
    "A" * 400 + "市" * 200,
)
"""Texts that break careless code: empty, odd characters, one thing many times."""

_PIECES = (
    "国务院", "办公厅", "江苏省", "苏州", "朝阳区", "省", "市", "县", "区", "部", "等", "和", "、", "规划", "战略",
    "号", "关于", "印发", "的通知", "2021", "年", "国办发", "附件：", "1.", "记者", "本报",
    "电", "**", "——", "。", "，", "《", "》", "“", "”", "〔", "〕", "（", "）", "(", ")",
    "\n", "\n\n", " ", "　", "😀", "𠮷", "\0", "A", "ａ", "１",
)  # fmt: skip


def any_text() -> st.SearchStrategy[str]:
    """Any text that UTF-8 can hold; half of them made of what Chinese documents are made of, in any order."""
    characters = st.characters(exclude_categories=["Cs"])
    return st.one_of(st.text(characters, max_size=60), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))


def agencies_at(text: str, spans: Iterable[tuple[int, int]]) -> list[Entity]:
    """Make mentions of agencies at starts and sizes, as far as they lie in the text."""
    return [
        Entity(start, start + size, text[start : start + size], "AGENCY", "central")
        for start, size in spans
        if start + size <= len(text)
    ]
