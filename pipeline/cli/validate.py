"""``zhengce validate``: see that JSONL files hold whole, true records."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The command line.
    """
    app.command()(validate)


def validate(
    files: Annotated[list[str], typer.Argument(help="JSONL files of annotated records.", show_default=False)],
) -> None:
    """Check records against the schema and their own text; name file, line and path of what is wrong.

    Example: zhengce validate out/part-00000.jsonl
    """
    from pipeline.records import problems

    bad = total = 0
    for file in files:
        for problem in problems(file):
            total += 1
            if problem:
                bad += 1
                typer.echo(problem)
    typer.echo(f"zhengce: {total:,} records, {bad:,} with something wrong", err=True)
    if bad:
        raise typer.Exit(1)
