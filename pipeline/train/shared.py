"""Where the raw knowledge and the corpora are that tables and models are made of."""

import os
from pathlib import Path

from pipeline.errors import ConfigError


def shared_folder() -> Path:
    """Give the folder that the setting ``ZHENGCE_SHARED`` names.

    Returns:
        The folder with ``knowledge/``, ``corpus/``, ``topics/`` and ``gold/``.

    Raises:
        ConfigError: ZC130 if the setting is missing.
    """
    folder = os.environ.get("ZHENGCE_SHARED")
    if not folder:
        raise ConfigError("ZC130", "ZHENGCE_SHARED is not set: name the folder that holds knowledge/ and corpus/")
    return Path(folder)
