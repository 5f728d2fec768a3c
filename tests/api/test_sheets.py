"""Excel in and out: one-time addresses, a preview that names every faulty row, and people masked on the way out."""

from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, text

from domain.rules.identity import mask_document
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.register import UnitFields
from domain.rules.terms import AreaSource, DocumentKind, Usage
from domain.services import sheet_import
from domain.services.sheets.columns import SheetOwner, SheetUnit
from domain.services.sheets.export import export_workbook
from domain.services.sheets.read import read_units
from domain.store.database import Database
from domain.store.tables import AuditRecord, ChangeSet, Unit, Upload
from tests.api.asking import ask
from tests.people import Person, Place, make_place, sign_in_staff
from tests.services.transferring import somebody

PROBLEMS = "... on InvalidInput { faults { path } } ... on Problem { code }"
REQUEST = f"""mutation($input: RequestSheetUploadInput!) {{ requestSheetUpload(input: $input) {{
  ... on SheetUploadRequested {{ uploadId address }} {PROBLEMS} }} }}"""
PREVIEW = f"""mutation($input: PreviewSheetInput!) {{ previewSheet(input: $input) {{
  ... on SheetPreviewed {{ changeSet {{ id state source fileName counts {{ buildings added changed unchanged }} }} }}
  ... on SheetHasFaults {{ total faults {{ path message }} }} {PROBLEMS} }} }}"""
SUBMIT = f"""mutation($input: SubmitChangeSetInput!) {{ submitChangeSet(input: $input) {{
  ... on ChangeSetApplied {{ changeSet {{ counts {{ buildings added changed unchanged titles }} }} }}
  {PROBLEMS} }} }}"""
EXPORT = f"""mutation($input: RequestRegisterExportInput!) {{ requestRegisterExport(input: $input) {{
  ... on RegisterExportRequested {{ address }} {PROBLEMS} }} }}"""
HOME = UnitFields("1", 1, 1, 2, "0102", Usage.HOME, "其它", 20710, AreaSource.REGISTER)


def owner(name: str = "赵新主") -> SheetOwner:
    return SheetOwner(name, DocumentKind.ID_CARD, somebody().document_number)


async def clerk_of(database: Database, place: Place) -> Person:
    return await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)


async def run(client: httpx.AsyncClient, document: str, person: Person, **given: Any) -> dict[str, Any]:
    (answer,) = (await ask(client, document, person, input=given)).values()
    assert isinstance(answer, dict)
    return answer


def cookie(person: Person | None) -> dict[str, str]:
    return {"Cookie": f"gongjue={person.token}"} if person else {}


async def send(client: httpx.AsyncClient, clerk: Person, place: Place, content: bytes) -> str:
    """The id of an upload that was sent."""
    requested = await run(client, REQUEST, clerk, estateId=str(place.estate_id))
    headers = {**cookie(clerk), "X-File-Name": "%E6%88%BF%E5%B1%8B.xlsx"}
    answer = await client.post(requested["address"], content=content, headers=headers)
    assert answer.status_code == 201
    assert answer.json() == {"uploadId": requested["uploadId"]}
    return str(requested["uploadId"])


async def preview(client: httpx.AsyncClient, clerk: Person, place: Place, units: list[SheetUnit]) -> dict[str, Any]:
    return await run(client, PREVIEW, clerk, uploadId=await send(client, clerk, place, export_workbook(units)))


async def units_of(database: Database, place: Place) -> int:
    async with database.read() as session:
        return int(await session.scalar(select(func.count(Unit.id)).where(Unit.estate_id == place.estate_id)) or 0)


async def test_a_sheet_is_previewed_and_applied_only_when_it_is_submitted(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=2)
    clerk = await clerk_of(database, place)
    present = UnitFields("1", 1, 1, 1, "101", Usage.HOME, "两居室", 8835, AreaSource.REGISTER)
    sheet = [
        SheetUnit("1号楼", present),
        SheetUnit("1号楼", replace(present, room="102", area=9000)),
        SheetUnit("2号楼", HOME, (owner(), owner("钱新主")), date(2024, 2, 29)),
    ]

    drafted = (await preview(client, clerk, place, sheet))["changeSet"]

    assert drafted["counts"] == {"buildings": 1, "added": 1, "changed": 1, "unchanged": 1}
    assert (drafted["state"], drafted["source"], drafted["fileName"]) == ("DRAFT", "SHEET", "房屋.xlsx")
    assert await units_of(database, place) == 2
    applied = (await run(client, SUBMIT, clerk, changeSetId=drafted["id"]))["changeSet"]["counts"]
    assert applied == {"buildings": 1, "added": 1, "changed": 1, "unchanged": 1, "titles": 1}
    assert await units_of(database, place) == 3


