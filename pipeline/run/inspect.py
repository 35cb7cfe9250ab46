"""What a run folder tells, finished or at work: progress, rates, slow documents, failures, coverage."""

import datetime
from pathlib import Path

import msgspec

from pipeline.errors import UsageError
from pipeline.outcome import Balance, DeadLetter
from pipeline.report.coverage import Coverage
from pipeline.run.folder import MANIFEST, STATE
from pipeline.run.log import LOG
from pipeline.run.plan import size_text, time_text
from pipeline.run.shard import SLOWEST, Slow
from pipeline.run.state import RunState, finished_shards
from pipeline.run.stores import folder_at

SHOWN = 6
"""Sources, gaps and failures that are shown of many."""


class Failure(msgspec.Struct):
    """Dead letters of one kind: how many, and the first of them."""

    stage: str
    code: str
    count: int
    example: str


class Inspection(msgspec.Struct, kw_only=True):
    """What was found in a run folder.

    ``state`` is ``finished``, ``running`` or ``stopped``; ``share`` of the input that is done, None where it is not
    known (compressed input, standard input); ``rate`` in characters a second since the last start, ``left`` seconds
    at that rate; ``stages`` seconds of each stage.
    """

    state: str
    pipeline: str
    config: str
    shards: int = 0
    share: float | None = None
    balance: Balance = msgspec.field(default_factory=Balance)
    characters: int = 0
    output_bytes: int = 0
    rate: float | None = None
    left: float | None = None
    seconds: float = 0.0
    stages: dict[str, float] = {}
    starts: int = 0
    lost_workers: int = 0
    slowest: list[Slow] = []
    failures: list[Failure] = []
    coverage: Coverage = msgspec.field(default_factory=Coverage)


def inspect(place: Path | str) -> Inspection:
    """Look into a run folder; a run that is at work there is not disturbed.

    Args:
        place: The run folder.

    Returns:
        What is there.

    Raises:
        UsageError: ZC218 if it holds no run.
    """
    folder = folder_at(place)
    data = folder.read(STATE)
    if data is None:
        raise UsageError("ZC218", f"{place} holds no run")
    state = msgspec.json.decode(data, type=RunState)
    finished = folder.size(MANIFEST) is not None
    found = Inspection(
        state="finished" if finished else "running" if folder.busy() else "stopped",
        pipeline=state.pipeline,
        config=state.config,
    )
    failures: dict[tuple[str, str], Failure] = {}
    read = 0
    sizes: dict[int, int] = {}
    for shard in finished_shards(folder):
        found.shards += 1
        found.balance.add(shard.balance)
        found.characters += shard.summary.characters
        sizes[shard.number] = shard.summary.characters
        found.output_bytes += sum(f.bytes for f in shard.files.values())
        found.seconds += shard.seconds
        read += shard.size
        for name, spent in shard.stages.items():
            found.stages[name] = found.stages.get(name, 0.0) + spent
        found.slowest = sorted([*found.slowest, *shard.slowest], key=lambda s: -s.seconds)[: 2 * SLOWEST]
        found.coverage.merge(shard.coverage)
        if "dead" in shard.files:
            _count_failures(failures, folder.read(shard.files["dead"].file) or b"")
    found.failures = sorted(failures.values(), key=lambda f: (-f.count, f.stage, f.code))
    total = sum(state.inputs.values())
    if finished:
        found.share = 1.0
    elif total and all(name.endswith((".jsonl", ".txt", ".md")) for name in state.inputs):
        found.share = min(1.0, read / total)
    _read_log(found, (folder.read(LOG) or b"").decode("utf-8", "replace"), sizes)
    return found


def _count_failures(failures: dict[tuple[str, str], Failure], lines: bytes) -> None:
    for line in lines.splitlines():
        letter = msgspec.json.decode(line, type=DeadLetter)
        known = failures.get((letter.stage, letter.code))
        if known is not None:
            known.count += 1
            continue
        place = ":".join(str(p) for p in (letter.path, letter.line) if p is not None) or str(letter.id)
        example = f"{place}: {letter.message}"
        failures[letter.stage, letter.code] = Failure(letter.stage, letter.code, 1, example)


