"""The demo's card reader: where its simulator, its bridge and its cards are."""

from dataclasses import dataclass
from pathlib import Path

from gongjue.embedded.root import socket_directory

STREET = "110105026"
NAME = "望京街道演示读卡器"


@dataclass(frozen=True, slots=True)
class CardReader:
    """The files of the demo's reader, below a data directory."""

    directory: Path
    control: Path

    @classmethod
    def of(cls, data_directory: Path) -> "CardReader":
        """The one of this data directory."""
        return cls(data_directory.absolute() / "reader", socket_directory(data_directory) / "reader.control")

    @property
    def link(self) -> Path:
        """Where the bridge finds the reader."""
        return self.directory / "port"

    @property
    def identity(self) -> Path:
        """Who the bridge is."""
        return self.directory / "device.json"

    @property
    def cards(self) -> Path:
        """The cards that can be laid on it."""
        return self.directory / "cards.json"
