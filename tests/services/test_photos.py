"""Photos: what is taken, what is refused in words, who may see one and for how long, and that it goes."""

import asyncio
import io
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx
import pytest
from cryptography.exceptions import InvalidTag
from PIL import Image
from sqlalchemy import select, text, update
from uuid_utils.compat import uuid7

from domain.rules.photos import MOST_BYTES, NotTaken, PhotoFault, inspect, sentence
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import SHANGHAI, NotFound
from domain.rules.terms import PhotoPurpose
from domain.services import photos, purging
from domain.services.photos import PhotoAddress, PhotoRequested
from domain.store.database import Database
from domain.store.tables import Account, AuditRecord, Photo
from tests.people import Person, sign_in_again, sign_in_owner, sign_in_staff
from tests.photographs import BAD, SECRET_NOTE, Bad, drawn, photo, saved
from tests.services.certifying import acting
from tests.services.raw_tables import tables_with
from workers.photos import delete_photos, photos_to_delete

IDENTITY = PhotoPurpose.IDENTITY_DOCUMENT


async def an_address(database: Database, person: Person, purpose: PhotoPurpose = IDENTITY) -> PhotoRequested:
    async with database.transaction(await acting(database, person)) as tx:
        return await photos.offer_address(tx, purpose)


async def sent(
    client: httpx.AsyncClient,
    person: Person | None,
    token: str,
    content: bytes,
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    cookie = {"Cookie": f"gongjue={person.token}"} if person else {}
    return await client.post(f"/photos/{token}", content=content, headers={**cookie, **(headers or {})})


async def a_photo(
    database: Database,
    client: httpx.AsyncClient,
    person: Person,
    content: bytes | None = None,
    purpose: PhotoPurpose = IDENTITY,
) -> UUID:
    address = await an_address(database, person, purpose)
    response = await sent(client, person, address.token, content or photo())
    assert response.status_code == 201, response.text
    return UUID(response.json()["photoId"])


async def row_of(database: Database, photo_id: UUID) -> Photo:
    async with database.glance() as session:
        return (await session.scalars(select(Photo).where(Photo.id == photo_id))).one()


async def picture_of(database: Database, photo_id: UUID) -> bytes:
    row = await row_of(database, photo_id)
    assert row.content is not None
    return database.crypto.decrypt_bytes("photos.content", photo_id, row.content)


async def shown(database: Database, person: Person, photo_id: UUID) -> PhotoAddress:
    async with database.transaction(await acting(database, person)) as tx:
        return (await photos.addresses_of(tx, [photo_id]))[0]


async def looked(client: httpx.AsyncClient, person: Person | None, address: PhotoAddress) -> httpx.Response:
    headers = {"Cookie": f"gongjue={person.token}"} if person else {}
    return await client.get(f"/photos/{address.photo_id}/{address.token}", headers=headers)


# What is taken


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_photo_is_made_anew_upright_and_without_its_notes(
    database: Database, client: httpx.AsyncClient, kind: str
) -> None:
    person = await sign_in_owner(database)
    made = await picture_of(database, await a_photo(database, client, person, photo(kind)))
    assert SECRET_NOTE.encode() in photo(kind)
    assert SECRET_NOTE.encode() not in made
    with Image.open(io.BytesIO(made), formats=["JPEG"]) as picture:
        assert picture.size == (1200, 1600)
        assert dict(picture.getexif()) == {}
        assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & picture.info.keys()
    assert (await row_of(database, await a_photo(database, client, person))).width == 1200


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16"])
async def test_every_way_of_writing_colours_that_phones_use_is_taken(
    database: Database, client: httpx.AsyncClient, mode: str
) -> None:
    page = drawn(mode="L").convert("I").point(lambda shade: shade * 256) if mode == "I;16" else drawn()
    content = saved(page.convert(mode), "PNG")
    made = await picture_of(database, await a_photo(database, client, await sign_in_owner(database), content))
    with Image.open(io.BytesIO(made)) as picture:
        darkest, lightest = picture.convert("L").getextrema()
    assert int(str(lightest)) - int(str(darkest)) > 100


async def test_a_photo_of_fifty_megapixels_is_taken_and_shrunk(database: Database, client: httpx.AsyncClient) -> None:
    large = saved(drawn(8192, 6144), "JPEG", quality=70)
    made = await picture_of(database, await a_photo(database, client, await sign_in_owner(database), large))
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (2560, 1920)


@pytest.mark.parametrize("name", ["IMG.20261123.jpg", "微信图片_2026.11.23.jpeg", "身份证 正面.JPG", "IMG_0001", ""])
async def test_names_that_cameras_give_are_taken(database: Database, client: httpx.AsyncClient, name: str) -> None:
    person = await sign_in_owner(database)
    address = await an_address(database, person)
    response = await sent(client, person, address.token, photo(), {"X-File-Name": quote(name)})
    assert response.status_code == 201, response.text


@pytest.mark.parametrize("rest", [b"\x00" * 40, photo(), b"maker" * 9 + b"SEFT"])
async def test_what_cameras_leave_behind_a_photo_is_taken_off(
    database: Database, client: httpx.AsyncClient, rest: bytes
) -> None:
    made = await picture_of(database, await a_photo(database, client, await sign_in_owner(database), photo() + rest))
    assert inspect(made).width == 1200


# What is refused


def test_there_are_more_than_forty_bad_cases_of_every_kind() -> None:
    assert len(BAD) >= 40
    assert {bad.fault for bad in BAD} == set(PhotoFault)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.what)
