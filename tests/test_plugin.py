"""Stages of other packages: a small package, installed beside ours, runs in the chain."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

GOOD = """
from typing import ClassVar

import msgspec

from pipeline.document import Document, Keyword


class ShoutSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mark: str = "！"


class Shout:
    name: ClassVar[str] = "shout"
    version: ClassVar[int] = 2
    requires: ClassVar[tuple[str, ...]] = ("text",)
    assigns: ClassVar[tuple[str, ...]] = ("keywords",)
    Settings: ClassVar[type[msgspec.Struct]] = ShoutSettings

    def __init__(self, settings: ShoutSettings, knowledge: object) -> None:
        self._mark = settings.mark

    def __call__(self, batch: list[Document]) -> list[Document]:
        for document in batch:
            document.keywords = [Keyword(document.text + self._mark, 1.0, 1)]
        return batch


class Misnamed(Shout):
    name: ClassVar[str] = "whisper"


class Lacking:
    name = "lacking"
    version = 1


class Layers(Shout):
    name: ClassVar[str] = "layers"
    version: ClassVar[int] = 1
    assigns: ClassVar[tuple[str, ...]] = ("keyword",)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with an installed package of stages, as pip leaves it."""
    folder = tmp_path / "site"
    info = folder / "zhengce_shout-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "zhengce_shout.py").write_text(GOOD, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zhengce-shout\nVersion: 1.0\n", encoding="utf-8")
    return folder


def enter(site: Path, *entries: str) -> None:
    lines = "[zhengce_stages]\n" + "".join(f"{e}\n" for e in entries)
    (site / "zhengce_shout-1.0.dist-info" / "entry_points.txt").write_text(lines, encoding="utf-8")


def zhengce(site: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])},
        timeout=60,
        check=False,
    )


ONLY_SHOUT = ("--config", "documents", "--set", 'pipeline.stages=["shout"]')


def test_a_stage_of_another_package_runs_and_takes_settings(site: Path) -> None:
    enter(site, "shout@2 = zhengce_shout:Shout")
    done = zhengce(site, "annotate", *ONLY_SHOUT, "--set", "stages.shout.mark=。", given="通知")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert record["keywords"] == [{"text": "通知。", "score": 1.0, "count": 1}]
    assert record["provenance"]["stages"] == ["shout@2"]


def test_the_settings_of_another_package_are_checked(site: Path) -> None:
    enter(site, "shout@2 = zhengce_shout:Shout")
    done = zhengce(site, "annotate", *ONLY_SHOUT, "--set", "stages.shout.mrk=。")
    assert done.returncode == 2
    assert "unknown key 'mrk'; known: mark; nearest: mark" in done.stderr


def test_it_is_listed_with_its_contract(site: Path) -> None:
    enter(site, "shout@2 = zhengce_shout:Shout")
    done = zhengce(site, "stages")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].split() == ["shout@2", "text", "keywords", "mark"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("shout@2 = zhengce_shout:Misnamed", "ZC103 the plug-in calls stage 'shout@2' whisper@2"),
        ("shout@2 = zhengce_shout:Lacking", "ZC103 stage 'shout@2' of a plug-in lacks requires, assigns, Settings"),
        ("shout@1 = zhengce_shout:Layers", "ZC103"),
        ("shout@2 = zhengce_shout:Nothing", "ZC104 stage 'shout@2' of a plug-in cannot be imported: AttributeError"),
        ("shout@2 = no_such_package:Shout", "ZC104 stage 'shout@2' of a plug-in cannot be imported: ModuleNotFound"),
        ("shout = zhengce_shout:Shout", "ZC103 a plug-in calls its stage 'shout'; write name@version"),
    ],
)
def test_a_stage_that_breaks_the_contract_is_refused(site: Path, entry: str, message: str) -> None:
    enter(site, entry)
    done = zhengce(site, "annotate", *ONLY_SHOUT, given="通知")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_layer_names_the_known_ones(site: Path) -> None:
    enter(site, "layers@1 = zhengce_shout:Layers")
    done = zhengce(site, "annotate", "--config", "documents", "--set", 'pipeline.stages=["layers"]')
    assert "ZC103 stage 'layers@1' names the layer 'keyword'; known:" in done.stderr


def test_a_broken_stage_harms_nobody_who_does_not_use_it(site: Path) -> None:
    enter(site, "broken@1 = no_such_package:Broken", "shout@2 = zhengce_shout:Shout")
    assert zhengce(site, "annotate", *ONLY_SHOUT, given="通知").returncode == 0
    done = zhengce(site, "stages")
    assert done.returncode == 0
    assert "shout@2" in done.stdout
    assert "ZC104 stage 'broken@1'" in done.stderr
