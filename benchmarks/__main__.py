"""``make bench``: print every measurement; ``make bench BENCH="--size 4000000"`` for more text."""

import argparse

from benchmarks import chain


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=2_100_000, help="UTF-8 bytes of text (default %(default)s)")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--config", default="documents")
    given = arguments.parse_args()
    for name, value in chain.compare(given.size, given.rounds, given.config).items():
        print(f"{name:24} {value:,.2f}")
    print(f"{'peak_memory_mb':24} {chain.memory(given.size, given.config):,.0f}")
    print(f"{'first_record_seconds':24} {chain.first_record(given.config):.2f}")
    print(f"{'help_seconds':24} {chain.help_time():.2f}")
    for length, seconds in chain.growth(given.config).items():
        print(f"{'document of ' + length:24} {seconds:.3f} s a million characters")


if __name__ == "__main__":
    main()
