"""Where the models are: inside an installed package, or beside it in a checkout."""

from pathlib import Path

from pipeline.errors import ConfigError


def models_folder() -> Path:
    """Find the folder of lexicons and models.

    Returns:
        ``pipeline/models`` of an installed wheel, else ``models`` of the checkout.

    Raises:
        ConfigError: ZC101 if neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "models", package.parent / "models"):
        if (folder / "lexicons").is_dir():
            return folder
    raise ConfigError("ZC101", f"no models beside {package}: install the wheel again, or run from a whole checkout")
