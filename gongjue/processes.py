"""What every process that `gongjue up` keeps has in common: one form of log line, and a word when it is ready."""

import logging
import os
import sys
from pathlib import Path


def log_to_parent() -> None:
    """Sends log lines, time and level first, to where the parent reads them."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    logging.captureWarnings(True)


def announce_ready(file: Path) -> None:
    """Tells whoever keeps this process that it does its work now."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(str(os.getpid()))
    new.replace(file)
