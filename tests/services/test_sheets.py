"""The register from Excel and back: every faulty cell is named, and what is exported reads the same."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook
from xlsxwriter import Workbook

from domain.rules.identity import id_check_digit, organisation_check_character
from domain.rules.register import UnitFields
from domain.rules.terms import AreaSource, DocumentKind, OwnerKind, Usage
from domain.services.sheets.columns import COLUMNS, EXAMPLE_MARK, Field, SheetOwner, SheetUnit
from domain.services.sheets.export import export_workbook
from domain.services.sheets.faults import SENTENCES, FaultCode
from domain.services.sheets.read import read_units
from domain.services.sheets.template import template_workbook
from tests.services.workbooks import (
    FIELDS,
    HEADERS,
    at,
    faults_of,
    read,
    row,
)

ORGANISATION = "91110105MA0000000" + organisation_check_character("91110105MA0000000")


def test_a_good_row_is_a_unit_with_its_owner() -> None:
    reading = read(row())
    assert reading.faults == ()
    assert reading.units == (
        SheetUnit(
            building="125号楼",
            fields=UnitFields(
                entrance="1",
                floor=1,
                floor_from=1,
                floor_to=2,
                room="0101",
                usage=Usage.HOME,
                layout="其它",
                area=10781,
                area_source=AreaSource.REGISTER,
                developer_stock=False,
                delivered=True,
            ),
            owners=(SheetOwner("赵甲", DocumentKind.ID_CARD, "110101190001010014"),),
            title_starts=date(2020, 1, 31),
        ),
    )
    assert reading.units[0].rows == (2,)
    assert reading.units[0].owners[0].kind is OwnerKind.PERSON


def test_the_columns_may_stand_in_any_order_and_carry_a_unit_of_measure_or_a_star() -> None:
    headers = [f" {header}* " if header == "楼栋" else header for header in reversed(HEADERS)]
    headers[headers.index("建筑面积")] = "建筑面积（平方米）"
    headers[headers.index("产权人")] = "业主姓名"
    reading = read(list(reversed(row())), headers=headers)
    assert reading.faults == ()
    assert reading.units == read(row()).units


def test_co_owners_are_rows_of_one_unit() -> None:
    reading = read(row(), row(room="0102"), row(owner="钱乙", document_number="e1234", document_kind="护照"))
    assert reading.faults == ()
    assert [unit.rows for unit in reading.units] == [(2, 4), (3,)]
    assert [owner.name for owner in reading.units[0].owners] == ["赵甲", "钱乙"]
    assert reading.units[0].owners[1].number == "E1234"


def test_a_unit_without_known_owners_is_complete() -> None:
    reading = read(row(owner=None, document_kind=None, document_number=None, title_starts=None, entrance=None))
    assert reading.faults == ()
    assert reading.units[0].owners == ()
    assert reading.units[0].title_starts is None
    assert reading.units[0].fields.entrance == ""


def test_an_organisation_is_known_by_its_document() -> None:
    reading = read(row(document_kind="统一社会信用代码", owner="某某开发有限公司", document_number=ORGANISATION))
    assert reading.units[0].owners[0].kind is OwnerKind.ORGANISATION


def test_full_width_digits_and_stray_blanks_are_read_as_meant() -> None:
    reading = read(
        row(
            building=" １２５号楼　",
            entrance=2,
            room="０１０１ ",
            floor="－１",
            floor_from="-1",
            floor_to="３",
            area="１０７．８１",
            title_starts="２０２０年1月３１日",
            document_number=" １１０１０１19000101００１４ ",
            usage=" 住宅 ",
        )
    )
    assert reading.faults == ()
    unit = reading.units[0]
    fields = unit.fields
    assert (unit.building, fields.entrance, fields.room) == ("125号楼", "2", "0101")
    assert (fields.floor, fields.floor_from, fields.floor_to, fields.area) == (-1, -1, 3, 10781)
    assert unit.title_starts == date(2020, 1, 31)
    assert unit.owners[0].number == "110101190001010014"


@pytest.mark.parametrize(
    ("area", "hundredths"),
    [
        (0.01, 1),
        (88.35, 8835),
        (207.1, 20710),
        (1.1, 110),
        (4.35, 435),
        (1.15, 115),
        (100, 10000),
        (999999.99, 99999999),
    ],
)
def test_an_area_is_the_decimal_that_the_clerk_sees_never_the_float(area: float, hundredths: int) -> None:
    assert read(row(area=area)).units[0].fields.area == hundredths
    assert read(row(area=f"{area:.2f}")).units[0].fields.area == hundredths


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (Field.BUILDING, None, FaultCode.REQUIRED),
        (Field.BUILDING, "　 ", FaultCode.REQUIRED),
        (Field.BUILDING, "楼\n栋", FaultCode.INVISIBLE),
        (Field.BUILDING, "楼\u200b栋", FaultCode.INVISIBLE),
        (Field.BUILDING, "楼" * 101, FaultCode.TOO_LONG),
        (Field.ENTRANCE, 1.5, FaultCode.NUMBER_FOR_TEXT),
        (Field.ROOM, 101, FaultCode.NUMBER_FOR_TEXT),
        (Field.ROOM, date(2026, 1, 2), FaultCode.DATE_FOR_TEXT),
        (Field.ROOM, True, FaultCode.NUMBER_FOR_TEXT),
        (Field.DOCUMENT_NUMBER, 110101190001010014, FaultCode.NUMBER_FOR_TEXT),
        (Field.DOCUMENT_NUMBER, "1.10101E+17", FaultCode.SCIENTIFIC),
        (Field.DOCUMENT_NUMBER, "11010119000101001", FaultCode.DOCUMENT_SHAPE),
        (Field.DOCUMENT_NUMBER, "110101190002300013", FaultCode.DOCUMENT_BIRTH_DATE),
        (Field.DOCUMENT_NUMBER, "110101190001010015", FaultCode.DOCUMENT_CHECK_DIGIT),
        (Field.DOCUMENT_NUMBER, "--", FaultCode.REQUIRED),
        (Field.FLOOR, "B1", FaultCode.NOT_AN_INTEGER),
        (Field.FLOOR, 1.5, FaultCode.NOT_AN_INTEGER),
        (Field.FLOOR, True, FaultCode.NOT_AN_INTEGER),
        (Field.FLOOR, 301, FaultCode.FLOOR_OUT_OF_RANGE),
        (Field.FLOOR_TO, 0, FaultCode.FLOORS_REVERSED),
        (Field.AREA, 107.815, FaultCode.TOO_MANY_DECIMALS),
        (Field.AREA, "107.810", None),
        (Field.AREA, 107.8000000001, FaultCode.TOO_MANY_DECIMALS),
        (Field.AREA, "107.81㎡", FaultCode.NOT_AN_AREA),
        (Field.AREA, "1e2", FaultCode.NOT_AN_AREA),
        (Field.AREA, "1,000.00", FaultCode.NOT_AN_AREA),
        (Field.AREA, "nan", FaultCode.NOT_AN_AREA),
        (Field.AREA, 0, FaultCode.AREA_OUT_OF_RANGE),
        (Field.AREA, -1, FaultCode.AREA_OUT_OF_RANGE),
        (Field.AREA, 1000000, FaultCode.AREA_OUT_OF_RANGE),
        (Field.AREA, 1e300, FaultCode.AREA_OUT_OF_RANGE),
        (Field.AREA, 1e-300, FaultCode.TOO_MANY_DECIMALS),
        (Field.AREA, date(2020, 1, 1), FaultCode.NOT_AN_AREA),
        (Field.USAGE, "别墅", FaultCode.NOT_IN_LIST),
        (Field.USAGE, 1, FaultCode.NOT_IN_LIST),
        (Field.AREA_SOURCE, "估计", FaultCode.NOT_IN_LIST),
        (Field.DELIVERED, "y", FaultCode.NOT_IN_LIST),
        (Field.DELIVERED, None, FaultCode.REQUIRED),
        (Field.DELIVERED, True, None),
        (Field.DOCUMENT_KIND, None, FaultCode.OWNER_INCOMPLETE),
        (Field.OWNER, None, FaultCode.OWNER_INCOMPLETE),
        (Field.TITLE_STARTS, None, FaultCode.OWNER_INCOMPLETE),
        (Field.TITLE_STARTS, 43861, FaultCode.NOT_A_DATE),
        (Field.TITLE_STARTS, "2020-02-30", FaultCode.NOT_A_DATE),
        (Field.TITLE_STARTS, datetime(2020, 1, 31, 12, 30), FaultCode.NOT_A_DATE),  # noqa: DTZ001
        (Field.TITLE_STARTS, "2020/1/31", None),
    ],
)
def test_a_faulty_cell_is_named_with_its_place_and_reason(field: Field, value: Any, code: FaultCode | None) -> None:
    values = row(**{field.value: value})

    def keep_time(workbook: Workbook, page: Any) -> None:
        if isinstance(value, datetime):
            shape = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            page.write_datetime(1, FIELDS.index(field), value, shape)

    reading = read(values, more=keep_time)
    assert faults_of(reading) == ([(code, at(field))] if code else [])
    if code:
        assert reading.faults[0].header == HEADERS[FIELDS.index(field)]
        assert reading.faults[0].reason.zh
        assert reading.faults[0].reason.en


def test_every_fault_of_every_row_is_named_at_once_in_order() -> None:
    reading = read(row(area="x", floor="y"), row(room=101, usage="z"), row(room="0103"))
    assert faults_of(reading) == [
        (FaultCode.NOT_AN_INTEGER, at(Field.FLOOR)),
        (FaultCode.NOT_AN_AREA, at(Field.AREA)),
        (FaultCode.NUMBER_FOR_TEXT, at(Field.ROOM, 3)),
        (FaultCode.NOT_IN_LIST, at(Field.USAGE, 3)),
    ]
    assert [unit.fields.room for unit in reading.units] == ["0103"]


def test_a_fault_never_repeats_the_cell() -> None:
    reading = read(row(area="赵甲110101190001010014", document_number="赵甲110101190001010014"))
    assert not any("1101" in fault.reason.zh + fault.reason.en for fault in reading.faults)


def test_empty_rows_and_the_example_are_passed_over() -> None:
    reading = read([], row(building=EXAMPLE_MARK + "x", area="?"), ["  "], row(), [None] * 16)
    assert reading.faults == ()
    assert reading.units[0].rows == (5,)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (row(), [(FaultCode.OWNER_REPEATED, at(Field.DOCUMENT_NUMBER, 3))]),
        (
            row(owner=None, document_kind=None, document_number=None, title_starts=None),
            [(FaultCode.UNIT_REPEATED, at(Field.ROOM, 3))],
        ),
        (
            row(document_number="110101190001010022", area=1, title_starts="2020-02-01"),
            [(FaultCode.UNIT_DIFFERS, at(Field.AREA, 3)), (FaultCode.UNIT_DIFFERS, at(Field.TITLE_STARTS, 3))],
        ),
    ],
)
def test_rows_of_one_unit_must_agree_and_name_different_owners(
    second: list[Any], expected: list[tuple[FaultCode, str]]
) -> None:
    reading = read(row(), second)
    assert faults_of(reading) == expected
    assert "第 2 行" in reading.faults[0].reason.zh


def test_headers_that_are_missing_repeated_or_unknown_are_all_named() -> None:
    headers = [*HEADERS[:-1], "楼栋", "备注"]
    reading = read([*row(), "x"], headers=headers)
    assert faults_of(reading) == [
        (FaultCode.HEADER_MISSING, "1"),
        (FaultCode.HEADER_REPEATED, "P1"),
        (FaultCode.HEADER_UNKNOWN, "Q1"),
    ]
    assert reading.faults[0].header == "产权起始日"
    assert reading.units == ()


def test_an_unknown_header_alone_is_a_fault_too() -> None:
    assert faults_of(read([*row(), "x"], headers=[*HEADERS, "备注"])) == [(FaultCode.HEADER_UNKNOWN, "Q1")]


def test_a_sheet_without_a_unit_says_so() -> None:
    assert faults_of(read()) == [(FaultCode.EMPTY, "")]
    assert len(read(headers=[]).faults) == len(COLUMNS)


def test_formulas_and_error_values_are_named_even_where_their_result_looks_right() -> None:
    def more(workbook: Workbook, page: Any) -> None:
        page.write_formula(1, FIELDS.index(Field.AREA), "=100+7.81", None, 107.81)
        page.write_formula(2, FIELDS.index(Field.AREA), "=1/0", None, "#DIV/0!")
        page.write_formula(6, FIELDS.index(Field.ROOM), '=""', None, "")

    reading = read(row(), row(room="0102"), more=more)
    codes = faults_of(reading)
    assert (FaultCode.FORMULA, at(Field.AREA, 2)) in codes
    assert (FaultCode.FORMULA, at(Field.AREA, 3)) in codes
    assert (FaultCode.FORMULA, at(Field.ROOM, 7)) in codes
    assert reading.units == ()


def test_merged_cells_are_named() -> None:
    def more(workbook: Workbook, page: Any) -> None:
        page.merge_range("A3:A4", "125号楼")

    reading = read(row(), row(room="0102"), row(room="0103", building=None), more=more)
    assert faults_of(reading) == [(FaultCode.MERGED, "A3")]
    assert "A3:A4" in reading.faults[0].reason.zh


def test_another_sheet_name_is_refused() -> None:
    assert faults_of(read(row(), sheet="Sheet1")) == [(FaultCode.NO_SHEET, "")]


def test_the_template_is_read_without_a_fault_but_that_it_is_empty() -> None:
    content = template_workbook()
    assert faults_of(read_units(content)) == [(FaultCode.EMPTY, "")]
    workbook = load_workbook(io.BytesIO(content))
    assert workbook.sheet_names == ["房屋", "说明"]
    units = workbook.get_sheet_by_name("房屋").to_python()
    assert units[0] == HEADERS
    assert str(units[1][0]).startswith(EXAMPLE_MARK)
    guide = "".join(str(cell) for line in workbook.get_sheet_by_name("说明").to_python() for cell in line)
    assert all(column.header in guide and column.guidance.en in guide for column in COLUMNS)
    grid = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert grid.count('<dataValidation type="list"') == 5
    assert "住宅,商业,办公" in grid


def test_the_example_is_a_good_row_once_its_mark_is_taken_away() -> None:
    sheet = load_workbook(io.BytesIO(template_workbook())).get_sheet_by_name("房屋").to_python()
    example = [str(sheet[1][0]).removeprefix(EXAMPLE_MARK), *sheet[1][1:]]
    reading = read(example)
    assert reading.faults == ()
    assert reading.units[0].fields.area == 20710


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
PLAIN = st.text("0123456789ABCXYZ-号楼单元室=+@'\"<&_x", min_size=1, max_size=12)
CARDS = st.integers(0, 999).map(lambda serial: f"11010119000101{serial:03d}").map(lambda c: c + id_check_digit(c))
OWNERS = st.one_of(
    st.builds(SheetOwner, name=NAMES, document_kind=st.just(DocumentKind.ID_CARD), number=CARDS),
    st.builds(
        SheetOwner,
        name=NAMES,
        document_kind=st.just(DocumentKind.PASSPORT),
        number=st.text("0123456789EX", min_size=5, max_size=17),
    ),
    st.builds(
        SheetOwner,
        name=NAMES,
        document_kind=st.just(DocumentKind.OTHER),
        number=st.text("0123456789ABX=+@'", min_size=2, max_size=18).filter(lambda text: "E+" not in text),
    ),
)
UNITS = st.builds(
    SheetUnit,
    building=PLAIN,
    fields=st.builds(
        UnitFields,
        entrance=st.one_of(st.just(""), PLAIN),
        floor=st.integers(-20, 300),
        floor_from=st.integers(-20, 0),
        floor_to=st.integers(0, 300),
        room=PLAIN,
        usage=st.sampled_from(Usage),
        layout=st.one_of(st.just(""), PLAIN),
        area=st.integers(1, 99_999_999),
        area_source=st.sampled_from(AreaSource),
        developer_stock=st.booleans(),
        delivered=st.booleans(),
    ),
    owners=st.lists(OWNERS, max_size=3, unique_by=lambda owner: (owner.document_kind, owner.number)).map(tuple),
    title_starts=st.dates(date(1900, 3, 1), date(2173, 10, 12)),
).map(lambda unit: unit if unit.owners else replace(unit, title_starts=None))


def identity_of(unit: SheetUnit) -> tuple[str, str, str]:
    return unit.building, unit.fields.entrance, unit.fields.room


@settings(max_examples=60, deadline=None)
@given(st.lists(UNITS, min_size=1, max_size=6, unique_by=identity_of))
def test_what_is_exported_reads_the_same(units: list[SheetUnit]) -> None:
    reading = read_units(export_workbook(units))
    assert reading.faults == ()
    assert reading.units == tuple(units)


def test_nothing_that_was_typed_becomes_a_formula() -> None:
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}"]
    good, other = read(row()).units[0], DocumentKind.OTHER
    units = [
        replace(good, building=text, fields=replace(good.fields, room=text), owners=(SheetOwner(text, other, "=1+1"),))
        for text in dangerous
    ]
    content = export_workbook(units)
    parts = zipfile.ZipFile(io.BytesIO(content))
    grid = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in grid
    assert "<hyperlink" not in grid
    assert 'quotePrefix="1"' in parts.read("xl/styles.xml").decode()
    assert [unit.fields.room for unit in read_units(content).units] == dangerous


def test_masked_owners_are_exported_as_given() -> None:
    unit = replace(read(row()).units[0], owners=(SheetOwner("赵*", DocumentKind.ID_CARD, "110***********0014"),))
    sheet = load_workbook(io.BytesIO(export_workbook([unit]))).get_sheet_by_name("房屋").to_python()
    assert sheet[1][12:15] == ["赵*", "居民身份证", "110***********0014"]


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    assert set(SENTENCES) == set(FaultCode)
    assert all(sentence.zh and sentence.en for sentence in SENTENCES.values())
