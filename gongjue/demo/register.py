"""The register of the demo city: buildings, units, owners, titles and certifications, thousands at a time by COPY.

What a person could not tell from the work of years is written at once here; whatever teaches something (notices,
ballots, votes, transfers) happens through the services, in `history`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from domain.rules.consents import CONSENTS
from domain.rules.heads import head_key
from domain.rules.terms import CertificationMethod, ConsentKind, DocumentKind, Usage
from domain.store.crypto import FieldCrypto
from gongjue.demo.invented import Invented, Inventor
from gongjue.demo.plans import EstatePlan, Room

_FIRST_TITLES = datetime(2004, 3, 1, 1, tzinfo=UTC)
OWNABLE = frozenset({Usage.HOME, Usage.SHOP})


@dataclass(slots=True)
class MadeUnit:
    """A unit that was written, its owners' title if it has one."""

    id: UUID
    building: str
    plan: Room
    stock: bool = False
    title_id: UUID | None = None


@dataclass(slots=True)
class MadeOwner:
    """An owner that was written; with an account once certified."""

    id: UUID
    invented: Invented
    account_id: UUID | None = None
    phone: str | None = None


@dataclass(slots=True)
class Household:
    """The owners of the same units: one head.

    One that is `told` has a part in the city's past: those of its owners are certified who have a phone, for all units
    but those that `wait`.
    """

    owners: list[MadeOwner]
    units: list[MadeUnit]
    told: bool = False
    waiting: list[MadeUnit] = field(default_factory=list)

    def account(self) -> MadeOwner | None:
        """The first owner who has an account."""
        return next((owner for owner in self.owners if owner.account_id is not None), None)

    @property
    def area(self) -> int:
        """What the units have together, in 0.01 m²."""
        return sum(unit.plan.area for unit in self.units)


@dataclass(slots=True)
class MadeEstate:
    """An estate that was written: its units in the order of the building table, and who lives there."""

    id: UUID
    plan: EstatePlan
    building_ids: dict[str, UUID] = field(default_factory=dict)
    units: list[MadeUnit] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)

    def unit(self, building: str, entrance: str, room: str) -> MadeUnit:
        """The unit at this place."""
        return next(
            unit
            for unit in self.units
            if unit.building.endswith(building) and (unit.plan.entrance, unit.plan.room) == (entrance, room)
        )

    def household_of(self, unit: MadeUnit) -> Household:
        """Who owns the unit."""
        return next(household for household in self.households if unit in household.units)


