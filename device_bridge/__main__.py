"""`python -m device_bridge`: the bridge beside the reader, and the tools that go with it."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from device_bridge import __version__
from device_bridge.timing import Timing

if TYPE_CHECKING:
    from device_bridge.simulator.serving import Simulation

NOT_DONE, ASKED_WRONGLY = 1, 2
NO_IDENTITY = "没有可用的身份文件，请先登记（enrol）。"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status: 0 done, 1 not done, 2 asked wrongly."""
    arguments = parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    # The libraries below tell what they send and receive when they are asked to tell more.
    logging.getLogger("websockets").setLevel(logging.WARNING)
    match arguments.command:
        case "run":
            return run(arguments)
        case "enrol":
            return enrol(arguments)
        case "simulate":
            return simulate(arguments)
        case "probe":
            return probe(arguments.ports)
        case "capture":
            return capture(arguments.port)
        case _:
            from device_bridge import decode

            return decode.command(sys.stdin, sys.stdout)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    from device_bridge.places import USUAL_IDENTITY, USUAL_PLACES

    made = argparse.ArgumentParser(
        prog="device_bridge", description="共决读卡器桥接程序。 The bridge between a card reader and Gongjue."
    )
    made.add_argument("--version", action="version", version=__version__)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    running = commands.add_parser("run", help="读卡并上报。 Serve the reads that the server asks for.")
    enrolling = commands.add_parser("enrol", help="用街道给的登记码登记。 Enrol with a code from the street.")
    for one in (running, enrolling):
        one.add_argument("--identity", type=Path, default=USUAL_IDENTITY, help="本机身份文件。 This bridge's identity.")
        one.add_argument(
            "--port", dest="ports", action="append", metavar="PATTERN",
            help=f"读卡器的串口，可重复。 Where the reader is, repeatable. ({', '.join(USUAL_PLACES)})",
        )  # fmt: skip
    running.add_argument("--sam-id", help="只用这一台读卡器。 Serve with this reader only.")
    enrolling.add_argument("--server", required=True, help="https://…")
    enrolling.add_argument("--code", help="登记码；不给则询问。 The code; asked for where it is not given.")
    enrolling.add_argument("--replace", action="store_true", help="替换原有身份。 Replace an identity that is there.")

    simulating = commands.add_parser("simulate", help="模拟一台读卡器。 Simulate a reader on a pseudo-terminal.")
    simulating.add_argument("--link", type=Path, required=True, help="读卡器出现的路径。 Where the reader appears.")
    simulating.add_argument("--control", type=Path, required=True, help="接受命令的套接字。 The socket for orders.")
    simulating.add_argument("--cards", type=Path, help="卡片（JSON）。 The cards, as JSON.")
    simulating.add_argument("--seed", type=int, default=1)
    simulating.add_argument("--speed", type=int, default=115200)
    simulating.add_argument(
        "--identity", type=Path, help="同时作为这台设备提供服务。 Serve with it as this device, too."
    )
    simulating.add_argument("--sam-id", help="以 99.99- 开头。 It begins with 99.99-.")

    commands.add_parser("decode", help="解读录下的字节（标准输入，十六进制）。 Explain recorded bytes (hexadecimal).")
    capturing = commands.add_parser("capture", help="录下一张测试卡的读取过程。 Record the read of a test card.")
    capturing.add_argument("port", metavar="PORT")
    probing = commands.add_parser("probe", help="看看串口上是什么。 Say what answers on a port.")
    probing.add_argument("ports", nargs="+", metavar="PORT")
    return made


def run(arguments: argparse.Namespace) -> int:
    """Serves with the identity that was kept."""
    from device_bridge.identity import Identity, IdentityRefused
    from device_bridge.places import USUAL_PLACES, Places
    from device_bridge.running import Duty, until_stopped, work
    from device_bridge.running import run as serve

    try:
        identity = Identity.kept_in(arguments.identity.expanduser())
    except IdentityRefused as refused:
        return complain("run", NO_IDENTITY, str(refused))
    duty = Duty(identity, Places(arguments.ports or USUAL_PLACES), arguments.sam_id)
    return serve(until_stopped(work(duty, Timing())))


