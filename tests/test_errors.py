"""Coded errors: each is explained, and crosses processes whole."""

import pickle
import re
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, InputError, RecordError, StageError, UsageError, ZhengceError, nearest

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"ZC[0-9]{3}")


def test_every_code_is_explained_once_and_no_other() -> None:
    used = {code for path in (ROOT / "pipeline").rglob("*.py") for code in CODE.findall(path.read_text("utf-8"))}
    explained = re.findall(r"^\| (ZC[0-9]{3}) \|", (ROOT / "docs" / "errors.md").read_text("utf-8"), re.M)
    assert explained == sorted(set(explained))
    assert set(explained) == used


@pytest.mark.parametrize("kind", [ConfigError, UsageError, StageError, RecordError])
def test_errors_survive_the_way_between_processes(kind: type[ZhengceError]) -> None:
    error = pickle.loads(pickle.dumps(kind("ZC199", "wrong: 甲")))
    assert type(error) is kind
    assert (error.code, error.message, str(error)) == ("ZC199", "wrong: 甲", "ZC199 wrong: 甲")


def test_an_input_error_keeps_its_place() -> None:
    error = pickle.loads(pickle.dumps(InputError("ZC302", "not JSON", "a.jsonl", 7)))
    assert (error.path, error.line, error.message) == ("a.jsonl", 7, "not JSON")


def test_the_nearest_known_name_is_offered() -> None:
    assert nearest("segmnt", ["topics", "segment"]) == "known: segment, topics; nearest: segment"
    assert nearest("zzz", ["topics"]) == "known: topics"
    assert nearest("zzz", []) == "known: none"
