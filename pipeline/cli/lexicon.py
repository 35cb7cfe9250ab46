"""``zhengce lexicon``: look names up, check a user's own rows."""

import typer

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look names up and check your own rows.\n\nExample: zhengce lexicon lookup 朝阳区",
)
