"""``zhengce config``: show a configuration as resolved, check one."""

from typing import Annotated

import typer

from pipeline.cli.options import Sets

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Show or check configurations.\n\nExample: zhengce config show newspaper",
)
Name = Annotated[str, typer.Argument(help="newspaper, documents, or the path of a .cfg file.", show_default=False)]


@app.command()
def show(name: Name, sets: Sets = None) -> None:
    """Print the resolved configuration, every default filled in.

    Example: zhengce config show newspaper > mine.cfg
    """
    from pipeline.config import load_config, parse_overrides, show_config

    typer.echo(show_config(load_config(name, parse_overrides(sets or []))), nl=False)


@app.command()
def check(name: Name, sets: Sets = None) -> None:
    """Check keys, values, stages, wiring, lexicons and models, without reading any document.

    Example: zhengce config check mine.cfg
    """
    from pipeline.chain import build
    from pipeline.config import load_config, parse_overrides

    config = load_config(name, parse_overrides(sets or []))
    build(config)
    typer.echo(f"{name}: well; stages {', '.join(n for n, _ in config.stages.values())}")
