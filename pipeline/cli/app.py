"""The command ``zhengce``: its subcommands, and how errors end it."""

import os
import sys
from typing import NoReturn

import typer

from pipeline.cli import (
    annotate,
    config,
    discover,
    duplicates,
    evaluate,
    inspect,
    lexicon,
    run,
    schema,
    stages,
    train,
    validate,
)
from pipeline.errors import ConfigError, UsageError, ZhengceError

app = typer.Typer(
    name="zhengce",
    help="Chinese policy news and documents to annotated JSONL.\n\nExample: zhengce annotate page.md > page.jsonl",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for module in (run, inspect, annotate, discover, duplicates, evaluate, schema, validate, stages):
    module.register(app)
app.add_typer(train.app, name="train")
app.add_typer(config.app, name="config")
app.add_typer(lexicon.app, name="lexicon")


def main() -> NoReturn:
    """Run the command line; errors of ours are told in one line, without a trace.

    Exit status: 0 all well, 1 some documents failed, 2 wrong usage or configuration.
    """
    try:
        app()
    except (ConfigError, UsageError) as error:
        _tell(error)
        sys.exit(2)
    except ZhengceError as error:
        _tell(error)
        sys.exit(1)
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        # The reader (head, less) has gone, which typer calls a failure: there is nothing to tell, and Python must not
        # try to flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _tell(error: ZhengceError) -> None:
    typer.echo(f"zhengce: {error}", err=True)
