"""``make bench``: print every measurement.

``make bench BENCH="--size 4000000"`` takes more text, ``make bench BENCH=keywords`` one part only.
"""

import argparse

from benchmarks import chain, keywords, names, segmentation, stages, workers

PARTS = ("speed", "stages", "keywords", "segmentation", "names", "workers")
LONG = 10
"""A run from start to end takes so many times the text, so that its start does not count for much."""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if left out")
    arguments.add_argument("--size", type=int, default=2_100_000, help="UTF-8 bytes of text (default %(default)s)")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--config", default="documents")
    given = arguments.parse_args()
    unknown = sorted(set(given.parts) - set(PARTS))
    if unknown:
        arguments.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    parts = given.parts or PARTS
    if "speed" in parts:
        _speed(given.size, given.rounds, given.config)
    if "stages" in parts:
        for line in stages.compare(given.size, given.rounds, given.config):
            print(line)
    if "keywords" in parts:
        _keywords()
    if "segmentation" in parts:
        _segmentation(given.size, given.rounds)
    if "names" in parts:
        for line in names.compare():
            print(line)
    if "workers" in parts:
        for line in workers.compare(LONG * given.size, given.rounds):
            print(line)


def _speed(size: int, rounds: int, config: str) -> None:
    # Memory first: the system counts what the parent of a process held when it began as the process's own peak.
    print(f"{'peak_memory_mb':32} {chain.memory(size, config):,.0f}")
    print(f"{'first_record_seconds':32} {chain.first_record(config):.2f}")
    print(f"{'help_seconds':32} {chain.help_time():.2f}")
    for corpus in ("news", "policy"):
        for name, value in chain.compare(size, rounds, config, corpus).items():
            print(f"{corpus + ' ' + name:32} {value:,.2f}")
    for length, seconds in chain.growth(config).items():
        print(f"{'document of ' + length:32} {seconds:.3f} s a million characters")


def _keywords() -> None:
    for row in keywords.compare():
        print(f"{'keywords ' + row.method:36} {row.scores.text()}  {row.rate:,.0f} characters a second")


def _segmentation(size: int, rounds: int) -> None:
    for row in segmentation.compare(size, rounds):
        print(f"{'segmentation ' + row.name:38} {row.text()}")


if __name__ == "__main__":
    main()
