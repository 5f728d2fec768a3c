"""`python -m bench [NAME …] [--quick] [--json DIRECTORY]`: runs benchmarks one after the other; see bench/README.md."""

import argparse
import importlib
import sys
from pathlib import Path

NAMES = ("casting", "tally", "building_table", "planner", "participation", "startup", "growth", "photos", "card_read")
RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Runs what is asked for; 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="How fast is Gongjue on this machine?")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {' '.join(NAMES)} (all by default)")
    parser.add_argument("--quick", action="store_true", help="small and short: shows that it works, not how fast it is")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="DIRECTORY", help="where the reports are written")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; choose from {', '.join(NAMES)}")
    missed = 0
    for name in arguments.names or NAMES:
        report = importlib.import_module(f"bench.{name}").measure(arguments.quick)
        report.write(arguments.json)
        missed += len(report.missed)
    print(f"\n{missed} figure(s) missed" if missed else "\nevery promise kept")
    return 1 if missed and not arguments.quick else 0


if __name__ == "__main__":
    sys.exit(main())
