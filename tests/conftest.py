"""Settings of all tests, and what is dear to make and safe to share."""

import pytest
from hypothesis import HealthCheck, settings

from pipeline.chain import Pipeline, load
from pipeline.lexicon.knowledge import Knowledge

# No deadlines, since machines differ; the same examples every time, since a test must not fail by chance.
settings.register_profile(
    "zhengce", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("zhengce")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped lexicons, loaded once; finders hold no state of documents."""
    return Knowledge()


@pytest.fixture(scope="session")
def newspaper() -> Pipeline:
    """The chain of the newspaper configuration."""
    return load("newspaper")


@pytest.fixture(scope="session")
def documents() -> Pipeline:
    """The chain of the documents configuration."""
    return load("documents")
