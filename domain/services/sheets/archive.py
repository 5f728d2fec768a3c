"""Is this file safe to read? A workbook is a ZIP of XML: it is measured, scanned and packed anew before it is parsed.

The parser trusts what it is given: a cell at the far corner makes it reserve the whole grid, a long string that a
million cells share is copied a million times, formulas and error values it passes over in silence.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from domain.services.sheets.columns import LARGEST_ROWS, column_letter
from domain.services.sheets.faults import FaultCode, FileRefused, fault

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 96 * 1024 * 1024
LARGEST_TEXT = 32 * 1024 * 1024
LARGEST_COLUMNS = 64
LARGEST_PARTS = 1000
STEP = 64 * 1024
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedstrings.xml"
KEPT = ("[content_types].xml", "_rels/.rels", WORKBOOK, RELATIONS, STRINGS, "xl/styles.xml")


@dataclass(slots=True)
class CheckedWorkbook:
    """A workbook that holds one sheet and can be parsed. Places are (row, column), from 0."""

    content: bytes
    formulas: set[tuple[int, int]]
    errors: set[tuple[int, int]]


def check_workbook(content: bytes, sheet: str) -> CheckedWorkbook:
    """The workbook reduced to `sheet`, within every limit; raises FileRefused with the one fault of the file."""
    if len(content) > LARGEST_FILE:
        raise _refused(FaultCode.TOO_LARGE, limit=LARGEST_FILE // 1024 // 1024)
    if content.startswith(OLE_SIGNATURE):
        raise _refused(FaultCode.OLD_OR_LOCKED)
    if not zipfile.is_zipfile(BytesIO(content)):
        raise _refused(FaultCode.NOT_XLSX)
    try:
        return _check(content, sheet)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, UnicodeError) as damage:
        raise _refused(FaultCode.DAMAGED) from damage


def _check(content: bytes, sheet: str) -> CheckedWorkbook:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = _Parts(archive)
        if not parts.has(WORKBOOK) or not parts.has(RELATIONS):
            raise _refused(FaultCode.NOT_XLSX)
        kept = {name: parts.read(name) for name in KEPT if parts.has(name)}
        target = _sheet_part(kept[WORKBOOK], kept[RELATIONS], sheet)
        if target is None or not parts.has(target):
            raise _refused(FaultCode.NO_SHEET, name=sheet)
        grid = parts.read(target)
        scan = _scan(grid, _string_lengths(kept.get(STRINGS)))
        # The parser gets what was measured here and nothing else: no second part of one name, no size that lies.
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as anew:
            for name, part in (*kept.items(), (target, grid)):
                anew.writestr(parts.spelled(name), part)
    return CheckedWorkbook(packed.getvalue(), scan.formulas, scan.errors)


class _Parts:
    """The parts of an archive by name, which Excel does not spell in one case only, unpacked within a common limit."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = LARGEST_UNPACKED
        entries = archive.infolist()
        self._entries = {entry.filename.lower(): entry for entry in entries}
        if len(entries) > LARGEST_PARTS or len(self._entries) != len(entries):
            raise _refused(FaultCode.DAMAGED)
        if any(entry.flag_bits & 1 for entry in entries):
            raise _refused(FaultCode.OLD_OR_LOCKED)

    def has(self, name: str) -> bool:
        return name.lower() in self._entries

    def spelled(self, name: str) -> str:
        return self._entries[name.lower()].filename

    def read(self, name: str) -> bytes:
        entry = self._entries[name.lower()]
        if entry.file_size > self._left:
            raise _refused(FaultCode.SWELLS)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refused(FaultCode.DAMAGED)
        # In small steps, because one large step would inflate everything before it looks at the declared size. A part
        # that holds more than it declares is cut there and fails its checksum.
        with self._archive.open(entry) as packed:
            part = b"".join(iter(lambda: packed.read(STEP), b""))
        self._left -= len(part)
        return part


def _sheet_part(workbook: bytes, relations: bytes, sheet: str) -> str | None:
    """The part that holds the sheet of this name."""
    identities: dict[str, str] = {}
    targets: dict[str, str] = {}

    def on_sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            identities[attributes.get("name", "").strip()] = identity

    def on_relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(workbook, on_sheet)
    _parse(relations, on_relation)
    target = targets.get(identities.get(sheet, ""))
    if target is None:
        return None
    return posixpath.normpath(posixpath.join("xl", target)) if not target.startswith("/") else target.lstrip("/")


def _string_lengths(strings: bytes | None) -> list[int]:
    """How long each shared string is."""
    lengths: list[int] = []

    def on_start(name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def on_text(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    if strings is not None:
        _parse(strings, on_start, on_text=on_text)
    return lengths


@dataclass(slots=True)
class _Scan:
    """What a sheet holds, counted cell by cell."""

    lengths: list[int]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    text: int = 0
    row: int = -1
    column: int = -1
    kind: str = ""
    index: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell(attributes)
        elif name == "v":
            self._filled()
            self.index = "" if self.kind == "s" else None
        elif name == "row":
            self.row = int(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else self.row + 1
            self.column = -1
        elif name == "f":
            self._filled()
            self.formulas.add((self.row, self.column))
        elif name == "is":
            self._filled()

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        if "r" in attributes:
            reference = REFERENCE.fullmatch(attributes["r"])
            if reference is None:
                raise _refused(FaultCode.DAMAGED)
            self.column, self.row = _column_index(reference[1]), int(reference[2]) - 1
        self.kind = attributes.get("t", "")

    def _filled(self) -> None:
        if self.row > LARGEST_ROWS:
            raise _refused(FaultCode.TOO_MANY_ROWS, limit=LARGEST_ROWS)
        if self.column >= LARGEST_COLUMNS:
            raise _refused(FaultCode.TOO_MANY_COLUMNS, limit=column_letter(LARGEST_COLUMNS - 1))
        if self.kind == "e":
            self.errors.add((self.row, self.column))

    def end(self, name: str) -> None:
        if name == "v" and self.index is not None:
            place = int(self.index) if self.index.strip().isdecimal() else -1
            if not 0 <= place < len(self.lengths):
                raise _refused(FaultCode.DAMAGED)
            self.text += self.lengths[place]
            self.index = None
            if self.text > LARGEST_TEXT:
                raise _refused(FaultCode.SWELLS)

    def characters(self, text: str) -> None:
        if self.index is not None:
            self.index += text


def _scan(grid: bytes, lengths: list[int]) -> _Scan:
    scan = _Scan(lengths)
    _parse(grid, scan.start, on_end=scan.end, on_text=scan.characters)
    return scan


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


class _LocalNames(dict[str, str]):
    """Element names without their prefix: the parser that comes after looks at nothing else."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


def _parse(
    xml: bytes,
    on_start: Callable[[str, dict[str, str]], None],
    *,
    on_end: Callable[[str], None] | None = None,
    on_text: Callable[[str], None] | None = None,
) -> None:
    """Reads `xml` without ever expanding an entity: a document type has no business in a workbook."""
    names = _LocalNames()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: on_start(names[name], attributes)
    if on_end is not None:
        parser.EndElementHandler = lambda name: on_end(names[name])
    if on_text is not None:
        parser.CharacterDataHandler = on_text

    def on_document_type(*_declaration: object) -> None:
        raise _refused(FaultCode.DAMAGED)

    parser.StartDoctypeDeclHandler = on_document_type
    parser.Parse(xml, True)


def _refused(code: FaultCode, **details: object) -> FileRefused:
    return FileRefused(fault(code, **details))
