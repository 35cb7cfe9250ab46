"""``python -m pipeline`` is the command ``zhengce``."""

from pipeline.cli.app import main

main()
