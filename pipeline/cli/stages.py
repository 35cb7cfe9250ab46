"""``zhengce stages``: which stages there are, what they need and what they give."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The command line.
    """
    app.command()(stages)


def stages() -> None:
    """List the stages, those of plug-ins included, with what each requires and assigns.

    Example: zhengce stages
    """
    from pipeline.errors import ConfigError
    from pipeline.registry import stage_class, stage_names

    rows = [("STAGE", "REQUIRES", "ASSIGNS", "SETTINGS")]
    for name in stage_names():
        try:
            cls = stage_class(name)
        except ConfigError as error:  # one broken plug-in does not hide the others
            typer.echo(f"zhengce: {error}", err=True)
            continue
        settings = ", ".join(cls.Settings.__struct_fields__) or "-"
        rows.append((name, ", ".join(cls.requires) or "-", ", ".join(cls.assigns) or "-", settings))
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        typer.echo("  ".join(cell.ljust(w) for cell, w in zip(row, [*widths, 0], strict=True)).rstrip())
