"""What a benchmark found: figures with units, measured against their targets, printed and kept as one JSON each."""

import json
import platform
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from os import cpu_count, getloadavg
from pathlib import Path

BUSY_SECONDS = 0.5


@dataclass(frozen=True)
class Figure:
    """One number. `at_least` or `at_most` is what the product promises for it; `each` are the single measurements."""

    name: str
    value: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    each: Sequence[float] = ()

    @property
    def reached(self) -> bool | None:
        """Whether the promise is kept; None where nothing is promised."""
        if self.at_least is None and self.at_most is None:
            return None
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    def line(self) -> str:
        """The figure for people."""
        bound = f"≥ {self.at_least:g}" if self.at_least is not None else ""
        bound += f"≤ {self.at_most:g}" if self.at_most is not None else ""
        verdict = "" if self.reached is None else f"   {'reached' if self.reached else 'MISSED'} ({bound})"
        each = f"   [{' '.join(f'{one:.4g}' for one in self.each)}]" if len(self.each) > 1 else ""
        return f"  {self.name:<58} {self.value:>10,.4g} {self.unit:<6}{verdict}{each}"


@dataclass
class Report:
    """A benchmark's figures, printed as they come."""

    name: str
    quick: bool
    figures: list[Figure] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    shares: list[float] = field(default_factory=list)
    started_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def __post_init__(self) -> None:
        print(f"\n{self.name}{' (quick)' if self.quick else ''}", flush=True)
        self.shares.append(share_of_a_processor())

    def add(
        self, name: str, values: float | Sequence[float], unit: str = "", *,
        at_least: float | None = None, at_most: float | None = None,
    ) -> float:  # fmt: skip
        """One figure; of several measurements the median. Returns its value."""
        each = [values] if isinstance(values, int | float) else list(values)
        figure = Figure(name, statistics.median(each), unit, at_least, at_most, each)
        self.figures.append(figure)
        print(figure.line(), flush=True)
        return figure.value

    def note(self, name: str, text: str) -> None:
        """Something that is no number, and says how the numbers came about."""
        self.facts[name] = text
        print(f"  {name}: {text}", flush=True)

    def write(self, directory: Path) -> None:
        """The whole report as `directory/<name>.json`."""
        directory.mkdir(parents=True, exist_ok=True)
        self.shares.append(share_of_a_processor())
        got = " and ".join(f"{share:.0%}" for share in self.shares)
        self.note(
            "the machine", f"one busy process got {got} of a processor, before and after; below 100% times are long"
        )
        document = {
            "benchmark": self.name,
            "quick": self.quick,
            "started_at": self.started_at,
            "machine": {
                "processors": cpu_count(),
                "load": getloadavg(),
                "system": platform.platform(),
                "python": platform.python_version(),
            },
            "facts": self.facts,
            "figures": [{**asdict(one), "reached": one.reached} for one in self.figures],
        }
        (directory / f"{self.name}.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")

    @property
    def missed(self) -> list[Figure]:
        """The figures whose promise is not kept."""
        return [figure for figure in self.figures if figure.reached is False]


def share_of_a_processor() -> float:
    """How much of a processor this process gets when it wants all of one: less than 1 when others work here too."""
    wall, processor = time.perf_counter(), time.process_time()
    while time.perf_counter() - wall < BUSY_SECONDS:
        pass
    return (time.process_time() - processor) / (time.perf_counter() - wall)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
