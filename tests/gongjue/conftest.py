"""A place for the servers that these tests start, stop and kill."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def data_root() -> Iterator[Path]:
    """A place for a data root that any user may reach."""
    with tempfile.TemporaryDirectory(prefix="gongjue-root-", ignore_cleanup_errors=True) as directory:
        Path(directory).chmod(0o711)
        yield Path(directory) / "data"
