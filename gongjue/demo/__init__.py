"""What does the demo city look like? Invented people in real streets; nothing here runs in production."""

import argparse

from gongjue.command import Invocation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`gongjue demo card put NAME` and its like; see `gongjue.demo.desk`."""
    from gongjue.demo import desk

    desk.add_arguments(parser)


def command(invocation: Invocation) -> int:
    """Plays with the demo's card reader."""
    from gongjue.demo import desk

    return desk.command(invocation)
