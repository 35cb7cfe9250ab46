"""``zhengce train words`` as people run it."""

from pathlib import Path

from pipeline.document import decode
from pipeline.lexicon.words.terms import Terms
from support import write_jsonl, zhengce

TEXT = "古镇蛋糕工坊开业。村里的古镇蛋糕工坊很忙，带动增收。"


def test_a_corpus_becomes_a_table_that_one_line_of_configuration_uses(tmp_path: Path) -> None:
    rows = [{"text": TEXT} for _ in range(6)]
    rows.append({"text": "现就增收事项通知如下。", "meta": {"agency": ["财政部"]}})
    source, out = write_jsonl(tmp_path / "in.jsonl", rows), tmp_path / "words"
    done = zhengce("train", "words", "--corpus", source, "--out", out)
    table = out / "terms.tsv"
    assert (done.returncode, done.stdout.decode().split()) == (0, [str(table)])
    terms = Terms(table)
    assert terms.texts == 7
    assert terms["蛋糕"][:2] == (6, 0)
    assert "古镇蛋糕工坊" in terms
    config = tmp_path / "mine.cfg"
    config.write_text(
        f'[pipeline]\nname = "mine"\nstages = ["segment","keywords"]\n\n[lexicon]\nterms = "{table}"\n',
        encoding="utf-8",
    )
    line = write_jsonl(tmp_path / "one.jsonl", rows[:1])
    mine = decode(zhengce("annotate", line, "--config", config).stdout)
    shipped = decode(zhengce("annotate", line, "--config", config, "--set", "lexicon.terms=null").stdout)
    assert [k.text for k in mine.keywords][:1] == ["古镇蛋糕工坊"]
    assert mine.keywords != shipped.keywords
    assert "user/terms" in mine.provenance.models
    assert "user/terms" not in shipped.provenance.models


def test_a_table_of_terms_that_is_none_is_told_with_its_path(tmp_path: Path) -> None:
    table = tmp_path / "terms.tsv"
    table.write_text("word\n甲\n", encoding="utf-8")
    done = zhengce("annotate", "-", "--set", f"lexicon.terms={table}", given=b"")
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"zhengce: ZC110 {table}")
