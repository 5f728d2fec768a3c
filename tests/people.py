"""Make estates, units, owners and signed-in accounts for a test, by the tables themselves: short, and each anew."""

import itertools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.identity import id_check_digit
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import (
    AreaSource,
    BuildingSource,
    CertificationMethod,
    DocumentKind,
    EstateStatus,
    OwnerKind,
    Usage,
)
from domain.services.sessions import token_hash
from domain.store.database import Database, Transaction
from domain.store.tables import (
    Account,
    Building,
    Certification,
    District,
    Estate,
    Grant,
    Owner,
    Session,
    Street,
    Title,
    TitleOwner,
    Unit,
)

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Person:
    """A signed-in account: `token` is its session cookie's value."""

    account_id: UUID
    token: str
    owner_id: UUID | None = None


@dataclass(slots=True)
class Place:
    """An estate with one building, in a street and a district of its own."""

    estate_id: UUID
    building_id: UUID
    street: str
    district: str
    units: list[UUID] = field(default_factory=list)


async def make_place(
    database: Database, *, units: int = 0, area: int = 8835, status: EstateStatus = EstateStatus.COMPLETED
) -> Place:
    """An estate in a district and street that nobody else has, with one building of `units` homes of `area` each."""
    district, number = f"9{secrets.randbelow(10**5):05d}{secrets.token_hex(3)}", secrets.token_hex(8)
    street = district + "001"
    estate, building = uuid7(), uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(District(code=district, name="试验区"))
        await tx.session.flush()
        tx.session.add(Street(code=street, district_code=district, name="试验街道"))
        await tx.session.flush()
        tx.session.add(
            Estate(id=estate, number=number, name="试验家园", address="试验路1号", street_code=street, status=status)
        )
        await tx.session.flush()
        tx.session.add(
            Building(id=building, estate_id=estate, name="1号楼", number="B1", source=BuildingSource.SYSTEM, position=1)
        )
        await tx.session.flush()
        place = Place(estate, building, street, district)
        place.units = [add_unit(tx, place, str(100 + n), area=area) for n in range(1, units + 1)]
    return place


def add_unit(
    tx: Transaction, place: Place, room: str, *, area: int = 8835, usage: Usage = Usage.HOME, stock: bool = False
) -> UUID:
    """One unit in the place's building."""
    unit = uuid7()
    tx.session.add(
        Unit(
            id=unit, estate_id=place.estate_id, building_id=place.building_id, entrance="1", floor=1, floor_from=1,
            floor_to=1, room=room, usage=usage, layout="两居室", area=area, area_source=AreaSource.REGISTER,
            developer_stock=stock,
        )
    )  # fmt: skip
    return unit


# Each process counts on from a place of its own choosing: drawn one by one, the numbers of some thousand owners in one
# database would meet (a birthday among six million was met once in a few runs).
_people = itertools.count(secrets.randbelow(10**10))
_phones = itertools.count(secrets.randbelow(10**8))


def new_id_card() -> str:
    """The number of a person who cannot exist, born in 1900, with its check digit; nobody else of the run has it."""
    serial, order = divmod(next(_people) % 10**10, 1000)
    region, day = divmod(serial, 365)
    digits = f"9{region % 10**5:05d}{date(1900, 1, 1) + timedelta(days=day):%Y%m%d}{order:03d}"
    return digits + id_check_digit(digits)


def new_phone() -> str:
    """A number from the range that nobody answers; nobody else of the run has it."""
    return f"199{next(_phones) % 10**8:08d}"


async def make_owner(tx: Transaction, name: str = "张试验", number: str | None = None) -> UUID:
    """A person who cannot exist, with an identity number of a birth in 1900."""
    owner, document = uuid7(), number or new_id_card()
    tx.session.add(
        Owner(
            id=owner, kind=OwnerKind.PERSON, document_kind=DocumentKind.ID_CARD,
            document_number=tx.crypto.encrypt("owners.document_number", owner, document),
            document_index=tx.crypto.index("document:id_card", document),
            index_version=tx.crypto.index_version,
            name=tx.crypto.encrypt("owners.name", owner, name),
        )
    )  # fmt: skip
    await tx.session.flush()
    return owner


async def give_title(
    tx: Transaction, unit: UUID, owners: Sequence[UUID], *, head_key: UUID, starts_at: datetime = LONG_AGO
) -> UUID:
    """A title of `owners` on `unit`. `head_key` is the same for the same set of owners."""
    title = uuid7()
    tx.session.add(Title(id=title, unit_id=unit, starts_at=starts_at, head_key=head_key, source="register"))
    await tx.session.flush()
    tx.session.add_all(TitleOwner(title_id=title, owner_id=owner) for owner in owners)
    await tx.session.flush()
    return title


async def certify(tx: Transaction, account: UUID, owner: UUID, unit: UUID, title: UUID, estate: UUID) -> UUID:
    """A certification as the service would have left it."""
    certification = uuid7()
    tx.session.add(
        Certification(
            id=certification, account_id=account, owner_id=owner, unit_id=unit, title_id=title, estate_id=estate,
            method=CertificationMethod.ID_CARD,
        )
    )  # fmt: skip
    await tx.session.execute(
        text("UPDATE accounts SET owner_id = :owner WHERE id = :account"), {"owner": owner, "account": account}
    )
    return certification


async def sign_in_staff(database: Database, role: Role, scope: ScopeKind, key: str = "", **grant: UUID) -> Person:
    """A staff account with one role, signed in."""
    account = await _make_account(database, "staff")
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(Grant(account_id=account, role=role, scope_kind=scope, scope_key=key, **grant))
    return await _sign_in(database, account)


async def sign_in_owner(database: Database) -> Person:
    """An owner's account, not certified for anything yet, signed in."""
    return await _sign_in(database, await _make_account(database, "owner"))


async def sign_in_again(database: Database, account: UUID) -> Person:
    """A new session of an account that exists."""
    return await _sign_in(database, account)


async def _make_account(database: Database, kind: str) -> UUID:
    account, phone = uuid7(), new_phone()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Account(
                id=account, kind=kind, state="active", login=f"t{secrets.token_hex(8)}" if kind == "staff" else None,
                phone=tx.crypto.encrypt("accounts.phone", account, phone),
                phone_index=tx.crypto.index("phone", phone),
                name=tx.crypto.encrypt("accounts.name", account, "李试验"),
            )
        )  # fmt: skip
    return account


async def _sign_in(database: Database, account: UUID) -> Person:
    token = secrets.token_urlsafe(32)
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Session(
                token_hash=token_hash(token), id=uuid7(), account_id=account,
                expires_at=datetime.now(UTC) + timedelta(days=30),
            )
        )  # fmt: skip
    return Person(account, token)
