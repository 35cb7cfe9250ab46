"""``zhengce inspect``: look into a run folder."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The command line.
    """
    app.command()(inspect)


def inspect(
    folder: Annotated[str, typer.Argument(metavar="RUN", help="A run folder, finished or at work.")],
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
) -> None:
    """Show a run: progress, rates by stage, slowest documents, failures by kind, coverage with its gaps.

    Example: zhengce inspect out/2021
    """
    import msgspec

    from pipeline.run.inspect import inspect as look
    from pipeline.run.inspect import inspection_text

    found = look(folder)
    typer.echo(msgspec.json.encode(found).decode() if as_json else inspection_text(found))
