"""``zhengce train``: make models from labelled data or a corpus."""

import typer

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Make models from your own data (needs zhengce[train]).\n\n"
    "Example: zhengce train topics --data labelled.jsonl --name mine",
)
