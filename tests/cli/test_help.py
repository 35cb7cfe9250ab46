"""Help: every command shows an example, and the documents name no command that is not there."""

import re
from collections.abc import Iterator

import pytest
import typer.main
from typer.testing import CliRunner

from pipeline.cli.app import app
from support import ROOT

runner = CliRunner()


def commands(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        yield from commands(inner, (*path, name))


ALL = list(commands(typer.main.get_command(app)))
DOCUMENTS = [p for p in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("**/*.md"))) if p.stat().st_size]


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help_that_ends_in_an_example(path: tuple[str, ...]) -> None:
    done = runner.invoke(app, [*path, "--help"], prog_name="zhengce", terminal_width=200)
    assert done.exit_code == 0
    assert f"Example: zhengce {path[0] if path else ''}" in " ".join(done.output.split())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    command = typer.main.get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    for parameter in command.params:
        if parameter.name != "help" and hasattr(parameter, "help"):
            assert parameter.help, f"{' '.join(path)}: {parameter.name}"


def test_the_examples_of_the_help_are_commands_that_exist() -> None:
    for path in ALL:
        help_ = " ".join(runner.invoke(app, [*path, "--help"], terminal_width=200).output.split())
        for example in re.findall(r"Example: zhengce ([a-z-]+(?: [a-z-]+)?)", help_):
            words = tuple(example.split())
            assert words in ALL or words[:1] in ALL, example


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_documents_name_only_commands_and_options_that_exist(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    named = re.findall(r"^[ \t$]*(?:\S*/)?zhengce ([a-z-]+)(?: ([a-z]+))?", text, re.MULTILINE)
    named += re.findall(r"`zhengce ([a-z-]+)(?: ([a-z]+))?", text)
    for first, second in named:
        assert (first,) in ALL, f"zhengce {first}"
        if any(len(p) == 2 and p[0] == first for p in ALL) and second:
            assert (first, second) in ALL, f"zhengce {first} {second}"


def test_the_readme_names_every_command() -> None:
    path = ROOT / "README.md"
    if not path.stat().st_size:
        pytest.skip("README.md is not written yet")
    text = path.read_text("utf-8")
    missing = [p[0] for p in ALL if len(p) == 1 and not re.search(rf"\b{p[0]}\b", text)]
    assert not missing


def test_without_a_command_the_help_is_shown() -> None:
    done = runner.invoke(app, [])
    assert "Usage" in done.output
    assert "annotate" in done.output
