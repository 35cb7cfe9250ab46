import pytest

from pipeline.lexicon.locate import models_folder
from pipeline.lexicon.policies import PolicyFinder


@pytest.fixture(scope="session")
def policy_finder() -> PolicyFinder:
    return PolicyFinder(models_folder())
