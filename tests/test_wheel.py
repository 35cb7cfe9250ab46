"""The wheel: whole, and at work in a folder of its own, without the checkout and without a network."""

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from support import DOCUMENTS, ROOT

pytestmark = pytest.mark.slow

NO_NETWORK = """
import socket

def refuse(*_):
    raise OSError("no network in this test")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


def pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    offline = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    pip("wheel", ROOT, "--no-deps", *offline, "--wheel-dir", folder)
    [made] = folder.glob("zhengce-*.whl")
    return made


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel installed into a folder."""
    folder = tmp_path_factory.mktemp("site")
    pip("install", "--no-deps", "--no-index", "--target", folder, wheel)
    (folder / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return folder


def python(site: Path, cwd: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        timeout=120,
    )


def test_it_holds_the_package_with_every_model_and_nothing_else(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    models = {f"pipeline/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "models").rglob("*") if p.is_file()}
    kinds = (".py", ".cfg", ".typed")
    code = {p.relative_to(ROOT).as_posix() for p in (ROOT / "pipeline").rglob("*") if p.suffix in kinds}
    assert models | code <= held
    tops = {name.partition("/")[0] for name in held}
    assert tops == {"pipeline", next(t for t in tops if t.endswith(".dist-info"))}


def test_it_annotates_in_another_folder_without_a_network(site: Path, tmp_path: Path) -> None:
    where = python(site, tmp_path, "-c", "import pipeline; print(pipeline.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(site)
    (tmp_path / "doc.txt").write_text(DOCUMENTS[1], encoding="utf-8")
    done = python(site, tmp_path, "-m", "pipeline", "annotate", "doc.txt", "--config", "documents")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert record["text"] == DOCUMENTS[1]
    assert {e["label"] for e in record["entities"]} == {"REGION", "AGENCY", "POLICY"}
    assert record["keywords"]
    assert record["topics"]
    assert record["provenance"]["pipeline"].startswith("zhengce ")
    assert record["provenance"]["models"]


def test_a_run_and_the_command_work_too(site: Path, tmp_path: Path) -> None:
    (tmp_path / "doc.txt").write_text(DOCUMENTS[1], encoding="utf-8")
    done = python(site, tmp_path, str(site / "bin" / "zhengce"), "run", "documents", "-i", "doc.txt", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "out" / "part-00000.jsonl").read_bytes().splitlines()) == 1


def test_the_network_is_truly_cut_off_in_these_tests(site: Path, tmp_path: Path) -> None:
    done = python(site, tmp_path, "-c", "import socket; socket.create_connection(('localhost', 9))")
    assert "no network in this test" in done.stderr
