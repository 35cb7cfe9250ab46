"""``zhengce run``: the main job, over a corpus."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Limit, Sets, Verbose

HELP = """Annotate a corpus into a new folder.

The folder gets part-00000.jsonl and so on (annotations, in input order), dead_letters.jsonl, dropped.jsonl,
manifest.json, config.cfg and logs/.

Example: zhengce run newspaper --input pages/ --output out/2021"""


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The command line.
    """
    app.command(help=HELP)(run)


def run(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CONFIG] [PATH]...",
            help="newspaper (the default), documents, or a .cfg file; then more inputs.",
            show_default=False,
        ),
    ] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input", "-i", metavar="PATH", help="A file, folder or glob, or - ; may be repeated.", show_default=False
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help="The folder to make.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier run in that folder.")] = False,
    sets: Sets = None,
    limit: Limit = None,
    verbose: Verbose = False,
) -> None:
    """Run the chain of a configuration over a corpus."""
    from pipeline.config import config_names, load_config, parse_overrides
    from pipeline.errors import UsageError
    from pipeline.ingest import expand
    from pipeline.run import run as run_corpus

    rest = list(words or [])
    named = bool(rest) and (rest[0] in config_names() or rest[0].endswith(".cfg") or not inputs)
    config = load_config(rest.pop(0) if named else "newspaper", parse_overrides(sets or []))
    paths = [*(inputs or []), *rest]
    if not paths:
        raise UsageError("ZC204", "no input; give --input PATH (a file, folder or glob, or - for standard input)")
    if output is None:
        raise UsageError("ZC205", "no output; give --output DIR (a new folder)")
    found = expand(paths)
    if verbose:
        typer.echo(f"zhengce: {len(found)} input files, stages {', '.join(config.stages)}", err=True)
    with _progress(sum(i.size for i in found)) as progress:
        result = run_corpus(config, found, output, force=force, limit=limit, progress=progress)
    typer.echo(result.summary.text(result.seconds), err=True)
    typer.echo(f"balance     {result.balance.text()}", err=True)
    for name, count in (("dead_letters.jsonl", result.balance.dead), ("dropped.jsonl", result.balance.dropped)):
        if count:
            typer.echo(f"            see {output / name}", err=True)
    for part in result.parts:
        typer.echo(str(part))
    if result.balance.dead:
        raise typer.Exit(1)


def _progress(total: int) -> AbstractContextManager[Callable[[int, int], object] | None]:
    """Show bytes done, documents, rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        return nullcontext(None)
    from pipeline.cli.progress import bar

    return bar(total)
