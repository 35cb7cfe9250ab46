"""The books of a run, and errors that travel between processes."""

import pickle

import pytest

from pipeline.errors import ConfigError, InputError, RecordError, StageError, UsageError, ZhengceError, nearest
from pipeline.outcome import Balance


def test_books_that_balance_say_so_in_a_line() -> None:
    books = Balance(inputs=1200, split=3, written=1200, dropped=1, dead=2)
    books.check()
    assert books.text() == "1,200 in + 3 made by splitting = 1,200 out + 1 dropped + 2 dead letters"


@pytest.mark.parametrize("books", [Balance(inputs=2, written=1), Balance(1, 1, 1), Balance(written=1)])
def test_books_that_do_not_balance_are_an_error(books: Balance) -> None:
    with pytest.raises(ZhengceError, match="ZC901 .*documents were lost"):
        books.check()


@pytest.mark.parametrize("kind", [ConfigError, UsageError, StageError, RecordError])
def test_errors_survive_the_way_between_processes(kind: type[ZhengceError]) -> None:
    error = pickle.loads(pickle.dumps(kind("ZC199", "wrong: 甲")))
    assert type(error) is kind
    assert (error.code, error.message, str(error)) == ("ZC199", "wrong: 甲", "ZC199 wrong: 甲")


def test_an_input_error_keeps_its_place() -> None:
    error = pickle.loads(pickle.dumps(InputError("ZC302", "not JSON", "a.jsonl", 7)))
    assert (error.path, error.line, error.message) == ("a.jsonl", 7, "not JSON")


def test_the_nearest_known_name_is_offered() -> None:
    assert nearest("segmnt", ["topics", "segment"]) == "known: segment, topics; nearest: segment"
    assert nearest("zzz", ["topics"]) == "known: topics"
    assert nearest("zzz", []) == "known: none"
