"""``zhengce train``: make models from labelled data or a corpus."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Output

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
        Path | None,
        typer.Option(help="JSONL: id, text, topics (main first), optionally title, date.", show_default=False),
    ] = None,
    name: Annotated[str, typer.Option(help="The model's name.")] = "mine",
    out: Annotated[
        Path | None, typer.Option(help="Its folder; models/topics/NAME if left out.", show_default=False)
    ] = None,
    taxonomy: Annotated[Path | None, typer.Option(help="TSV with the names of the codes.", show_default=False)] = None,
    folds: Annotated[int, typer.Option(min=2, help="Of the cross-validation.")] = 5,
    seed: Annotated[int, typer.Option(help="Of the dealing to folds.")] = 1,
    suggest: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Write the N documents of --pool most worth labelling, with the topic they are taken for. "
            "Without --data the model NAME is asked as it is.",
            show_default=False,
        ),
    ] = None,
    pool: Annotated[
        list[str] | None,
        typer.Option(help="Documents without labels, - for standard input; may be repeated.", show_default=False),
    ] = None,
    output: Output = None,
) -> None:
    """Train a topic model (needs zhengce[train]), cross-validate it, write it with its card.

    With --suggest: which documents to label next, as lines to correct and to add to --data.

    Example: zhengce train topics --data labelled.jsonl --name mine --suggest 50 --pool news.jsonl > label-me.jsonl
    """
    from pipeline.errors import UsageError
    from pipeline.lexicon.locate import models_folder

    if data is None and suggest is None:
        raise UsageError("ZC236", "nothing to do: give --data FILE to train on, or --suggest N with --pool FILE")
    if (suggest is None) != (pool is None):
        raise UsageError("ZC236", "--suggest N and --pool FILE go together")
    folder = out or models_folder() / "topics" / name
    if data is not None:
        _train_topics(data, name, folder, taxonomy, folds, seed, quiet=suggest is not None)
    if suggest is not None and pool is not None:
        _suggest(folder, pool, suggest, output)


def _train_topics(
    data: Path, name: str, folder: Path, taxonomy: Path | None, folds: int, seed: int, *, quiet: bool
) -> None:
    from pipeline.errors import UsageError

    try:
        from pipeline.train.topics.train import train as train_topics
    except ModuleNotFoundError as error:
        raise UsageError("ZC230", f"training needs {error.name}; pip install 'zhengce[train]'") from None
    trained = train_topics(data, name, folder, taxonomy=taxonomy, fold_count=folds, seed=seed)
    for warning in trained.warnings:
        typer.echo(f"zhengce: {data}: {warning.text()}", err=True)
    figures = trained.figures
    typer.echo(
        f"{figures.documents:,} documents judged: main topic {figures.main:.3f}, micro-F1 {figures.micro_f1:.3f}, "
        f"macro-F1 {figures.macro_f1:.3f}, calibration error {figures.calibration_error:.3f}",
        err=quiet,
    )
    typer.echo(str(folder), err=quiet)


def _suggest(folder: Path, pool: list[str], count: int, output: Path | None) -> None:
    import msgspec

    from pipeline.cli.annotate import opened
    from pipeline.cli.reading import Reading
    from pipeline.lexicon.topics.inputs import Input
    from pipeline.lexicon.topics.model import load_model
    from pipeline.train.topics.suggest import suggest

    model = load_model(folder)
    reading = Reading(pool)
    documents = [(document.id, document.date, Input(document.title, document.text)) for document in reading]
    with opened(output) as file:
        for one in suggest(model, [read for _, _, read in documents], count):
            id_, date, read = documents[one.place]
            row = {"id": id_, "title": read.title, "date": date, "text": read.text, "topics": one.topics[:1]}
            file.write(msgspec.json.encode(row) + b"\n")
            typer.echo(f"zhengce: {id_}: {one.topics[0]} or {one.topics[-1]}, {one.margin:.4f} apart", err=True)
    reading.end()


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


@app.command()
def segmenter(
    data: Annotated[
        Path, typer.Option(help="Tagged corpus: word/TAG word/TAG, a sentence a line; also .gz.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="The model's folder; it is made.")] = Path("segmenter"),
    corpus: Annotated[
        list[str] | None,
        typer.Option(help="Plain texts, to know which characters stand together; may be repeated.", show_default=False),
    ] = None,
    test: Annotated[
        list[Path] | None, typer.Option(help="Tagged corpora to measure on; may be repeated.", show_default=False)
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Iterations of each fit.")] = 60,
    spread: Annotated[float, typer.Option(min=0.001, help="Variance of the weights' prior.")] = 1.0,
) -> None:
    """Train the learned engine on a tagged corpus: nothing is drawn at random, the same data give the same model.

    A setting of the segment stage, model = "segmenter", puts it in place of the shipped one.

    Example: zhengce train segmenter --data tagged.txt.gz --corpus news.jsonl.gz --test held-out.txt --out segmenter
    """
    from pipeline.cli.reading import Reading
    from pipeline.errors import UsageError
    from pipeline.lexicon.locate import models_folder

    try:
        from pipeline.train.segmenter.train import measure, train_segmenter
    except ModuleNotFoundError as error:
        raise UsageError("ZC230", f"training needs {error.name}; pip install 'zhengce[train]'") from None
    documents = Reading(corpus) if corpus else None
    texts = (document.text for document in documents or ())
    train_segmenter(
        data, out, models_folder(), texts=texts, spread=spread, rounds=rounds, progress=partial(typer.echo, err=True)
    )
    for path in test or ():
        typer.echo(f"{path.name}: {measure(out, path).text()}")
    typer.echo(str(out))
    if documents:
        documents.end()


@app.command()
def names(
    shared: Annotated[
        Path | None,
        typer.Option(help="The folder with gold/ner and corpus; $ZHENGCE_SHARED if left out.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The model's folder; models/names if left out.", show_default=False)
    ] = None,
    work: Annotated[
        Path, typer.Option(help="Samples and the state after each epoch: the same call goes on there.")
    ] = Path("names-training"),
    seed: Annotated[int, typer.Option(help="Of every choice.")] = 1,
    share: Annotated[float, typer.Option(min=0.001, max=1, help="Of the samples; less for a trial.")] = 1.0,
    first: Annotated[int, typer.Option(min=1, help="Epochs on the labelled corpora.")] = 2,
    then: Annotated[int, typer.Option(min=0, help="Epochs on these and on what the lists are sure of.")] = 3,
) -> None:
    """Train the model that reads names by their context (stage names@1).

    Example: zhengce train names --out models/names
    """
    from pipeline.errors import UsageError
    from pipeline.lexicon.locate import models_folder
    from pipeline.train.shared import shared_folder

    try:
        from pipeline.train.names.train import Plan
        from pipeline.train.names.train import train as train_names
    except ModuleNotFoundError as error:
        raise UsageError("ZC230", f"training needs {error.name}; pip install 'zhengce[train]'") from None
    folder = out or models_folder() / "names"
    plan = Plan(seed=seed, first=first, then=then, share=share)

    def say(line: str) -> None:
        typer.echo(f"zhengce: {line}", err=True)

    counts = train_names(shared or shared_folder(), folder, work, plan, say)
    typer.echo(", ".join(f"{source} {count:,}" for source, count in counts.items()))
    typer.echo(str(folder))


def _texts(documents: "Reading") -> "Iterator[Text]":
    from pipeline.train.counting import Text

    for document in documents:
        official = bool(document.meta.agency or document.meta.doc_number)
        yield Text("documents" if official else "news", document.title or "", document.text)
