"""``zhengce duplicates``: mark the same story told again."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Files, Output


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The command line.
    """
    app.command()(duplicates)


def duplicates(
    files: Files = None,
    threshold: Annotated[
        float, typer.Option(min=0.3, max=1.0, help="The least share of common pieces of text (Jaccard).")
    ] = 0.6,
    days: Annotated[int, typer.Option(min=0, help="How far near copies may be apart, where both have a date.")] = 30,
    table: Annotated[
        bool, typer.Option("--table", help="Write id, duplicate_of and similarity of copies only.")
    ] = False,
    output: Output = None,
) -> None:
    """Mark copies, exact and near: meta.extra gets duplicate_of, the id of the first like it; nothing is deleted.

    Example: zhengce duplicates out/2021 > marked.jsonl
    """
    import msgspec

    from pipeline.cli.annotate import opened
    from pipeline.cli.reading import Reading
    from pipeline.document import encode
    from pipeline.run.duplicates import DuplicateFinder, mark

    finder = DuplicateFinder(threshold, days)
    total = exact = near = 0
    documents = Reading([part for given in files or ["-"] for part in _parts(given)])
    with opened(output) as file:
        for item in documents:
            total += 1
            copy = finder.find(item)
            mark(item, copy)
            if copy is not None:
                exact += copy.similarity == 1.0
                near += copy.similarity < 1.0
            if not table:
                file.write(encode(item) + b"\n")
            elif copy is not None:
                row = {"id": item.id, "duplicate_of": copy.of, "similarity": copy.similarity}
                file.write(msgspec.json.encode(row) + b"\n")
    typer.echo(f"zhengce: {total:,} records, {exact:,} exact and {near:,} near copies", err=True)
    documents.end()


def _parts(given: str) -> list[str]:
    """Of a run folder take the annotations only."""
    folder = Path(given)
    parts = sorted(folder.glob("part-*")) if (folder / "run.json").exists() else []
    return [str(p) for p in parts] or [given]
