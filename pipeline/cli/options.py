"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders or globs (.txt, .md, .jsonl); - or nothing for standard input.", show_default=False
    ),
]
ConfigName = Annotated[str, typer.Option("--config", "-c", help="newspaper, documents, or the path of a .cfg file.")]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Override a setting, e.g. stages.topics.threshold=0.4.", show_default=False
    ),
]
Limit = Annotated[int | None, typer.Option(min=0, help="Stop after this many input documents.", show_default=False)]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write here instead of to standard output.", show_default=False)
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say on standard error what is done, and show tracebacks.")
]
