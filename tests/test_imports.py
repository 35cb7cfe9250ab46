"""Imports go one way, and nothing heavy is loaded by who does not need it."""

import subprocess
import sys

import pytest

from support import ROOT

TRAINING = ("sklearn", "scipy", "spacy", "pandas", "torch")
HEAVY = (*TRAINING, "numpy", "jieba", "rjieba", "daachorse", "confection", "pydantic", "rich.progress")


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, encoding="utf-8", cwd=ROOT, check=False, timeout=120
    )


def loaded(code: str) -> set[str]:
    """Run code in a process of its own and name the modules that it has loaded."""
    done = python("-c", f"{code}\nimport sys; print(*sorted(sys.modules))")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_layers_are_kept() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = python("-c", code, "--no-cache")
    assert done.returncode == 0, done.stdout[-3000:]
    assert ", 0 broken" in done.stdout


@pytest.mark.parametrize("module", ["pipeline", "pipeline.cli.app", "pipeline.document", "pipeline.ingest"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    assert not loaded(f"import {module}") & set(HEAVY)


def test_importing_prints_and_warns_of_nothing() -> None:
    done = python("-W", "error", "-c", "import pipeline.cli.app, pipeline.chain, pipeline.run, pipeline.registry")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_annotating_needs_nothing_that_training_needs() -> None:
    code = (
        "import pipeline\n"
        "[made] = pipeline.load('newspaper')([pipeline.Document(id='1', text='国务院印发通知。')])\n"
        "assert made.tokens.text\n"
    )
    assert not loaded(code) & set(TRAINING)


@pytest.mark.slow
def test_rjieba_can_be_imported_after_the_engine_has_taken_its_native_module() -> None:
    code = (
        "import pipeline\n"
        "list(pipeline.load('documents')([pipeline.Document(id='1', text='国务院印发通知。')]))\n"
        "import sys\n"
        "assert 'rjieba' not in sys.modules\n"
        "import rjieba\n"
        "assert rjieba.cut('我们在这里') == ['我们', '在', '这里']\n"
        "assert rjieba.suggest_freq('放管服') == rjieba.Jieba().suggest_freq('放管服')\n"
    )
    loaded(code)


@pytest.mark.slow
def test_the_jieba_that_others_share_is_left_alone() -> None:
    code = (
        "import pipeline\n"
        "given = {'stages.segment.engine': 'jieba'}\n"
        "list(pipeline.load('documents', given)([pipeline.Document(id='1', text='国务院印发通知。')]))\n"
        "import jieba\n"
        "assert not jieba.dt.initialized\n"
    )
    loaded(code)
