"""``zhengce train``: make models from labelled data or a corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.cli.reading import Reading
    from pipeline.train.counting import Text

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Make models from your own data.\n\nExample: zhengce train topics --data labelled.jsonl --name mine",
)


@app.callback()
def train() -> None:
    """Make models."""


@app.command()
def topics(
    data: Annotated[
        Path, typer.Option(help="JSONL: id, text, topics (main first), optionally title, date.", show_default=False)
    ],
    name: Annotated[str, typer.Option(help="The model's name.")] = "mine",
    out: Annotated[
        Path | None, typer.Option(help="Its folder; models/topics/NAME if left out.", show_default=False)
    ] = None,
    taxonomy: Annotated[Path | None, typer.Option(help="TSV with the names of the codes.", show_default=False)] = None,
    folds: Annotated[int, typer.Option(min=2, help="Of the cross-validation.")] = 5,
    seed: Annotated[int, typer.Option(help="Of the dealing to folds.")] = 1,
) -> None:
    """Train a topic model (needs zhengce[train]), cross-validate it, write it with its card.

    Example: zhengce train topics --data labelled.jsonl --name mine
    """
    from pipeline.errors import UsageError
    from pipeline.lexicon.locate import models_folder

    try:
        from pipeline.train.topics.train import train as train_topics
    except ModuleNotFoundError as error:
        raise UsageError("ZC230", f"training needs {error.name}; pip install 'zhengce[train]'") from None
    folder = out or models_folder() / "topics" / name
    trained = train_topics(data, name, folder, taxonomy=taxonomy, fold_count=folds, seed=seed)
    for warning in trained.warnings:
        typer.echo(f"zhengce: {data}: {warning.text()}", err=True)
    figures = trained.figures
    typer.echo(
        f"{figures.documents:,} documents judged: main topic {figures.main:.3f}, micro-F1 {figures.micro_f1:.3f}, "
        f"macro-F1 {figures.macro_f1:.3f}, calibration error {figures.calibration_error:.3f}"
    )
    typer.echo(str(folder))


@app.command()
def words(
    corpus: Annotated[
        list[str],
        typer.Option(help="Files, folders or globs, - for standard input; may be repeated.", show_default=False),
    ],
    out: Annotated[Path, typer.Option(help="The folder that terms.tsv is written to; it is made.")] = Path("words"),
) -> None:
    """Count a corpus of your own in one pass: how rare its words are, its phrases and what they are worth as key terms.

    A line of configuration, terms = "words/terms.tsv" in [lexicon], puts the table in place of the shipped one.

    Example: zhengce train words --corpus news.jsonl.gz --out words
    """
    from pipeline.cli.reading import Reading
    from pipeline.lexicon.locate import models_folder
    from pipeline.lexicon.words.terms import TERMS
    from pipeline.train.words import train_words

    documents = Reading(corpus)
    count = train_words(_texts(documents), models_folder() / "words", out)
    typer.echo(f"zhengce: {count:,} terms", err=True)
    typer.echo(str(out / TERMS))
    documents.end()


def _texts(documents: "Reading") -> "Iterator[Text]":
    from pipeline.train.counting import Text

    for document in documents:
        official = bool(document.meta.agency or document.meta.doc_number)
        yield Text("documents" if official else "news", document.title or "", document.text)
