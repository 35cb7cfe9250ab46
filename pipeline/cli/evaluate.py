"""``zhengce evaluate``: score a layer against gold, and show the errors."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.evaluate.common import Result

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Score a layer against gold.\n\n"
    "Example: zhengce evaluate entities --gold gold.jsonl --pred part-00000.jsonl --errors 20",
)

Gold = Annotated[Path, typer.Option("--gold", help="The file as it ought to be.", show_default=False)]
Pred = Annotated[Path, typer.Option("--pred", help="The file as annotated.", show_default=False)]
Errors = Annotated[int, typer.Option("--errors", min=0, help="Show this many errors.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")]


def register(parent: typer.Typer) -> None:
    """Add the command.

    Args:
        parent: The command line.
    """
    parent.add_typer(app, name="evaluate")


@app.command()
def entities(gold: Gold, pred: Pred, errors: Errors = 0, as_json: AsJson = False) -> None:
    """Precision, recall and F1 of each label's spans; over the hits, right kinds and right identifiers.

    Example: zhengce evaluate entities --gold gold.jsonl --pred part-00000.jsonl --errors 20
    """
    from pipeline.evaluate.entities import score_entities

    _show(score_entities(gold, pred), errors, as_json)


@app.command()
def topics(gold: Gold, pred: Pred, errors: Errors = 0, as_json: AsJson = False) -> None:
    """Right main topics, F1 of the sets of topics, calibration of the scores.

    Example: zhengce evaluate topics --gold labelled.jsonl --pred part-00000.jsonl
    """
    from pipeline.evaluate.topics import score_topics

    _show(score_topics(gold, pred), errors, as_json)


@app.command()
def pages(gold: Gold, pred: Pred, errors: Errors = 0, as_json: AsJson = False) -> None:
    """The articles of one newspaper page: headlines, bylines, subheads, paragraphs.

    Example: zhengce evaluate pages --gold page.articles.json --pred page.jsonl --errors 20
    """
    from pipeline.evaluate.pages import score_pages

    _show(score_pages(gold, pred), errors, as_json)


@app.command()
def segmentation(
    gold: Gold,
    pred: Pred,
    errors: Errors = 0,
    as_json: AsJson = False,
    pos: Annotated[bool, typer.Option("--pos", help="Parts of speech too; in text each word is word/TAG.")] = False,
) -> None:
    """Precision, recall and F1 of words: text with words separated by spaces, or records, a line each.

    Example: zhengce evaluate segmentation --gold words.txt --pred part-00000.jsonl --errors 20
    """
    from pipeline.evaluate.segmentation import score_segmentation

    _show(score_segmentation(gold, pred, pos=pos), errors, as_json)


@app.command()
def keywords(
    gold: Gold,
    pred: Pred,
    split: Annotated[
        str | None, typer.Option(help="Only the rows of a TSV whose column split says this.", show_default=False)
    ] = None,
    errors: Errors = 0,
    as_json: AsJson = False,
) -> None:
    """F1 of the first five key terms and nDCG of the first ten: a TSV of id, split, terms, or records, a line each.

    Example: zhengce evaluate keywords --gold keywords.tsv --pred part-00000.jsonl --split report --errors 20
    """
    from pipeline.evaluate.keywords import score_keywords

    _show(score_keywords(gold, pred, split), errors, as_json)


def _show(result: "Result", errors: int, as_json: bool) -> None:
    """Print the figures; with JSON the errors go to standard error, so that the output stays one object."""
    for line in result.errors[:errors]:
        typer.echo(line, err=as_json)
    if as_json:
        import msgspec

        typer.echo(msgspec.json.encode(result.figures()).decode())
    else:
        typer.echo(result.text())
