"""What is made in a thread while tables are read."""

import gc
import threading

import pytest

from pipeline.lexicon.loading import Later, collection_paused


def test_what_was_made_is_given_each_time_and_made_once() -> None:
    calls: list[str] = []
    later = Later(lambda: calls.append(threading.current_thread().name) or [len(calls)])
    first = later.get()
    assert first == [1]
    assert later.get() is first
    assert len(calls) == 1
    assert calls[0] != threading.current_thread().name


def test_what_the_making_raised_reaches_whoever_asks() -> None:
    later = Later(lambda: 1 // 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            later.get()


def test_collection_goes_on_after_a_pause_and_stays_off_where_it_was_off() -> None:
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
