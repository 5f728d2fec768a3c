"""`python -m device_bridge`: the bridge beside the reader, and the tools that go with it."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from device_bridge import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status: 0 done, 1 not done, 2 asked wrongly."""
    arguments = parser().parse_args(argv)
    match arguments.command:
        case "decode":
            from device_bridge import decode

            return decode.command(sys.stdin, sys.stdout)
        case "probe":
            return probe_all(arguments.ports)
        case _:
            return simulate(arguments)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(
        prog="device_bridge", description="共决读卡器桥接程序。 The bridge between a card reader and Gongjue."
    )
    made.add_argument("--version", action="version", version=__version__)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("decode", help="解读录下的字节（标准输入，十六进制）。 Explain recorded bytes (hexadecimal).")
    probing = commands.add_parser("probe", help="看看串口上是什么。 Say what answers on a port.")
    probing.add_argument("ports", nargs="+", metavar="PORT")
    simulating = commands.add_parser("simulate", help="模拟一台读卡器。 Simulate a reader on a pseudo-terminal.")
    simulating.add_argument("--link", type=Path, required=True, help="读卡器出现的路径。 Where the reader appears.")
    simulating.add_argument("--control", type=Path, required=True, help="接受命令的套接字。 The socket for orders.")
    simulating.add_argument("--cards", type=Path, help="卡片（JSON）。 The cards, as JSON.")
    simulating.add_argument("--seed", type=int, default=1)
    simulating.add_argument("--speed", type=int, default=115200)
    simulating.add_argument("--sam-id", help="以 99.99- 开头。 It begins with 99.99-.")
    return made


def probe_all(ports: Sequence[str]) -> int:
    """Says of each port what answers there; 0 when all are readers."""
    from device_bridge.probe import probe
    from device_bridge.timing import Timing

    found = [asyncio.run(probe(port, Timing())) for port in ports]
    for one in found:
        print(one.as_text(), flush=True)
    return 0 if all(one.sam_id is not None for one in found) else 1


def simulate(arguments: argparse.Namespace) -> int:
    """Simulates a reader until it is told to stop."""
    from device_bridge.simulator.sam import SIMULATED_SAM
    from device_bridge.simulator.serving import Simulation, serve

    sam_id = arguments.sam_id or SIMULATED_SAM
    if not sam_id.startswith("99.99-"):
        print("device_bridge simulate: 模拟读卡器的编号须以 99.99- 开头。", file=sys.stderr)
        print("device_bridge simulate: the number of a simulated reader begins with 99.99-.", file=sys.stderr)
        return 2
    simulation = Simulation(arguments.link, arguments.control, arguments.cards, arguments.seed, sam_id, arguments.speed)
    asyncio.run(serve(simulation))
    return 0


if __name__ == "__main__":
    sys.exit(main())
