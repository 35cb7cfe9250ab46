"""``zhengce schema``: the JSON Schema of a record."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The command line.
    """
    app.command()(schema)


def schema() -> None:
    """Print the JSON Schema of an annotated record.

    Example: zhengce schema > record.schema.json
    """
    import msgspec

    from pipeline.document import schema as record_schema

    typer.echo(msgspec.json.format(msgspec.json.encode(record_schema()), indent=2).decode())