def _read_log(found: Inspection, log: str, sizes: dict[int, int]) -> None:
    """Tell from the log how fast the run is since its last start."""
    begun = last = None
    characters = 0
    for line in log.splitlines():
        time, _, what = line.partition(" ")
        if what.startswith("begin"):
            found.starts += 1
            begun, last, characters = _time(time), None, 0
        elif what.startswith("lost a worker"):
            found.lost_workers += 1
        elif what.startswith("shard "):
            last = _time(time)
            characters += sizes.get(int(what.split()[1].rstrip(":")), 0)
    if begun is not None and last is not None and (seconds := (last - begun).total_seconds()) > 0:
        found.rate = characters / seconds
        if found.share and found.state == "running" and found.rate:
            found.left = found.characters * (1 - found.share) / found.share / found.rate


def _time(text: str) -> datetime.datetime:
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.UTC)


def inspection_text(found: Inspection) -> str:
    """Word an inspection.

    Args:
        found: What :func:`inspect` gave.

    Returns:
        Lines for a terminal, without a line break at the end.
    """
    share = f", {found.share:.0%} of the input" if found.share is not None else ""
    lines = [
        f"run         {found.state}{share}; {found.pipeline}, {found.config}",
        f"shards      {found.shards:,} done, {found.characters:,} characters, {size_text(found.output_bytes)} written",
        f"balance     {found.balance.text()}",
    ]
    if found.rate is not None:
        left = f", about {time_text(found.left)} left" if found.left is not None else ""
        lines.append(f"rate        {found.rate:,.0f} characters a second since the last start{left}")
    if found.starts > 1 or found.lost_workers:
        lines.append(f"restarts    started {found.starts} times, {found.lost_workers} workers lost")
    lines.append("stages, characters a second and worker")
    for name, spent in found.stages.items():
        share_text = f"{spent / found.seconds:4.0%}" if found.seconds else ""
        lines.append(f"  {name:10} {found.characters / spent if spent > 0 else 0:14,.0f}  {share_text} of the time")
    lines.append("slowest documents")
    lines.extend(f"  {s.seconds:8.3f} s  {s.characters:9,} characters  {s.id}" for s in found.slowest)
    lines.extend(_failure_lines(found.failures))
    lines.extend(_coverage_lines(found.coverage))
    return "\n".join(lines)


def _failure_lines(failures: list[Failure]) -> list[str]:
    lines = ["failures" if failures else "failures    none"]
    for failure in failures[:SHOWN]:
        lines.append(f"  {failure.count:8,} {failure.code} in {failure.stage}, first {failure.example[:200]}")
    return lines + _more(failures, "kinds")


def _coverage_lines(coverage: Coverage) -> list[str]:
    sources = sorted(coverage.counts, key=lambda s: (-sum(coverage.counts[s].values()), s))
    lines = [f"coverage    {len(sources):,} sources"]
    for source in sources[:SHOWN]:
        dates = coverage.counts[source]
        known = sorted(d for d in dates if d[:1].isdigit())
        undated = sum(n for d, n in dates.items() if not d[:1].isdigit())
        span = f"{known[0]} to {known[-1]}" if known else "no dates"
        without = f", {undated:,} without a date" if undated and known else ""
        lines.append(f"  {source}: {sum(dates.values()):,} documents, {span}{without}")
        gaps = coverage.gaps(source)
        if gaps:
            lines.append(f"    nothing in {', '.join(gaps[:SHOWN])}{''.join(_more(gaps, 'gaps')).replace('  ', ', ')}")
    return lines + _more(sources, "sources")


def _more(items: list[str] | list[Failure], what: str) -> list[str]:
    return [f"  and {len(items) - SHOWN:,} more {what}"] if len(items) > SHOWN else []
