"""The city as it stood before its stories begin: estates, people, organizers and the staff accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from domain.rules.policy import SYSTEM, ScopeKind, decides_on_others
from domain.rules.terms import DocumentKind
from domain.services import staff
from domain.services.owners import Document
from gongjue.demo.accounts import AUTHORITIES, PASSWORD, TOTP_SECRET, DemoStaff, SignedUp
from gongjue.demo.bodies import CARETAKER, CHAIR, CONTACT, LEADER, Formed, attach, form
from gongjue.demo.characters import PARTS, Characters
from gongjue.demo.invented import Invented
from gongjue.demo.plans import ESTATES, PREPARING
from gongjue.demo.register import Household, MadeEstate, MadeOwner, Register
from gongjue.demo.stage import BEGINS, Stage

# Owners certify in the first days of what is told, before anything is voted on.
CERTIFYING_DAYS = 14


@dataclass
class City:
    """Everything that stands in the demo city, by key."""

    stage: Stage
    characters: Characters
    estates: dict[str, MadeEstate] = field(default_factory=dict)
    staff: dict[str, SignedUp] = field(default_factory=dict)
    buyers: dict[str, Invented] = field(default_factory=dict)

    def account(self, key: str) -> UUID:
        """The account of a member of staff."""
        return self.staff[key].account_id

    def estate_of(self, character: str) -> MadeEstate:
        """Where a character lives."""
        return self.estates[next(part.estate for part in PARTS if part.key == character)]

    def voters(self, estate: str) -> list[tuple[MadeOwner, Household]]:
        """The owners with an account who have no part of their own, one for each head, in an order of chance."""
        found = [
            (owner, household)
            for household in self.estates[estate].households
            if not household.told and (owner := household.account()) is not None
        ]
        self.stage.inventor.random.shuffle(found)
        return found


async def build(stage: Stage) -> City:
    """Write the register, and make the accounts of the staff."""
    async with stage.database.driver() as driver, driver.transaction():
        register = Register(driver, stage.database.crypto, stage.inventor)
        city = City(stage, Characters(stage.inventor, register))
        for plan in ESTATES:
            city.estates[plan.key] = made = await register.build(plan)
            await register.settle(made, city.characters.of(made))
            if plan.key != PREPARING:
                since = stage.at(1 - BEGINS, "08:00") - timedelta(days=CERTIFYING_DAYS)
                await register.certify(made, since, CERTIFYING_DAYS)
    async with stage.acting(SYSTEM) as tx:
        for made in city.estates.values():
            counts = {"units": len(made.units), "heads_known": len(made.households)}
            tx.record("demo_city.built", "estate", made.id, estate_id=made.id, after=counts)
    await _sign_up(city, AUTHORITIES)
    await _form_bodies(city)
    return city


async def _sign_up(city: City, people: Sequence[DemoStaff], formed: Formed | None = None) -> None:
    async with city.stage.acting(SYSTEM) as tx:
        for one in people:
            is_estate = one.scope_kind is ScopeKind.ESTATE
            made = await staff.create_ready_account(
                tx, role=one.role, scope_kind=one.scope_kind,
                scope_key=str(city.estates[one.scope_key].id) if is_estate else one.scope_key, name=one.name,
                phone=formed.phone if formed else city.stage.inventor.phone(), password=PASSWORD,
                totp_secret=TOTP_SECRET, organizer_id=formed.organizer_id if formed else None,
                document=formed.document if formed else _document(city.stage, one),
            )  # fmt: skip
            tx.record("demo_city.account_made", "account", made.account_id, after={"login": made.login})
            city.staff[one.key] = SignedUp(one, made.account_id, made.login)


def _document(stage: Stage, person: DemoStaff) -> Document | None:
    if not decides_on_others(person.role):
        return None
    return DocumentKind.ID_CARD, stage.inventor.person(person.name).document_number


async def _form_bodies(city: City) -> None:
    for person in (CHAIR, LEADER, CONTACT, CARETAKER):
        estate = city.estates[person.scope_key]
        formed = await form(city.stage, city.account(f"clerk-{estate.plan.street}"), estate, person)
        await _sign_up(city, [person], formed)
        await attach(city.stage, formed, city.account(person.key))
