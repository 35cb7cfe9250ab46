"""``zhengce discover``: new words and terms of a corpus, as a table to approve."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.cli.reading import Reading
    from pipeline.train.newness import Dated


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The command line.
    """
    app.command()(discover)


def discover(
    files: Files = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The table to write.", metavar="TSV")] = Path(
        "terms.tsv"
    ),
    limit: Annotated[int, typer.Option(min=1, help="Terms to give at most.")] = 300,
    fewest: Annotated[int, typer.Option(min=2, help="Documents that must have a term.")] = 5,
    lexicon: Annotated[
        list[Path] | None,
        typer.Option(
            help="Words that are known: a TSV with a column word; may be repeated. "
            "The project's own words if left out.",
            show_default=False,
        ),
    ] = None,
    reference: Annotated[
        list[str] | None,
        typer.Option(
            help="Documents to compare with; may be repeated. What is more frequent in FILES comes first. "
            "If left out, and dates span a year, the later half of FILES is compared with the earlier.",
            show_default=False,
        ),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Give names of regions and agencies too that the lexicons know.")
    ] = False,
) -> None:
    """Find new words and terms: a table to look through, and to use as a lexicon of your own.

    Columns: word, pos, freq, cohesion, entropy of the neighbours, count, documents, ratio to the reference, first
    date, three examples. Memory does not grow with the corpus, which is read twice.

    Example: zhengce discover news.jsonl.gz --output terms.tsv --limit 300
    """
    from pipeline.cli.reading import Reading, kept
    from pipeline.lexicon.locate import models_folder
    from pipeline.lexicon.words.engines import open_engine
    from pipeline.lexicon.words.userwords import read_domain, read_tags, read_user
    from pipeline.train.discover import discover as find
    from pipeline.train.discover import write_drafts

    folder = models_folder() / "words"
    engine = open_engine("rjieba", hmm=False, tags=read_tags(folder))
    for words in map(read_user, lexicon) if lexicon else [read_domain(folder)]:
        engine.add(words)
    base = Reading(reference) if reference else None
    with kept(files) as given:
        corpus = Reading(given)
        rows = find(
            lambda: _dated(corpus),
            engine,
            reference=(lambda: _dated(base)) if base else None,
            known=None if names else _known(),
            fewest=fewest,
            limit=limit,
        )
    write_drafts(output, rows)
    typer.echo(f"zhengce: {len(rows):,} terms", err=True)
    typer.echo(str(output))
    corpus.end()


def _dated(documents: "Reading") -> "Iterator[Dated]":
    from pipeline.train.newness import Dated

    for document in documents:
        yield Dated(document.text, document.date)


def _known() -> "Callable[[str], bool]":
    """Tell whether a whole term is a region or agency of the lexicons."""
    from pipeline.lexicon.context import Context
    from pipeline.lexicon.knowledge import Knowledge

    knowledge = Knowledge()

    def known(term: str) -> bool:
        found = knowledge.read(Context(term))
        return any(name.end - name.start == len(term) for name in (*found.regions, *found.agencies))

    return known
