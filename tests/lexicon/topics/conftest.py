"""The shipped model, loaded once, and a small one with stored predictions."""

from pathlib import Path

import pytest

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.topics.model import TopicModel, load_model

TINY = Path(__file__).parent.parent.parent / "data" / "topics_tiny"


@pytest.fixture(scope="session")
def shipped() -> TopicModel:
    """The model ``default``."""
    return load_model(models_folder() / "topics" / "default")


@pytest.fixture(scope="session")
def tiny() -> TopicModel:
    """A model over two topics, made from invented sentences."""
    return load_model(TINY)
