"""A workbook is a file from outside: damaged, swollen, lying or hostile, it is one clear fault and nothing else."""

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.services.sheets import archive
from domain.services.sheets.faults import FaultCode
from domain.services.sheets.read import read_units
from tests.services.workbooks import (
    HEADERS,
    faults_of,
    read,
    repack,
    row,
    workbook_of,
    zip_of,
)

SHEET = "xl/worksheets/sheet1.xml"


def test_an_error_value_without_a_formula_is_named() -> None:
    good = workbook_of([HEADERS, row()])
    broken = repack(
        good,
        SHEET,
        lambda xml: xml.replace(b'<c r="I2"><v>107.81</v>', b'<c r="I2" t="e"><v>#N/A</v>'),
    )
    assert faults_of(read_units(broken)) == [(FaultCode.ERROR_VALUE, "I2")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FaultCode.NOT_XLSX),
        (b"room,area\n0101,100", FaultCode.NOT_XLSX),
        (zip_of(("a.txt", b"x")), FaultCode.NOT_XLSX),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, FaultCode.OLD_OR_LOCKED),
        (b"\0" * (10 * 1024 * 1024 + 1), FaultCode.TOO_LARGE),
        (zip_of(("xl/workbook.xml", b"<workbook"), ("xl/_rels/workbook.xml.rels", b"<r/>")), FaultCode.DAMAGED),
    ],
)
def test_a_file_that_is_no_workbook_is_one_clear_fault(content: bytes, code: FaultCode) -> None:
    assert faults_of(read_units(content)) == [(code, "")]


def test_a_damaged_workbook_is_one_clear_fault() -> None:
    good = workbook_of([HEADERS, row()])
    for cut in (100, len(good) // 2, len(good) - 30):
        assert read_units(good[:cut]).units == ()
    place = good.index(b"PK\x03\x04", 2000) + 60
    damaged = good[:place] + bytes(byte ^ 0x55 for byte in good[place : place + 40]) + good[place + 40 :]
    [(code, _)] = faults_of(read_units(damaged))
    assert code in (FaultCode.DAMAGED, FaultCode.NOT_XLSX)


def test_a_decompression_bomb_is_refused_by_its_declared_size() -> None:
    bomb = repack(workbook_of([HEADERS, row()]), "xl/sharedStrings.xml", lambda xml: xml + b" " * (97 * 1024 * 1024))
    assert len(bomb) < archive.LARGEST_FILE
    assert faults_of(read_units(bomb)) == [(FaultCode.SWELLS, "")]


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    honest = repack(workbook_of([HEADERS, row()]), "xl/styles.xml", lambda xml: xml + b" " * 5_000_000)
    size = zipfile.ZipFile(io.BytesIO(honest)).getinfo("xl/styles.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != honest
    assert faults_of(read_units(lying)) == [(FaultCode.DAMAGED, "")]


def test_a_cell_at_the_far_corner_does_not_make_the_whole_grid() -> None:
    good = workbook_of([HEADERS, row()])
    far = repack(
        good,
        SHEET,
        lambda x: x.replace(b"</row></sheetData>", b'<c r="XFD2"><v>1</v></c></row></sheetData>'),
    )
    assert faults_of(read_units(far)) == [(FaultCode.TOO_MANY_COLUMNS, "")]
    low = repack(
        good,
        SHEET,
        lambda x: x.replace(
            b"</sheetData>", b'<row r="1048576"><x:c xmlns:x="u" r="A1048576"><v>1</v></x:c></row></sheetData>'
        ),
    )
    assert faults_of(read_units(low)) == [(FaultCode.TOO_MANY_ROWS, "")]


def test_formatted_but_empty_rows_below_the_data_do_not_count() -> None:
    good = workbook_of([HEADERS, row()])
    styled = repack(
        good,
        SHEET,
        lambda x: x.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'),
    )
    assert read_units(styled).faults == ()


def test_counts_and_dimensions_that_lie_reserve_nothing() -> None:
    good = workbook_of([HEADERS, row()])
    strings = repack(good, "xl/sharedStrings.xml", lambda x: re.sub(rb'ount="\d+"', b'ount="999999999999"', x))
    lying = repack(strings, SHEET, lambda x: re.sub(rb'ref="[A-Z0-9:]+"', b'ref="A1:XFD1048576"', x, count=1))
    assert lying != strings != good
    assert read_units(lying).units == read_units(good).units


def test_an_entity_is_never_expanded() -> None:
    good = workbook_of([HEADERS, row()])
    laughing = repack(
        good,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b"?>", b'?><!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>', 1),
    )
    assert faults_of(read_units(laughing)) == [(FaultCode.DAMAGED, "")]


def test_two_parts_of_one_name_are_refused() -> None:
    good = workbook_of([HEADERS, row()])
    packed = io.BytesIO(good)
    with zipfile.ZipFile(packed, "a") as doubled:
        doubled.writestr("XL/WORKSHEETS/SHEET1.XML", b"<worksheet/>")
    assert faults_of(read_units(packed.getvalue())) == [(FaultCode.DAMAGED, "")]


@pytest.mark.parametrize(("last", "code"), [(60_001, None), (60_002, FaultCode.TOO_MANY_ROWS)])
def test_sixty_thousand_rows_below_the_header_are_read_and_one_more_is_refused(
    last: int, code: FaultCode | None
) -> None:
    good = workbook_of([HEADERS, row()])
    low = repack(good, SHEET, lambda xml: re.sub(rb'r="([A-P]?)2"', rb'r="\g<1>%d"' % last, xml))
    reading = read_units(low)
    assert faults_of(reading) == ([(code, "")] if code else [])
    assert [unit.rows for unit in reading.units] == ([] if code else [(last,)])


def test_a_large_sheet_is_read_to_its_last_row() -> None:
    reading = read(*(row(room=f"{number:04d}") for number in range(3_000)))
    assert reading.faults == ()
    assert len({unit.fields.room for unit in reading.units}) == 3_000


def test_the_remains_of_a_sum_are_the_area_that_excel_shows() -> None:
    good = workbook_of([HEADERS, row()])
    summed = repack(good, SHEET, lambda xml: xml.replace(b"<v>107.81</v>", b"<v>107.80000000000001</v>"))
    assert read_units(summed).units[0].fields.area == 10780


WHOLE = workbook_of([HEADERS, row(), row(room="0102")])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_no_damage_to_a_file_is_more_than_a_fault(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        # From the end, where an archive keeps its list of parts.
        damaged[-1 - place] = byte
    reading = read_units(bytes(damaged))
    assert reading.faults or reading.units == read_units(WHOLE).units


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", SHEET]),
    st.integers(0, 5000),
    st.integers(0, 20),
    st.sampled_from(["", "9" * 5000, "-1", "A0", "XFD1048576", '"', "<v>", "</c>", 't="e"', "1e400", "\u00b2"]),
)
def test_no_markup_is_more_than_a_fault(part: str, place: int, cut: int, put: str) -> None:
    tampered = repack(WHOLE, part, lambda xml: xml[:place] + put.encode() + xml[place + cut :])
    reading = read_units(tampered)
    assert reading.faults or reading.units
