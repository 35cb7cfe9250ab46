"""The command as people run it: real processes, bytes in and out, exit statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.document import decode, encode
from support import DOCUMENTS, PAGE, ROOT, document, read_jsonl, write_jsonl, zhengce

CHEAP = ("--config", "documents", "--set", 'pipeline.stages=["segment"]')
FAMILIES = ("ingest", "split", "segment", "keywords", "entities", "topics")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small newspaper page."""
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.slow
def test_the_stages_piped_give_the_bytes_of_annotate(page: Path, tmp_path: Path) -> None:
    page.write_text(PAGE + "\n".join(DOCUMENTS), encoding="utf-8")
    whole = zhengce("annotate", page)
    assert (whole.returncode, whole.stderr) == (0, b"")
    running: list[subprocess.Popen[bytes]] = []
    for family in FAMILIES:
        given = [str(page)] if family == "ingest" else []
        before = running[-1].stdout if running else None
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", "pipeline", family, *given],
                stdin=before or subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                cwd=ROOT,
            )
        )
        if before is not None:
            before.close()
    piped, _ = running[-1].communicate(timeout=120)
    assert [p.wait(timeout=60) for p in running] == [0] * len(FAMILIES)
    assert piped == whole.stdout
    assert len(piped.splitlines()) > 1
    (tmp_path / "piped.jsonl").write_bytes(piped)
    assert zhengce("validate", tmp_path / "piped.jsonl").returncode == 0


@pytest.mark.slow
def test_the_stages_of_documents_pipe_too(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [{"text": t, "date": "2021-12-17"} for t in DOCUMENTS])
    with_config = ("--config", "documents")
    data = zhengce("ingest", source, *with_config).stdout
    for family in FAMILIES[1:]:
        data = zhengce(family, *with_config, given=data).stdout
        assert len(data.splitlines()) == len(DOCUMENTS), family
    assert data == zhengce("annotate", source, *with_config).stdout


def test_standard_input_is_read_where_no_file_is_named() -> None:
    line = encode(document("国务院印发通知。", id="a")) + b"\n"
    for arguments in ((), ("-",)):
        done = zhengce("segment", *arguments, given=line)
        assert done.returncode == 0
        assert decode(done.stdout.strip()).tokens.text[0] == "国务院"
    text = zhengce("ingest", given="第一行\n第二行".encode())
    assert [decode(x).text for x in text.stdout.splitlines()] == ["第一行\n第二行"]
    assert zhengce("ingest", given=b"").stdout == b""


def test_output_goes_to_a_file_where_one_is_named(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = zhengce("ingest", page, "--output", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert read_jsonl(out)[0]["kind"] == "page"
    assert [p.name for p in tmp_path.iterdir()].count("out.jsonl.tmp") == 0
    missing = zhengce("ingest", page, "--output", tmp_path / "no" / "out.jsonl")
    assert missing.returncode == 2
    assert b"out.jsonl" in missing.stderr
    assert b"Traceback" not in missing.stderr


def test_a_failed_document_gives_exit_status_1_and_the_rest_is_written(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "甲"}\nnonsense\n{"title": "乙"}\n{"text": "丙"}\n', encoding="utf-8")
    done = zhengce("ingest", source)
    assert done.returncode == 1
    assert [decode(x).text for x in done.stdout.splitlines()] == ["甲", "丙"]
    errors = done.stderr.decode().splitlines()
    assert errors[0].startswith(f"zhengce: ZC302 {source}:2: ingest: not JSON")
    assert errors[1].startswith(f"zhengce: ZC305 {source}:3: ingest: no key 'text'; keys here: title")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("annotate", "none.md"), "ZC201 none.md: no such file or folder"),
        (("annotate", "pyproject.toml"), "ZC202 pyproject.toml: unknown format '.toml'"),
        (("annotate", "--config", "newspapers", "-"), "ZC111 no configuration 'newspapers'"),
        (("annotate", "--set", "stages.segment.engin=jieba"), "ZC113"),
        (("annotate", "--set", "nonsense"), "ZC115"),
        (("annotate", "--limit", "-1"), "--limit"),
        (("annotate", "--nonsense"), "--nonsense"),
        (("annotat",), "annotat"),
        (("run", "--output", "x"), "ZC204 no input"),
        (("run", "--input", "pyproject.toml", "--output", "x"), "ZC202"),
        (("run", "--input", "README.md"), "ZC205 no output"),
        (("validate", "none.jsonl"), "ZC206 none.jsonl"),
        (("validate",), "Missing argument"),
        (("config", "show", "newspapr"), "ZC111"),
        (("config", "check", "newspaper", "--set", "stages.segment.engine=no"), "ZC114"),
        (("evaluate", "entities", "--gold", "none.jsonl", "--pred", "none.jsonl"), "ZC221 none.jsonl"),
        (("evaluate", "entities", "--gold", "none.jsonl"), "--pred"),
    ],
)
def test_wrong_usage_gives_exit_status_2_one_line_and_no_output(arguments: tuple[str, ...], message: str) -> None:
    done = zhengce(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_settings_and_limits_are_taken_on_the_command_line(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [{"text": "国务院印发通知。"} for _ in range(5)])
    done = zhengce("annotate", source, *CHEAP, "--limit", "3", "--set", "stages.segment.hmm=true")
    assert done.returncode == 0
    records = [json.loads(x) for x in done.stdout.splitlines()]
    assert [r["id"] for r in records] == ["in/1", "in/2", "in/3"]
    assert records[0]["provenance"]["stages"] == ["segment@1"]


def test_verbose_says_what_was_done_on_standard_error(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [{"text": "通知"}])
    done = zhengce("annotate", source, *CHEAP, "--verbose")
    assert "1 in = 1 out + 0 dropped + 0 dead letters" in done.stderr.decode()
    assert len(done.stdout.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", ({"text": "通知" * 500} for _ in range(3000)))
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", "ingest", str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert decode(process.stdout.readline()).id == "in/1"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_a_terminal_that_is_not_utf8_does_no_harm(page: Path) -> None:
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    for arguments, status in ((["ingest", str(page)], 0), (["annotate", "没有.md"], 2)):
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *arguments],
            capture_output=True,
            cwd=ROOT,
            env=ascii_only,
            check=False,
            timeout=60,
        )
        assert done.returncode == status
        assert b"Traceback" not in done.stderr
        assert ("数字乡村" in done.stdout.decode()) == (status == 0)


def test_run_is_quiet_in_a_pipe_and_names_its_files(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [{"text": "通知"}, {"no": 1}])
    out = tmp_path / "out"
    done = zhengce("run", "documents", "--input", source, "--output", out, *CHEAP[2:])
    assert done.returncode == 1
    assert done.stdout.decode().split() == [str(out / "part-00000.jsonl")]
    said = done.stderr.decode()
    assert "2 in = 1 out + 0 dropped + 1 dead letters" in said
    assert "dead_letters.jsonl" in said
    assert "\x1b" not in said
    assert "\r" not in said
    again = zhengce("run", "documents", "--input", source, "--output", out, *CHEAP[2:])
    assert again.returncode == 2
    assert b"--force" in again.stderr