async def test_every_faulty_row_of_the_file_is_named_by_row_and_column(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    wrong = SheetOwner("赵新主", DocumentKind.ID_CARD, "110999190001010000")
    sheet = [
        SheetUnit("1号楼", replace(HOME, area=0)),
        SheetUnit("1号楼", replace(HOME, room="103"), (wrong,), date(2024, 2, 29)),
    ]

    refused = await preview(client, clerk, place, sheet)

    assert (refused["code"], refused["total"]) == ("SHEET_HAS_FAULTS", 2)
    assert [fault["path"] for fault in refused["faults"]] == ["rows.2.I", "rows.3.O"]
    assert refused["faults"][0]["message"].startswith("第 2 行 I 列“建筑面积”：")
    async with database.read() as session:
        sets = select(func.count(ChangeSet.id)).where(ChangeSet.estate_id == place.estate_id)
        assert await session.scalar(sets) == 0


async def test_rows_that_contradict_the_register_are_named_too(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk, known = await clerk_of(database, place), owner()
    first = [SheetUnit("1号楼", HOME, (known,), date(2024, 2, 29))]
    await run(client, SUBMIT, clerk, changeSetId=(await preview(client, clerk, place, first))["changeSet"]["id"])
    sheet = [
        SheetUnit("1号楼", replace(HOME, room="0103"), (replace(known, name="孙某某"),), date(2024, 2, 29)),
        SheetUnit("1号楼", HOME, (owner("李新主"),), date(2024, 2, 28)),
        SheetUnit("1号楼", replace(HOME, room="0104", developer_stock=True), (owner("周新主"),), date(2024, 2, 29)),
    ]

    refused = await preview(client, clerk, place, sheet)

    assert [fault["path"] for fault in refused["faults"]] == [
        "rows.2.owners.0.name", "rows.3.titleFrom", "rows.4.developerStock",
    ]  # fmt: skip
    assert refused["faults"][0]["message"].startswith("第 2 行“产权人”列 1号楼 1 0103：该证件号码已登记在“赵*主”名下")
    assert refused["faults"][1]["message"].startswith("第 3 行“产权起始日”列 1号楼 1 0102：")


async def test_a_sheet_that_says_what_the_register_says_changes_nothing(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    sheet = [SheetUnit("1号楼", HOME, (owner(), owner("钱新主")), date(2024, 2, 29))]
    await run(client, SUBMIT, clerk, changeSetId=(await preview(client, clerk, place, sheet))["changeSet"]["id"])

    again = (await preview(client, clerk, place, sheet))["changeSet"]

    assert again["counts"] == {"buildings": 0, "added": 0, "changed": 0, "unchanged": 1}


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a workbook", b"a,b,c\n"])
async def test_what_is_no_workbook_is_one_fault(database: Database, client: httpx.AsyncClient, content: bytes) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)

    refused = await run(client, PREVIEW, clerk, uploadId=await send(client, clerk, place, content))

    assert (refused["total"], [fault["path"] for fault in refused["faults"]]) == (1, ["file"])


async def test_a_sheet_beyond_what_is_applied_at_once_is_refused(
    database: Database, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    monkeypatch.setattr(sheet_import, "MOST_UNITS", 2)
    rooms = [SheetUnit("1号楼", replace(HOME, room=str(room))) for room in range(3)]

    at_the_limit = await preview(client, clerk, place, rooms[:2])
    beyond = await preview(client, clerk, place, rooms)

    assert at_the_limit["changeSet"]["counts"]["added"] == 2
    assert (beyond["code"], [fault["path"] for fault in beyond["faults"]]) == ("SHEET_HAS_FAULTS", ["file"])


async def test_an_address_takes_one_file_from_one_account(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk, colleague = await clerk_of(database, place), await clerk_of(database, place)
    requested = await run(client, REQUEST, clerk, estateId=str(place.estate_id))
    sheet = export_workbook([SheetUnit("1号楼", HOME)])

    async def post(person: Person | None, path: str = requested["address"], **headers: str) -> int:
        return (await client.post(path, content=sheet, headers={**cookie(person), **headers})).status_code

    assert await post(None) == 404
    assert await post(colleague) == 404
    assert await post(clerk, "/uploads/nothing") == 404
    assert await post(clerk, Origin="https://elsewhere.example") == 403
    assert await post(clerk, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert await post(clerk) == 201
    assert await post(clerk) == 404
    assert (await run(client, PREVIEW, colleague, uploadId=requested["uploadId"]))["code"] == "NOT_FOUND"
    assert "changeSet" in await run(client, PREVIEW, clerk, uploadId=requested["uploadId"])
    assert (await run(client, PREVIEW, clerk, uploadId=requested["uploadId"]))["code"] == "NOT_FOUND"


async def test_a_file_has_at_most_ten_megabytes(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    requested = await run(client, REQUEST, clerk, estateId=str(place.estate_id))

    too_large = await client.post(requested["address"], content=bytes(10 * 2**20 + 1), headers=cookie(clerk))
    empty = await client.post(requested["address"], content=b"", headers=cookie(clerk))
    largest = await client.post(requested["address"], content=bytes(10 * 2**20), headers=cookie(clerk))

    assert (too_large.status_code, empty.status_code, largest.status_code) == (413, 400, 201)


async def test_an_address_is_dead_after_ten_minutes(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    requested = await run(client, REQUEST, clerk, estateId=str(place.estate_id))
    received = await send(client, clerk, place, export_workbook([SheetUnit("1号楼", HOME)]))
    async with database.transaction(SYSTEM) as tx:
        for table in ("uploads", "downloads"):
            await tx.session.execute(
                text(f"UPDATE {table} SET expires_at = expires_at - interval '10 minutes' WHERE estate_id = :e"),
                {"e": place.estate_id},
            )

    late = await client.post(requested["address"], content=b"PK", headers=cookie(clerk))
    assert late.status_code == 404
    assert (await run(client, PREVIEW, clerk, uploadId=received))["code"] == "NOT_FOUND"
    await run(client, REQUEST, clerk, estateId=str(place.estate_id))
    async with database.read() as session:
        kept = select(func.count(Upload.id)).where(Upload.estate_id == place.estate_id, Upload.content.is_not(None))
        assert await session.scalar(kept) == 0


async def test_a_sent_file_is_kept_encrypted(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    sheet = export_workbook([SheetUnit("1号楼", HOME, (owner(),), date(2024, 2, 29))])
    await send(client, clerk, place, sheet)

    async with database.read() as session:
        content = await session.scalar(select(Upload.content).where(Upload.estate_id == place.estate_id))

    assert content is not None
    assert sheet[:64] not in content


async def test_an_export_masks_people_unless_there_is_a_reason(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    sheet = [
        SheetUnit("1号楼", HOME, (owner(), owner("钱新主")), date(2024, 2, 29)),
        SheetUnit("1号楼", replace(HOME, room="0103")),
    ]
    await run(client, SUBMIT, clerk, changeSetId=(await preview(client, clerk, place, sheet))["changeSet"]["id"])

    async def fetch(**given: Any) -> httpx.Response:
        address = (await run(client, EXPORT, clerk, estateId=str(place.estate_id), **given))["address"]
        return await client.get(address, headers=cookie(clerk))

    masked, full = await fetch(), await fetch(revealed=True, reason="向区住建委报送数据")
    no_reason = await run(client, EXPORT, clerk, estateId=str(place.estate_id), revealed=True, reason="报送")

    assert masked.headers["cache-control"] == "no-store"
    assert masked.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert {fault.header for fault in read_units(masked.content).faults} == {"证件号码"}
    read = read_units(full.content)
    assert read.faults == ()
    assert [(unit.building, unit.fields, set(unit.owners), unit.title_starts) for unit in read.units] == [
        (unit.building, unit.fields, set(unit.owners), unit.title_starts) for unit in sheet
    ]
    assert mask_document(sheet[0].owners[0].number) != sheet[0].owners[0].number
    assert no_reason["faults"] == [{"path": "reason"}]
    async with database.read() as session:
        rows = select(AuditRecord.action, AuditRecord.reason).where(
            AuditRecord.estate_id == place.estate_id, AuditRecord.action.startswith("register.")
        )
        assert [tuple(row) for row in await session.execute(rows.order_by(AuditRecord.id))] == [
            ("register.export_requested", None), ("register.exported", None),
            ("register.export_requested", "向区住建委报送数据"), ("register.exported", None),
        ]  # fmt: skip


async def test_an_export_is_fetched_once_by_who_asked(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    clerk, colleague = await clerk_of(database, place), await clerk_of(database, place)
    address = (await run(client, EXPORT, clerk, estateId=str(place.estate_id)))["address"]

    async def get(person: Person | None, **headers: str) -> int:
        return (await client.get(address, headers={**cookie(person), **headers})).status_code

    assert await get(None) == 404
    assert await get(colleague) == 404
    assert await get(clerk, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert await get(clerk) == 200
    assert await get(clerk) == 404


@pytest.mark.parametrize(
    ("role", "revealed", "may"),
    [
        (Role.DISTRICT, False, True),
        (Role.DISTRICT, True, False),
        (Role.STREET_REVIEWER, True, True),
        (Role.AUDITOR, True, False),
    ],
)
async def test_who_may_export_what(
    database: Database, client: httpx.AsyncClient, role: Role, revealed: bool, may: bool
) -> None:
    place = await make_place(database, units=1)
    person = await sign_in_staff(database, role, ScopeKind.DISTRICT, place.district)

    given = {"estateId": str(place.estate_id), "revealed": revealed, "reason": "向区住建委报送数据"}
    assert ("address" in await run(client, EXPORT, person, **given)) == may


async def test_the_template_is_for_who_maintains_a_register(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    committee = await sign_in_staff(database, Role.COMMITTEE, ScopeKind.ESTATE, str(place.estate_id))

    given = await client.get("/register-template.xlsx", headers=cookie(clerk))
    assert (given.status_code, given.headers["cache-control"]) == (200, "no-store")
    assert [fault.code for fault in read_units(given.content).faults] == ["empty"]
    for person in (committee, None):
        assert (await client.get("/register-template.xlsx", headers=cookie(person))).status_code == 404
