"""`python -m device_bridge`: the bridge beside the reader, and the tools that go with it."""

import argparse
import sys
from collections.abc import Sequence

from device_bridge import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status: 0 done, 1 not done, 2 asked wrongly."""
    parser = argparse.ArgumentParser(
        prog="device_bridge", description="共决读卡器桥接程序。 The bridge between a card reader and Gongjue."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("decode", help="解读录下的字节(标准输入,十六进制)。 Understand recorded bytes (hexadecimal).")
    arguments = parser.parse_args(argv)
    match arguments.command:
        case "decode":
            from device_bridge import decode

            return decode.command(sys.stdin, sys.stdout)
    return 2


if __name__ == "__main__":
    sys.exit(main())
