"""The parts of a workbook, unpacked within a limit: an .xlsx file is a ZIP, and a ZIP may swell or lie."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from domain.services.sheets.faults import FaultCode, FileRefused, fault
from domain.services.sheets.markup import MarkupFault, read_markup

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 96 * 1024 * 1024
LARGEST_PARTS = 1000
STEP = 64 * 1024
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


class Parts:
    """The parts of an archive by name, in whatever case they are spelled."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = LARGEST_UNPACKED
        entries = archive.infolist()
        self._entries = {entry.filename.lower(): entry for entry in entries}
        if len(entries) > LARGEST_PARTS or len(self._entries) != len(entries):
            raise refused(FaultCode.DAMAGED)
        if any(entry.flag_bits & 1 for entry in entries):
            raise refused(FaultCode.OLD_OR_LOCKED)

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """The part's content. All parts together may not exceed the limit (FileRefused), whatever they declare."""
        entry = self._entries[name.lower()]
        if entry.file_size > self._left:
            raise refused(FaultCode.SWELLS)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refused(FaultCode.DAMAGED)
        # In small steps, because one large step would inflate everything before it looks at the declared size. A part
        # that holds more than it declares is cut there and fails its checksum.
        with _damage_is_a_fault(), self._archive.open(entry) as packed:
            part = b"".join(iter(lambda: packed.read(STEP), b""))
        self._left -= len(part)
        return part

    def sheet(self, name: str) -> tuple[bytes, bool]:
        """The XML of the worksheet called `name`, and whether the workbook counts its days from 1904."""
        identities: dict[str, str] = {}
        targets: dict[str, str] = {}
        settings: dict[str, str] = {}

        def on_workbook(element: str, attributes: dict[str, str]) -> None:
            if element == "sheet":
                identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                identities[attributes.get("name", "").strip()] = identity
            elif element == "workbookPr":
                settings.update(attributes)

        def on_relations(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        read_markup(self.read(WORKBOOK), on_workbook)
        read_markup(self.read(RELATIONS), on_relations)
        target = targets.get(identities.get(name, ""), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        if not target or not self.has(part):
            raise refused(FaultCode.NO_SHEET, name=name)
        return self.read(part), settings.get("date1904") in ("1", "true")


@contextmanager
def open_parts(content: bytes) -> Iterator[Parts]:
    """The parts of a workbook. Whatever is wrong with the file, here or while it is read, is one FileRefused."""
    if len(content) > LARGEST_FILE:
        raise refused(FaultCode.TOO_LARGE, limit=LARGEST_FILE // 1024 // 1024)
    if content.startswith(OLE_SIGNATURE):
        raise refused(FaultCode.OLD_OR_LOCKED)
    if not zipfile.is_zipfile(BytesIO(content)):
        raise refused(FaultCode.NOT_XLSX)
    with _damage_is_a_fault():
        archive = zipfile.ZipFile(BytesIO(content))
    with archive:
        parts = Parts(archive)
        if not parts.has(WORKBOOK) or not parts.has(RELATIONS):
            raise refused(FaultCode.NOT_XLSX)
        try:
            yield parts
        except MarkupFault as damage:
            raise refused(FaultCode.DAMAGED) from damage


@contextmanager
def _damage_is_a_fault() -> Iterator[None]:
    """Everything that `zipfile` raises over a damaged archive: beside its own errors, places that are not there and
    names that are no text.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as damage:
        raise refused(FaultCode.DAMAGED) from damage


def refused(code: FaultCode, **details: object) -> FileRefused:
    """The refusal of the whole file for one reason."""
    return FileRefused(fault(code, **details))
