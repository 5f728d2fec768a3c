"""Turns of events while a ballot is open: a home is sold, somebody certifies late, the new owner votes."""

from sqlalchemy import select

from domain.rules.consents import CONSENTS
from domain.rules.policy import Actor, Role
from domain.rules.terms import ConsentKind, DocumentKind
from domain.services import certifications, transfers
from domain.services.certifications import Certify, CertifyMyOtherUnits
from domain.services.owners import NamedOwner
from domain.services.transfers import TransferTitle
from domain.store.tables import Account
from gongjue.demo import ballots
from gongjue.demo.ballots import Story
from gongjue.demo.register import MadeOwner
from gongjue.demo.stories.told import Told


async def sell(told: Told, seller: str, buyer: str) -> None:
    """The register enters a sale of the character's home; the street's clerk records it."""
    household = told.city.characters.households[seller]
    bought = told.stage.inventor.person(buyer)
    told.city.buyers[buyer] = bought
    named = NamedOwner(bought.name, bought.document_kind, bought.document_number)
    estate = told.city.estate_of(seller)
    clerk = await told.stage.staff(told.city.account(f"clerk-{estate.plan.street}"))
    for place, unit in enumerate(household.units, start=len(told.city.buyers)):
        command = TransferTitle(
            unit.id, unit.title_id, [named], f"京({told.stage.day(-6).year})不动产权第{place:07d}号"
        )
        async with told.stage.acting(clerk) as tx:
            await transfers.transfer(tx, command)


async def certify_late(told: Told, who: str) -> None:
    """A character certifies the units that were waiting; they join what was voted for the others."""
    characters = told.city.characters
    household, estate = characters.households[who], told.city.estate_of(who)
    actor = told.stage.owner(characters.owners[who], estate)
    async with told.stage.acting(actor) as tx:
        command = CertifyMyOtherUnits(estate.id, tuple(unit.id for unit in household.waiting))
        await certifications.certify_my_other_units(tx, command)


async def certify_and_vote(told: Told, story: Story, buyer: str, seller: str, *chosen: int) -> None:
    """Who bought a character's home takes a phone, certifies by ID card and votes."""
    bought, household = told.city.buyers[buyer], told.city.characters.households[seller]
    account_id = told.stage.inventor.id()
    phone = told.stage.inventor.phone()
    actor = Actor(account_id, kind="owner", confirmed_recently=True)
    async with told.stage.acting(actor) as tx:
        sealed, index = tx.crypto.encrypt("accounts.phone", account_id, phone), tx.crypto.index("phone", phone)
        tx.session.add(Account(id=account_id, kind="owner", state="active", phone=sealed, phone_index=index))
        tx.record("account.opened", "account", account_id, role=Role.OWNER)
    consent = CONSENTS[ConsentKind.DOCUMENT_NUMBER].version
    command = Certify(household.units[0].id, DocumentKind.ID_CARD, bought.name, bought.document_number, consent)
    async with told.stage.acting(actor) as tx:
        claimed = await certifications.claim(tx, command)
    async with told.stage.acting(actor) as tx:
        await certifications.certify(tx, claimed)
        owner_id = await tx.session.scalar(select(Account.owner_id).where(Account.id == account_id))
    assert owner_id is not None  # certifying bound it
    owner = MadeOwner(owner_id, bought, account_id, phone)
    await ballots.vote(told.stage, story, [(owner, household)], lambda one, _: one.picks(*chosen))
