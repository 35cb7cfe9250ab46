"""The books of a run."""

import pytest

from pipeline.errors import ZhengceError
from pipeline.outcome import Balance


def test_books_that_balance_say_so_in_a_line() -> None:
    books = Balance(inputs=1200, split=3, written=1200, dropped=1, dead=2)
    books.check()
    assert books.text() == "1,200 in + 3 made by splitting = 1,200 out + 1 dropped + 2 dead letters"


@pytest.mark.parametrize("books", [Balance(inputs=2, written=1), Balance(1, 1, 1), Balance(written=1)])
def test_books_that_do_not_balance_are_an_error(books: Balance) -> None:
    with pytest.raises(ZhengceError, match="ZC901 .*documents were lost"):
        books.check()
