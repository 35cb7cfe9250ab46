"""``zhengce annotate`` and one command a stage: documents in, JSONL out; they pipe into each other."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import ConfigName, Files, Limit, Output, Sets, Verbose
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.document import Document

FAMILIES: dict[str, tuple[tuple[str, ...], str]] = {
    "ingest": ((), "Read files into records, without annotations."),
    "split": (("clean", "split", "head"), "Clean text, split pages into articles, read the heads of documents."),
    "segment": (("segment",), "Cut text into words with parts of speech, and into sentences."),
    "keywords": (("keywords",), "Choose the key terms."),
    "entities": (
        ("regions", "agencies", "policies", "relations"),
        "Find and resolve regions, agencies and policies, and how they relate.",
    ),
    "topics": (("topics",), "File under topics."),
}
"""Command to the keys of the configuration's stages that it runs, and its help."""


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The command line.
    """
    app.command(
        "annotate",
        help=_help("Annotate files: the whole chain, JSONL to standard output.", "annotate page.md > page.jsonl"),
    )(_stage_command(None))
    for name, (keys, text) in FAMILIES.items():
        example = "ingest page.md > page.jsonl" if name == "ingest" else f"{name} before.jsonl > after.jsonl"
        app.command(name, help=_help(text, example))(_topics if name == "topics" else _stage_command(keys))


def _help(text: str, example: str) -> str:
    return f"{text}\n\nExample: zhengce {example}"


def _stage_command(keys: tuple[str, ...] | None):  # type: ignore[no-untyped-def]  # typer reads the inner signature
    def command(
        files: Files = None,
        config: ConfigName = "newspaper",
        sets: Sets = None,
        limit: Limit = None,
        output: Output = None,
        verbose: Verbose = False,
    ) -> None:
        _through(keys, files, config, sets, limit, output, verbose)

    return command


def _topics(
    files: Files = None,
    config: ConfigName = "newspaper",
    sets: Sets = None,
    limit: Limit = None,
    output: Output = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Say on standard error, and in meta.extra under topics.explain, which words weighed most.",
        ),
    ] = False,
    verbose: Verbose = False,
) -> None:
    if explain:
        sets = [*(sets or []), "stages.topics.explain=true"]
    _through(("topics",), files, config, sets, limit, output, verbose, _explain if explain else None)


def _explain(document: "Document") -> None:
    """Show a document's topics, with the words for and against each."""
    from pipeline.document import NO_TOPIC
    from pipeline.lexicon.topics.explain import explanation_text, read_explanations

    typer.echo(f"{document.id}  {document.title or ''}".rstrip(), err=True)
    names = {topic.code: f"{topic.name} ({topic.code}) {topic.score}" for topic in document.topics}
    told = explanation_text(read_explanations(document.meta.extra["topics.explain"]), names)
    typer.echo(told or "  no topic: " + document.meta.extra.get(NO_TOPIC, ""), err=True)


def _through(
    only: tuple[str, ...] | None,
    files: list[str] | None,
    config: str,
    sets: list[str] | None,
    limit: int | None,
    output: Path | None,
    verbose: bool,
    each: "Callable[[Document], None] | None" = None,
) -> None:
    from pipeline.chain import build
    from pipeline.cli.reading import tell
    from pipeline.config import load_config, parse_overrides
    from pipeline.document import Document
    from pipeline.ingest import expand, read
    from pipeline.outcome import Balance, DeadLetter, line_of

    settings = load_config(config, parse_overrides(sets or []))
    inputs = expand(files or ["-"])
    pipeline = build(settings, only)
    books = Balance()
    items = read(inputs, settings.ingest.text_kind, limit=limit)
    # Without a stage there is nothing to record, and the records of an earlier stage pass as they are.
    outcomes = items if only == () else pipeline.stream(items, books)
    with opened(output) as file:
        for outcome in outcomes:
            if each is not None and isinstance(outcome, Document):
                each(outcome)
            line = line_of(outcome) if isinstance(outcome, Document) else outcome
            if isinstance(line, bytes):
                file.write(line + b"\n")
                books.written += 1
            elif isinstance(line, DeadLetter):
                books.dead += 1
                tell(line)
                if verbose and line.traceback:
                    typer.echo(line.traceback, err=True)
            else:
                books.dropped += 1
                typer.echo(f"zhengce: {line.id}: dropped by {line.stage}: {line.reason}", err=True)
    if only == ():
        books.inputs = books.written + books.dead
    if verbose:
        typer.echo(f"zhengce: {books.text()}", err=True)
    books.check()
    if books.dead:
        raise typer.Exit(1)


@contextlib.contextmanager
def opened(output: Path | None) -> Iterator[IO[bytes]]:
    """Open the output: a file gets its name only when it is whole."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    temporary = output.with_name(output.name + ".tmp")
    try:
        file = temporary.open("wb")
    except OSError as error:
        raise UsageError("ZC207", f"{output}: cannot be written: {error.strerror}") from None
    with file:
        yield file
    temporary.replace(output)
