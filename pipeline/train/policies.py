"""Build the register of policies and the table of document-number codes from the public lists.

Run as ``python -m pipeline.train.policies``; the lists are read from the folder that the environment variable
``ZHENGCE_SHARED`` names, the tables are written to ``models/lexicons``.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from daachorse import MATCH_KIND_STANDARD, CharwiseDoubleArrayAhoCorasick

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.policies.initiatives import Initiative
from pipeline.lexicon.policies.kinds import type_of
from pipeline.lexicon.policies.register import Policy, Prefix
from pipeline.lexicon.policies.text import key, squeeze
from pipeline.lexicon.table import read_table, write_table
from pipeline.train.shared import shared_folder

Raw = dict[str, Any]
STATE = "中华人民共和国"
# Codes that ministries use and the list lacks, each seen in numbers of public documents.
MINISTRIES = {
    "中共中央": ("中发"),
    "中共中央办公厅": ("中办发"),
    "国务院": ("国发 国函 国发明电"),
    "国务院办公厅": ("国办发 国办函 国办发明电"),
    "国家发展和改革委员会": ("发改价格 发改经体 发改体改规 发改农经 发改外资"),
    "财政部": ("财建 财社 财教 财库 财预 财会 财企 财资环 财科教"),
    "国家税务总局": ("税总办函"),
    "工业和信息化部": ("工信厅科函 工信厅企业函"),
    "教育部": ("教职成 教发"),
    "科学技术部": ("国科发高"),
    "民政部": ("民发 民函"),
    "人力资源和社会保障部": ("人社部函"),
    "自然资源部": ("自然资发"),
    "国土资源部": ("国土资发 国土资规"),
    "住房和城乡建设部": ("建市规"),
    "水利部": ("水建管"),
    "农业农村部": ("农发 农经发"),
    "商务部": ("商流通发"),
    "中国人民银行": ("银发"),
    "国家知识产权局": ("国知发保字 国知发保函字 国知办发办字"),
    "最高人民法院": ("法发 法释"),
}
_NUMBER = re.compile(r"^[\u3400-\u9fff]{1,10}〔((?:19|20)\d\d)〕\d{1,5}号$")
_ISSUER = re.compile(r"^((?:[\u3400-\u9fff]{2,20}[、 \u3000]?){1,4}?)(?:关于|批转|转发|印发|公布|修改)")
_INNER = re.compile(r"(?:关于印发|批转|转发)(?:.{0,12}?关于)?[《〈]?(.{4,60}?)[》〉]?的(?:通知|函|决定)$")
_BAD = re.compile(r"第[一二三四五六七八九十百]+条|攻略|节选|摘要|(?<!招标)投标|承诺函|^关于印发$|\d{4}年第?\d*号$")
# Laws that the lists lack, as they hold what was in force when they were made: repealed ones, which older texts cite,
# and those passed later, each as the news of the session gave it.
REPEALED = (
    "民法通则", "民法总则", "合同法", "物权法", "侵权责任法", "担保法", "婚姻法", "继承法", "收养法", "经济合同法",
    "涉外经济合同法", "技术合同法", "行政监察法", "外资企业法", "中外合资经营企业法", "中外合作经营企业法",
    "外商投资企业和外国企业所得税法", "执业医师法", "食品卫生法", "环境噪声污染防治法", "外国人入境出境管理法",
    "公民出境入境管理法",
)  # fmt: skip
PASSED = (
    "民营经济促进法", "原子能法", "国家公园法", "法治宣传教育法", "突发公共卫生事件应对法", "危险化学品安全法",
    "国家发展规划法", "民族团结进步促进法", "生态环境法典", "社会救助法",
)  # fmt: skip
_OWN_NAME = ("反分裂国家法",)  # laws whose official title does not open with the state's name
_LAW_TYPES = {"法律": "法律", "行政法规": "行政法规", "司法解释": "司法解释", "宪法": "法律", "部门规章": "部门规章"}


def build(shared: Path, lexicons: Path) -> dict[str, int]:
    """Build policies.tsv and doc_prefixes.tsv.

    Args:
        shared: The folder that holds ``knowledge/policies.jsonl`` and ``knowledge/doc_prefixes.jsonl``.
        lexicons: Where the tables go.

    Returns:
        How many rows each table has.
    """
    policies = unify([*rows_of(_read(shared / "knowledge" / "policies.jsonl")), *more_laws()])
    prefixes = prefixes_of(_read(shared / "knowledge" / "doc_prefixes.jsonl"))
    write_table(lexicons / "policies.tsv", policies, Policy)
    write_table(lexicons / "doc_prefixes.tsv", prefixes, Prefix)
    return {"policies.tsv": len(policies), "doc_prefixes.tsv": len(prefixes)}


def rows_of(raw: Iterable[Raw]) -> Iterator[Policy]:
    """Turn rows of the public lists into register rows; what does not hold together is left out.

    Args:
        raw: Rows with title, kind, issuer, doc_number, date, source.

    Yields:
        Policies; the same policy may come twice.
    """
    for row in raw:
        title = squeeze(str(row.get("title") or "")).strip("《》") if row.get("title") else ""
        if len(title) < 2 or _BAD.search(title) or "�" in title or "..." in title:
            continue
        source = row["source"] if isinstance(row["source"], str) else ""
        if source.startswith("zongtihuoguoguan") and row["kind"] != "cited title":
            made = _state_council(row, title)
        elif source.startswith("LawRefBook"):
            made = _law(row, title)
        else:
            made = _cited(title)
        if made is not None:
            yield made


def more_laws() -> Iterator[Policy]:
    """Give the laws that the lists lack.

    Yields:
        Laws by their full title, the short one as alias.
    """
    for name in (*REPEALED, *PASSED):
        yield Policy(STATE + name, STATE + name, "法律", "", "全国人民代表大会及其常务委员会", "", [name])


def _state_council(row: Raw, title: str) -> Policy | None:
    if type_of(title) is None:
        return None
    date = str(row.get("date") or "")
    number = str(row.get("doc_number") or "")
    form = _NUMBER.match(number)
    # A number whose year is not that of the document was joined to the wrong row.
    if form is None or (date and abs(int(form[1]) - int(date[:4])) > 1):
        number = ""
    issuer = re.sub(r"[\s\u3000]+", "、", str(row.get("issuer") or "").strip())
    head = _ISSUER.match(title)
    if not issuer and head is not None:
        issuer = head[1].rstrip("、")
    aliases = []
    inner = _INNER.search(title)
    if inner is not None and type_of(inner[1]) is not None and len(inner[1]) >= 8:
        aliases.append(inner[1])
    return Policy(number or title, title, type_of(title) or "", number, issuer, date, aliases)


def _law(row: Raw, title: str) -> Policy | None:
    kind = _LAW_TYPES.get(row["kind"])
    if kind is None or (type_of(title) is None and kind != "法律"):
        return None
    full = str(row.get("full_title") or title)
    full = full.removeprefix(STATE) if full.endswith(_OWN_NAME) else full
    if kind == "法律" and type_of(full) == "法律" and not full.startswith((STATE, *_OWN_NAME)):
        full = STATE + full
    # 全国人民代表大会组织法 carries the state's name too; decisions and amendments keep their own.
    issuer = {"法律": "全国人民代表大会及其常务委员会", "行政法规": "国务院"}.get(kind, "")
    aliases = list(dict.fromkeys(name for name in (title, full.removeprefix(STATE)) if name != full and len(name) > 1))
    # The lists date the version they hold, not the first one: no date of issue is known for certain.
    return Policy(full, full, kind, "", issuer, "", aliases)


def _cited(title: str) -> Policy | None:
    kind = type_of(title)
    if kind is None or len(title) < 6 or "《" in title or "〔" in title:
        return None
    aliases = [title.removeprefix(STATE)] if title.startswith(STATE) else []
    return Policy(title, title, kind, "", "", "", aliases)


def unify(rows: Iterable[Policy]) -> list[Policy]:
    """Make identities unique.

    Args:
        rows: Policies, some of them twice, some with a number that several share.

    Returns:
        One row an identity, sorted by id. A number that stands on different titles identifies none of them.
    """
    rows = list(rows)
    shared = {
        n
        for n, count in Counter(n for n, _ in {(r.number, key(r.title)) for r in rows if r.number}).items()
        if count > 1
    }
    dated = {(key(r.title), r.date) for r in rows if r.date}
    again = {title for title, count in Counter(title for title, _ in dated).items() if count > 1}
    best: dict[str, Policy] = {}
    for row in rows:
        number = "" if row.number in shared else row.number
        name = number or (f"{row.title}（{row.date}）" if key(row.title) in again else row.title)
        made = Policy(name, row.title, row.type, number, row.issuer, row.date, row.aliases)
        slot = made.id if made.number else key(made.id)
        old = best.get(slot)
        if old is None or _weight(made) > _weight(old):
            best[slot] = made
    named = {key(row.title) for row in best.values() if row.number or row.aliases or row.date}
    kept = [row for row in best.values() if row.number or row.aliases or row.date or key(row.title) not in named]
    return sorted(kept, key=lambda row: row.id)


def _weight(row: Policy) -> tuple[bool, bool, bool, int]:
    return bool(row.number), bool(row.aliases), bool(row.date), len(row.title)


def prefixes_of(raw: Iterable[Raw]) -> list[Prefix]:
    """Turn rows of the list of codes into table rows.

    Args:
        raw: Rows with prefix, issuer, level, candidates.

    Returns:
        One row a code, sorted; several issuers where the code is shared.
    """
    issuers: dict[str, dict[str, None]] = {}
    levels: dict[str, str] = {}
    for row in raw:
        prefix = str(row.get("prefix") or "")
        if not re.fullmatch(r"[\u3400-\u9fff]{2,10}", prefix):
            continue
        names = issuers.setdefault(prefix, {})
        for name in [row.get("issuer"), *(row.get("candidates") or row.get("issuers") or [])]:
            if isinstance(name, str) and name:
                names.update(dict.fromkeys(name.split("|")))
        levels[prefix] = str(row.get("level") or "")
    for issuer, codes in MINISTRIES.items():
        for code in codes.split():
            if not issuers.get(code):
                issuers[code] = {issuer: None}
                levels[code] = "central"
    return [Prefix(prefix, list(names), levels[prefix]) for prefix, names in sorted(issuers.items())]


def count_initiatives(rows: list[Initiative], texts: Iterable[str]) -> list[Initiative]:
    """Count in how many texts each initiative is named.

    Args:
        rows: The table.
        texts: Texts; quotation marks in them are left out of the comparison.

    Returns:
        The rows with ``seen`` in documents. A row that is seen nowhere must come from an official list (the early
        five-year plans).
    """
    owner = {name: i for i, row in enumerate(rows) for name in (row.name, *row.aliases)}
    names = sorted(owner)
    automaton = CharwiseDoubleArrayAhoCorasick(names, MATCH_KIND_STANDARD)
    counts: Counter[int] = Counter()
    for text in texts:
        plain = re.sub('[“”‘’"《》]', "", text)
        counts.update({owner[names[at]] for _, _, at in automaton.find_overlapping(plain)})
    return [
        Initiative(row.name, row.aliases, row.kind, row.year, row.norm, row.bare, counts[i])
        for i, row in enumerate(rows)
    ]


def _corpus(folder: Path) -> Iterator[str]:
    for name in ("news.jsonl.gz", "policy.jsonl.gz", "mixed.jsonl"):
        opened = gzip.open if name.endswith(".gz") else open
        with opened(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield f"{row.get('title') or ''}\n{row['text']}"


def _read(path: Path) -> Iterator[Raw]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    """Build the tables from the folder that ``ZHENGCE_SHARED`` names.

    Raises:
        ConfigError: ZC130 if the variable is not set.
    """
    shared = shared_folder()
    lexicons = models_folder() / "lexicons"
    build(shared, lexicons)
    rows = read_table(lexicons / "initiatives.tsv", Initiative)
    write_table(lexicons / "initiatives.tsv", count_initiatives(rows, _corpus(shared / "corpus")), Initiative)


if __name__ == "__main__":
    main()
