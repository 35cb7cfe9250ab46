"""``zhengce evaluate``: score a layer against gold."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The command line.
    """