class Register:
    """Writes estates through one connection, inside the caller's transaction."""

    def __init__(self, connection: "asyncpg.Connection[Any]", crypto: FieldCrypto, inventor: Inventor) -> None:
        self._connection = connection
        self._crypto = crypto
        self._inventor = inventor

    async def build(self, plan: EstatePlan) -> MadeEstate:
        """Write the estate with its buildings and units; nobody owns them yet."""
        made = MadeEstate(self._inventor.id(), plan)
        await self._connection.execute(
            "INSERT INTO estates (id, number, name, address, street_code, status) VALUES ($1, $2, $3, $4, $5, $6)",
            made.id, plan.number, plan.name, plan.address, plan.street, plan.status.value,
        )  # fmt: skip
        buildings: list[Sequence[object]] = []
        rows: list[Sequence[object]] = []
        stock = self._unsold(plan)
        for place, building in enumerate(plan.buildings, start=1):
            made.building_ids[building.name] = building_id = self._inventor.id()
            number = f"{plan.number.replace('-', '')}{place:04d}"
            buildings.append((building_id, made.id, building.name, number, "system", place))
            for room in building.rooms():
                unit = MadeUnit(
                    self._inventor.id(), building.name, room, (building.name, room.entrance, room.room) in stock
                )
                made.units.append(unit)
                rows.append((
                    unit.id, made.id, building_id, room.entrance, room.floor, room.floor, room.floor_to, room.room,
                    room.usage.value, room.layout, room.area, "survey" if unit.stock else "register", unit.stock,
                ))  # fmt: skip
        await self._copy("buildings", ("id", "estate_id", "name", "number", "source", "position"), buildings)
        columns = (
            "id", "estate_id", "building_id", "entrance", "floor", "floor_from", "floor_to", "room", "usage", "layout",
            "area", "area_source", "developer_stock",
        )  # fmt: skip
        await self._copy("units", columns, rows)
        return made

    @staticmethod
    def _unsold(plan: EstatePlan) -> set[tuple[str, str, str]]:
        homes = [
            (building.name, room.entrance, room.room)
            for building in plan.buildings
            for room in building.rooms()
            if room.usage is Usage.HOME
        ]
        return set(homes[len(homes) - plan.unsold :])

    async def settle(self, made: MadeEstate, special: Sequence[Household]) -> None:
        """Give the units their owners: first the `special` households, then invented ones as the plan says."""
        taken = {unit.id for household in special for unit in household.units}
        free = [unit for unit in made.units if unit.plan.usage in OWNABLE and unit.id not in taken and not unit.stock]
        made.households = [*special, *self._households(made.plan, free)]
        for household in made.households:
            for unit in household.units:
                unit.title_id = self._inventor.id()
        await self._write_owners(made.households)
        await self._write_titles(made.households)

    def owner(self, invented: Invented) -> MadeOwner:
        """An owner to be written."""
        return MadeOwner(self._inventor.id(), invented)

    def _households(self, plan: EstatePlan, free: list[MadeUnit]) -> Iterator[Household]:
        chance = self._inventor.random
        owned = [unit for unit in free if chance.random() * 100 < plan.owned]
        chance.shuffle(owned)
        while owned:
            count = min(len(owned), chance.choice((2, 2, 2, 3)) if chance.random() * 200 < plan.several else 1)
            people = 2 if chance.random() * 100 < plan.couples else 1
            owners = [self.owner(self._inventor.person()) for _ in range(people)]
            yield Household(owners, [owned.pop() for _ in range(count)])

    async def _write_owners(self, households: Sequence[Household]) -> None:
        crypto, rows = self._crypto, []
        for owner in {owner.id: owner for household in households for owner in household.owners}.values():
            who = owner.invented
            rows.append((
                owner.id, who.kind.value, who.document_kind.value,
                crypto.encrypt("owners.document_number", owner.id, who.document_number),
                crypto.index(f"document:{who.document_kind.value}", who.document_number), crypto.index_version,
                crypto.encrypt("owners.name", owner.id, who.name),
            ))  # fmt: skip
        columns = ("id", "kind", "document_kind", "document_number", "document_index", "index_version", "name")
        await self._copy("owners", columns, rows)

    async def _write_titles(self, households: Sequence[Household]) -> None:
        titles, joined = [], []
        for household in households:
            since = _FIRST_TITLES + timedelta(days=self._inventor.random.randrange(6_500))
            key = head_key(owner.id for owner in household.owners)
            share = None if len(household.owners) == 1 else f"1/{len(household.owners)}"
            for unit in household.units:
                titles.append((unit.title_id, unit.id, since, key, "register"))
                joined += [(unit.title_id, owner.id, share) for owner in household.owners]
        await self._copy("titles", ("id", "unit_id", "starts_at", "head_key", "source"), titles)
        await self._copy("title_owners", ("title_id", "owner_id", "share"), joined)

    async def certify(self, made: MadeEstate, since: datetime, days: int) -> int:
        """Give as many owners as the plan says an account, certified for all their units in the days from `since` on.

        Returns how many accounts were made.
        """
        chance, certified = self._inventor.random, []
        for household in made.households:
            for place, owner in enumerate(household.owners):
                if place == 0 and not household.told and chance.random() * 100 < made.plan.certified:
                    owner.phone = self._inventor.phone()
                if owner.phone is not None:
                    owner.account_id = self._inventor.id()
                    certified.append((household, owner, since + timedelta(minutes=chance.randrange(days * 1440))))
        await self._write_accounts([owner for _, owner, _ in certified])
        await self._write_certifications(made.id, certified)
        return len(certified)

    async def _write_accounts(self, owners: Sequence[MadeOwner]) -> None:
        crypto, accounts, consents = self._crypto, [], []
        version = CONSENTS[ConsentKind.DOCUMENT_NUMBER].version
        for owner in owners:
            assert owner.account_id is not None
            assert owner.phone is not None
            sealed = crypto.encrypt("accounts.phone", owner.account_id, owner.phone)
            accounts.append((owner.account_id, "owner", "active", sealed, crypto.index("phone", owner.phone), owner.id))
            consents.append((self._inventor.id(), owner.account_id, ConsentKind.DOCUMENT_NUMBER.value, version))
        await self._copy("accounts", ("id", "kind", "state", "phone", "phone_index", "owner_id"), accounts)
        await self._copy("consents", ("id", "account_id", "kind", "version"), consents)

    async def _write_certifications(
        self, estate: UUID, certified: Sequence[tuple[Household, MadeOwner, datetime]]
    ) -> None:
        rows = []
        for household, owner, at in certified:
            by_card = owner.invented.document_kind is DocumentKind.ID_CARD
            method = CertificationMethod.ID_CARD if by_card else CertificationMethod.OTHER_DOCUMENT
            rows += [
                (self._inventor.id(), owner.account_id, owner.id, unit.id, unit.title_id, estate, method.value, at)
                for unit in household.units
                if unit not in household.waiting
            ]
        columns = ("id", "account_id", "owner_id", "unit_id", "title_id", "estate_id", "method", "certified_at")
        await self._copy("certifications", columns, rows)

    async def _copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        if rows:
            await self._connection.copy_records_to_table(table, columns=columns, records=rows)