def enrol(arguments: argparse.Namespace) -> int:
    """Enrols this bridge and keeps its identity."""
    from device_bridge.enrolment import Application, EnrolmentRefused
    from device_bridge.enrolment import enrol as apply
    from device_bridge.places import USUAL_PLACES, Places
    from device_bridge.posting import AddressRefused, LinkLost

    file: Path = arguments.identity.expanduser()
    if file.exists() and not arguments.replace:
        return complain("enrol", f"{file} 已有身份；要替换请加 --replace。", f"{file} is there; --replace replaces it.")
    if not file.parent.is_dir():
        return complain("enrol", f"没有文件夹 {file.parent}。", f"There is no folder {file.parent}.")
    code = arguments.code or input("登记码 Enrolment code: ")
    places = Places(arguments.ports or USUAL_PLACES)
    try:
        enrolled = asyncio.run(apply(Application(arguments.server, code, places), Timing()))
    except AddressRefused as refused:
        return complain("enrol", "服务器地址应以 https:// 开头。", str(refused))
    except LinkLost as lost:
        return complain("enrol", "连不上服务器，请检查地址和网络。", f"the server was not reached: {lost}", NOT_DONE)
    except EnrolmentRefused as refused:
        return complain("enrol", "服务器没有接受登记。", str(refused), NOT_DONE)
    enrolled.identity.keep(file)
    found = enrolled.sam_id or "—"
    print(f"已登记为“{enrolled.name}”，读卡器 {found}。身份保存在 {file}。")
    print(f"Enrolled as “{enrolled.name}”, reader {found}. The identity is kept in {file}.")
    return 0


def simulate(arguments: argparse.Namespace) -> int:
    """Simulates a reader until it is told to stop."""
    from device_bridge.simulator.sam import SIMULATED_SAM
    from device_bridge.simulator.serving import Simulation, serve

    sam_id = arguments.sam_id or SIMULATED_SAM
    if not sam_id.startswith("99.99-"):
        return complain(
            "simulate", "模拟读卡器的编号须以 99.99- 开头。", "the number of a simulated reader begins with 99.99-."
        )
    simulation = Simulation(arguments.link, arguments.control, arguments.cards, arguments.seed, sam_id, arguments.speed)
    if arguments.identity is None:
        asyncio.run(serve(simulation))
        return 0
    return simulate_with_bridge(simulation, arguments.identity)


def simulate_with_bridge(simulation: "Simulation", file: Path) -> int:
    """Simulates a reader and serves with it, as the device of this identity."""
    from device_bridge.identity import Identity, IdentityRefused
    from device_bridge.places import Places
    from device_bridge.running import Duty, run, work
    from device_bridge.simulator.serving import serve

    try:
        identity = Identity.kept_in(file)
    except IdentityRefused as refused:
        return complain("simulate", NO_IDENTITY, str(refused))
    duty = Duty(identity, Places([str(simulation.link)]), simulation.sam_id)
    return run(serve(simulation, work(duty, Timing())))


def probe(ports: Sequence[str]) -> int:
    """Says of each port what answers there; 0 when all are readers."""
    from device_bridge.probe import probe as ask

    found = [asyncio.run(ask(port, Timing())) for port in ports]
    for one in found:
        print(one.as_text(), flush=True)
    return 0 if all(one.sam_id is not None for one in found) else NOT_DONE


def capture(port: str) -> int:
    """Records one read on standard output; 0 when a card was read."""
    from device_bridge.capture import capture as record
    from device_bridge.port import LineLost

    try:
        return 0 if asyncio.run(record(port, sys.stdout, Timing())) else NOT_DONE
    except LineLost as lost:
        return complain("capture", "读卡器不可用。", str(lost), NOT_DONE)


def complain(command: str, chinese: str, english: str, status: int = ASKED_WRONGLY) -> int:
    """Says what is wrong in both languages, on standard error."""
    print(f"device_bridge {command}: {chinese}\ndevice_bridge {command}: {english}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
