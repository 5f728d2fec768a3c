"""What the command line hands to a sub-command, and what a sub-command is.

A sub-command is a module `gongjue.<name>` with two functions: `add_arguments(parser)` declares its options, and
`command(invocation) -> int` does the work and returns the exit status: 0 done, 1 not done, 2 asked wrongly. It is
imported only when it is called. Whatever it has to refuse it raises as `CommandRefused`, `SettingsError` or
`EmbeddedServerFailed`; the command line says the sentences.
"""

import argparse
import contextlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from gongjue.sentences import Sentence, spoken
from gongjue.settings import Settings


class CommandRefused(Exception):
    """The command cannot do what was asked; the sentence says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True)
class Invocation:
    """One call of a sub-command: its parsed arguments and the environment it was called in."""

    arguments: argparse.Namespace
    environ: Mapping[str, str]

    def settings(self) -> Settings:
        """The settings, validated. Raises `SettingsError`."""
        return Settings.from_environment(self.environ)

    def say(self, sentence: Sentence, between: str = "\n") -> None:
        """Tells the person who called, in their languages; a terminal that has gone is no reason to end."""
        with contextlib.suppress(BrokenPipeError):
            print(spoken(sentence, self.environ, between), flush=True)

    def report(self, line: str) -> None:
        """Passes on a line that is nobody's sentence, on standard error."""
        with contextlib.suppress(BrokenPipeError):
            print(line, file=sys.stderr, flush=True)

    def complain(self, sentence: Sentence) -> None:
        """Tells the person who called what is wrong, on standard error."""
        with contextlib.suppress(BrokenPipeError):
            print(spoken(sentence, self.environ), file=sys.stderr, flush=True)