async def test_a_bad_file_is_refused_in_words_and_nothing_is_kept(
    database: Database, client: httpx.AsyncClient, bad: Bad
) -> None:
    person = await sign_in_owner(database)
    address = await an_address(database, person)
    headers = {"X-File-Name": quote(bad.name), "Content-Type": bad.declared}
    answers = []
    for language in ("zh", "en"):
        given = {name: value for name, value in headers.items() if value}
        response = await sent(client, person, address.token, bad.make(), {**given, "Accept-Language": language})
        assert response.status_code in (413, 415, 422), response.text
        answers.append(response.json())
    assert answers == [{"code": bad.fault.value, "message": sentence(bad.fault, language)} for language in ("zh", "en")]
    row = await row_of(database, address.photo_id)
    assert (row.content, row.received_at) == (None, None)
    assert (await sent(client, person, address.token, photo())).status_code == 201


async def test_a_large_body_is_refused_before_it_has_arrived(database: Database, client: httpx.AsyncClient) -> None:
    person = await sign_in_owner(database)
    address = await an_address(database, person)
    headers = {"Content-Length": str(MOST_BYTES + 1)}
    response = await sent(client, person, address.token, b"", headers)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_photo_cut_anywhere_in_its_head_is_never_a_crash(cut: int) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        with pytest.raises(NotTaken):
            inspect(photo(kind)[:cut])


# Who may send


async def test_an_address_belongs_to_its_session_and_takes_one_photo(
    database: Database, client: httpx.AsyncClient
) -> None:
    person = await sign_in_owner(database)
    other_session, stranger = await sign_in_again(database, person.account_id), await sign_in_owner(database)
    address = await an_address(database, person)
    for who in (None, stranger, other_session):
        assert (await sent(client, who, address.token, photo())).status_code == 404
    assert (await sent(client, person, address.token + "x", photo())).status_code == 404
    assert (await sent(client, person, address.token, photo())).status_code == 201
    assert (await sent(client, person, address.token, photo())).status_code == 404


async def test_an_address_is_over_after_ten_minutes(database: Database, client: httpx.AsyncClient) -> None:
    person = await sign_in_owner(database)
    address = await an_address(database, person)
    await aged(database, address.photo_id, "10 minutes")
    assert (await sent(client, person, address.token, photo())).status_code == 404


