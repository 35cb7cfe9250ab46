"""``zhengce lexicon``: look names up, check a user's own rows."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look names up and check your own rows.\n\nExample: zhengce lexicon lookup 朝阳区",
)


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name, adcode, title or document number.", show_default=False)],
    date: Annotated[
        str | None, typer.Option(help="ISO date at which to read it; today if left out.", show_default=False)
    ] = None,
) -> None:
    """Show every reading of a name: label, kind, identifier, full name, validity.

    Example: zhengce lexicon lookup 莱芜市 --date 2018-06-01
    """
    from pipeline.errors import UsageError
    from pipeline.lexicon.knowledge import Knowledge
    from pipeline.lexicon.lookup import look_up

    answers = look_up(Knowledge(), name, date)
    if not answers:
        raise UsageError("ZC226", f"{name!r} is in no lexicon; give it in full, or add it to a table of your own")
    for answer in answers:
        typer.echo("\t".join((answer.label, answer.kind, answer.norm, answer.name, answer.more)).rstrip())


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A TSV of words, regions, agencies or policies.", show_default=False)],
) -> None:
    """Check a table of your own: each line, what it clashes with, and which words would still be cut.

    Example: zhengce lexicon check my-words.tsv
    """
    from pipeline.lexicon.selftest import check_table

    problems = check_table(file)
    for problem in problems:
        typer.echo(f"{file}:{problem}")
    typer.echo(f"zhengce: {file}: {len(problems)} remarks", err=True)
    if any(problem.fatal for problem in problems):
        raise typer.Exit(1)
