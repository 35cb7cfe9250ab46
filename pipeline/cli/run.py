"""``zhengce run``: the main job, over a corpus."""

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.options import Limit, Sets, Verbose

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.ingest import Input
    from pipeline.run import RunOptions, RunResult

HELP = """Annotate a corpus into a new folder.

The folder gets part-00000.jsonl and so on (annotations, in input order), dead_letters.jsonl, dropped.jsonl,
manifest.json, config.cfg and logs/. The same command goes on where an interrupted one has stopped.

Example: zhengce run newspaper --input pages/ --output out/2021"""

FORMATS = ("jsonl", "parquet", "tables")
PACKINGS = ("gz", "zst")


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
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="DIR", help="The folder to make.")] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", "-w", min=0, help="Worker processes; 0 works in this one.", show_default="1; ray: all"
        ),
    ] = None,
    engine: Annotated[str, typer.Option(help="local, or ray: over the cluster of RAY_ADDRESS.")] = "local",
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier run in that folder.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Do shards with dead letters again.")] = False,
    max_failed: Annotated[
        int | None, typer.Option(min=0, help="Stop once more documents than this have failed.", show_default=False)
    ] = None,
    time_limit: Annotated[float, typer.Option(help="Seconds a document may take; 0 for no limit.")] = 60.0,
    memory_limit: Annotated[
        int | None, typer.Option(min=100, help="MB of data a worker may have.", show_default="its share of the machine")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="jsonl, parquet, or tables (flat Parquet tables).")] = "jsonl",
    compress: Annotated[
        str | None, typer.Option(help="Compress JSONL: gz or zst.", metavar="gz|zst", show_default=False)
    ] = None,
    shard_documents: Annotated[int, typer.Option(min=1, help="Documents a shard, at most.")] = 1000,
    shard_bytes: Annotated[int, typer.Option(min=1, help="Bytes of input a shard, at most.")] = 4 << 20,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell from a sample what it would cost.")] = False,
    sets: Sets = None,
    limit: Limit = None,
    verbose: Verbose = False,
) -> None:
    """Run the chain of a configuration over a corpus."""
    from pipeline.config import config_names, load_config, parse_overrides
    from pipeline.errors import UsageError
    from pipeline.ingest import expand
    from pipeline.run import RunOptions

    rest = list(words or [])
    named = bool(rest) and (rest[0] in config_names() or rest[0].endswith(".cfg") or not inputs)
    config = load_config(rest.pop(0) if named else "newspaper", parse_overrides(sets or []))
    paths = [*(inputs or []), *rest]
    if not paths:
        raise UsageError("ZC204", "no input; give --input PATH (a file, folder or glob, or - for standard input)")
    if output is None and not dry_run:
        raise UsageError("ZC205", "no output; give --output DIR (a new folder)")
    options = RunOptions(
        engine=_engine(engine),
        workers=workers if workers is not None else 1 if engine == "local" else 0,
        force=force,
        limit=limit,
        retry_failed=retry_failed,
        max_failed=max_failed,
        time_limit=time_limit or None,
        memory_limit=memory_limit << 20 if memory_limit else None,
        shard_documents=shard_documents,
        shard_bytes=shard_bytes,
        format=_format(form, compress),
    )
    found = expand(paths)
    if dry_run:
        from pipeline.run.plan import plan

        typer.echo(plan(config, found, workers=options.workers, format=options.format, limit=limit).text())
        return
    assert output is not None
    if verbose:
        typer.echo(f"zhengce: {len(found)} input files, stages {', '.join(config.stages)}", err=True)
    with _told_to_stop(output):
        result = _run(config, found, output, options)
    _report(result, output)
    if result.balance.dead or not result.complete:
        raise typer.Exit(1)


def _run(config: "Config", found: "list[Input]", output: str, options: "RunOptions") -> "RunResult":
    from pipeline.run import run as run_corpus

    with _progress(sum(i.size for i in found)) as progress:
        return run_corpus(config, found, output, options, progress)


def _engine(name: str) -> Literal["local", "ray"]:
    from pipeline.errors import UsageError, nearest

    if name == "ray":
        return "ray"
    if name == "local":
        return "local"
    raise UsageError("ZC209", f"--engine {name}: {nearest(name, ('local', 'ray'))}")


def _format(form: str, compress: str | None) -> str:
    from pipeline.errors import UsageError, nearest

    if form not in FORMATS:
        raise UsageError("ZC219", f"--format {form}: {nearest(form, FORMATS)}")
    if compress is None:
        return form
    if form != "jsonl" or compress not in PACKINGS:
        raise UsageError("ZC229", f"--format {form} --compress {compress}: only jsonl is compressed, by gz or zst")
    return f"{form}.{compress}"


@contextlib.contextmanager
def _told_to_stop(output: str) -> Iterator[None]:
    """End cleanly when told to by Ctrl-C (exit status 130) or by the system (SIGTERM, 143)."""
    told: list[int] = []

    def stop(number: int, _frame: object) -> None:
        told.append(number)
        for quiet in (signal.SIGINT, signal.SIGTERM):  # once is enough: what is left to do is short
            signal.signal(quiet, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"zhengce: stopped; the same command goes on where it was, in {output}", err=True)
        raise typer.Exit(128 + (told[0] if told else signal.SIGINT)) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(result: "RunResult", output: str) -> None:
    """Say what was done on standard error, and the part files on standard output."""
    typer.echo(result.summary.text(result.seconds), err=True)
    spent = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in result.stages.items())
    typer.echo(f"stages      {spent}", err=True)
    typer.echo(f"balance     {result.balance.text()}", err=True)
    if result.resumed:
        typer.echo(f"resumed     {result.resumed:,} shards were done already", err=True)
    if not result.complete:
        typer.echo("stopped     too many dead letters; a larger --max-failed goes on", err=True)
    for name, count in (("dead_letters.jsonl", result.balance.dead), ("dropped.jsonl", result.balance.dropped)):
        if count:
            typer.echo(f"            see {output.rstrip('/')}/{name}", err=True)
    for part in result.parts:
        typer.echo(str(part))


def _progress(total: int) -> AbstractContextManager[Callable[[int, int], object] | None]:
    """Show bytes done, documents, rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        return nullcontext(None)
    from pipeline.cli.progress import bar

    return bar(total)