async def test_two_photos_sent_at_once_to_one_address_are_one(database: Database, client: httpx.AsyncClient) -> None:
    person = await sign_in_owner(database)
    address = await an_address(database, person)
    answers = await asyncio.gather(*(sent(client, person, address.token, photo()) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [201, 404]


async def test_a_page_of_another_site_sends_nothing(database: Database, client: httpx.AsyncClient) -> None:
    person = await sign_in_owner(database)
    address = await an_address(database, person)
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert (await sent(client, person, address.token, photo(), headers)).status_code == 403


async def test_an_account_sends_so_many_photos_an_hour(database: Database, client: httpx.AsyncClient) -> None:
    person = await sign_in_owner(database)
    address = await an_address(database, person)
    answers = [(await sent(client, person, address.token, b"no photo")).status_code for _ in range(41)]
    assert answers == [415] * 40 + [429]


# Who may see


async def test_a_photo_is_shown_with_the_mark_of_who_looks_and_when(
    database: Database, client: httpx.AsyncClient
) -> None:
    photo_id = await a_photo(database, client, await sign_in_owner(database))
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.CITY)
    address = await shown(database, reviewer, photo_id)
    async with database.glance() as session:
        mark = (
            await photos.show(session, database.crypto, await acting(database, reviewer), photo_id, address.token)
        ).mark
        login = await session.scalar(select(Account.login).where(Account.id == reviewer.account_id))
    today = (await now_of(database)).astimezone(SHANGHAI)
    assert f"李*验 {login} {today:%Y-%m-%d}" in mark
    response = await looked(client, reviewer, address)
    assert (response.status_code, response.headers["content-type"]) == (200, "image/jpeg")
    assert response.headers["cache-control"] == "no-store"
    plain = await picture_of(database, photo_id)
    assert changed_tiles(plain, response.content) == 1


def changed_tiles(plain: bytes, marked: bytes) -> float:
    """The part of the tiles, a fifth of the picture wide, that the mark reaches."""
    with Image.open(io.BytesIO(plain)) as one, Image.open(io.BytesIO(marked)) as other:
        assert one.size == other.size
        before, after = one.convert("L"), other.convert("L")
    wide, high = before.width // 5, before.height // 5
    boxes = [(x * wide, y * high, (x + 1) * wide, (y + 1) * high) for x in range(5) for y in range(5)]
    reached = 0
    for box in boxes:
        pairs = zip(before.crop(box).tobytes(), after.crop(box).tobytes(), strict=True)
        reached += any(abs(a - b) > 25 for a, b in pairs)
    return reached / len(boxes)


async def test_an_address_of_a_photo_serves_one_session_and_one_photo(
    database: Database, client: httpx.AsyncClient
) -> None:
    owner = await sign_in_owner(database)
    photo_id, another = await a_photo(database, client, owner), await a_photo(database, client, owner)
    address = await shown(database, owner, photo_id)
    assert (await looked(client, owner, address)).status_code == 200
    for who in (None, await sign_in_again(database, owner.account_id), await sign_in_owner(database)):
        assert (await looked(client, who, address)).status_code == 404
    assert (await looked(client, owner, PhotoAddress(another, address.token, address.expires_at))).status_code == 404


async def test_an_address_of_a_photo_is_over_after_its_minute(
    database: Database, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timedelta(seconds=60) == photos.SHOWN_FOR
    owner = await sign_in_owner(database)
    photo_id = await a_photo(database, client, owner)
    monkeypatch.setattr(photos, "SHOWN_FOR", timedelta(milliseconds=1))
    address = await shown(database, owner, photo_id)
    await asyncio.sleep(0.01)
    assert (await looked(client, owner, address)).status_code == 404
    expires, _, signature = address.token.partition(".")
    for forged in (f"{int(expires, 16) + 60_000_000:x}.{signature}", f"{expires}.", "zz.zz", f"{'f' * 40}.x"):
        assert (await looked(client, owner, PhotoAddress(photo_id, forged, address.expires_at))).status_code == 404


async def test_another_site_shows_no_photo(database: Database, client: httpx.AsyncClient) -> None:
    owner = await sign_in_owner(database)
    address = await shown(database, owner, await a_photo(database, client, owner))
    headers = {"Cookie": f"gongjue={owner.token}", "Sec-Fetch-Site": "cross-site"}
    assert (await client.get(f"/photos/{address.photo_id}/{address.token}", headers=headers)).status_code == 403


# At rest, and gone


async def test_a_photo_is_bound_to_its_row(database: Database, client: httpx.AsyncClient) -> None:
    owner = await sign_in_owner(database)
    first, second = await a_photo(database, client, owner), await a_photo(database, client, owner)
    one, other = await row_of(database, first), await row_of(database, second)
    assert one.content is not None
    assert other.content is not None
    assert b"\xff\xd8\xff" not in one.content[:100]
    with pytest.raises(InvalidTag):
        database.crypto.decrypt_bytes("photos.content", first, other.content)


async def now_of(database: Database) -> datetime:
    async with database.transaction(SYSTEM) as tx:
        return await tx.now()


async def subject(database: Database, photo_id: UUID, **values: Any) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(update(Photo).where(Photo.id == photo_id).values(subject_id=uuid7(), **values))


async def test_a_photo_goes_when_its_time_has_come_and_no_table_has_it(
    database: Database, client: httpx.AsyncClient, database_url: str
) -> None:
    owner = await sign_in_owner(database)
    over, standing = await a_photo(database, client, owner), await a_photo(database, client, owner)
    now = await now_of(database)
    await subject(database, over, delete_after=now)
    await subject(database, standing, delete_after=now + timedelta(hours=1))
    sealed = {which: (await row_of(database, which)).content or b"" for which in (over, standing)}
    pieces = {which: content.hex()[2000:2100] for which, content in sealed.items()}
    assert await tables_with(database_url, list(pieces.values())) == {"photos": [pieces[over], pieces[standing]]}

    await all_deleted(database)

    assert await tables_with(database_url, list(pieces.values())) == {"photos": [pieces[standing]]}
    row = await row_of(database, over)
    assert row.content is None
    assert row.deleted_at is not None
    address = await shown(database, owner, over)
    assert (await looked(client, owner, address)).status_code == 404


async def test_a_photo_that_belongs_to_nothing_goes_after_a_day(database: Database, client: httpx.AsyncClient) -> None:
    owner = await sign_in_owner(database)
    forgotten, fresh = await a_photo(database, client, owner), await a_photo(database, client, owner)
    await aged(database, forgotten, "24 hours")
    await all_deleted(database)
    assert (await row_of(database, forgotten)).content is None
    assert (await row_of(database, fresh)).content is not None


async def test_deleting_twice_deletes_once_and_says_so_once(database: Database, client: httpx.AsyncClient) -> None:
    await all_deleted(database)
    photo_id = await a_photo(database, client, await sign_in_owner(database))
    await aged(database, photo_id, "24 hours")
    await asyncio.gather(*(delete_photos(database, [photo_id]) for _ in range(3)))
    async with database.glance() as session:
        last = select(AuditRecord.after).where(AuditRecord.action == "photos.deleted").order_by(AuditRecord.id.desc())
        assert (await session.scalars(last.limit(1))).one() == {"photos": 1}
        assert await photos_to_delete(session) == []


async def test_an_address_that_was_never_used_is_forgotten(database: Database) -> None:
    address = await an_address(database, await sign_in_owner(database))
    await aged(database, address.photo_id, "25 hours")
    async with database.transaction(SYSTEM) as tx:
        assert (await purging.purge(tx)).photo_addresses >= 1
    async with database.glance() as session:
        assert await session.scalar(select(Photo.id).where(Photo.id == address.photo_id)) is None


async def test_photos_are_attached_once_and_by_who_sent_them(database: Database, client: httpx.AsyncClient) -> None:
    owner, stranger = await sign_in_owner(database), await sign_in_owner(database)
    photo_id, unsent = await a_photo(database, client, owner), (await an_address(database, owner)).photo_id
    for who, wanted in ((stranger, [photo_id]), (owner, [photo_id, unsent]), (owner, [uuid7()])):
        with pytest.raises(NotFound):
            await attached(database, who, wanted)
    assert (await row_of(database, photo_id)).subject_id is None
    await attached(database, owner, [photo_id])
    with pytest.raises(NotFound):
        await attached(database, owner, [photo_id])


async def test_a_photo_is_attached_for_what_it_was_sent_for_and_nothing_else(
    database: Database, client: httpx.AsyncClient
) -> None:
    owner = await sign_in_owner(database)
    identity, ticket = [await a_photo(database, client, owner, purpose=one) for one in (IDENTITY, PhotoPurpose.TICKET)]
    for wanted, purposes in (
        ([identity], [PhotoPurpose.TICKET]),
        ([ticket], [IDENTITY, PhotoPurpose.PROPERTY_DOCUMENT]),
        ([identity, ticket], [PhotoPurpose.TICKET]),
        ([identity], []),
    ):
        with pytest.raises(NotFound):
            await attached(database, owner, wanted, purposes)
    assert {(await row_of(database, one)).subject_id for one in (identity, ticket)} == {None}
    await attached(database, owner, [ticket], [PhotoPurpose.TICKET])
    await attached(database, owner, [identity], [IDENTITY])


async def attached(
    database: Database, person: Person, photo_ids: list[UUID], purposes: Collection[PhotoPurpose] = (IDENTITY,)
) -> None:
    async with database.transaction(await acting(database, person)) as tx:
        await photos.attach(tx, photo_ids, uuid7(), purposes)


async def all_deleted(database: Database) -> None:
    while True:
        async with database.glance() as session:
            due = await photos_to_delete(session)
        if not due:
            return
        await delete_photos(database, due)


async def aged(database: Database, photo_id: UUID, by: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE photos SET expires_at = expires_at - CAST(:by AS text)::interval WHERE id = :id"),
            {"by": by, "id": photo_id},
        )
